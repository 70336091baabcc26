import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from './visible.ts';

const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Written out, rather than as the classes that the source relies on. */
const dangerous = [
  ...between(0x00, 0x1f),
  ...between(0x7f, 0x9f),
  0x61c,
  ...between(0x200b, 0x200f),
  ...between(0x2028, 0x202e),
  0x2060,
  ...between(0x2066, 0x2069),
  ...between(0xfdd0, 0xfdef),
  0xfeff,
  0xfffe,
  0xffff,
];
const spelled = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;
const printable = 'aZ09 ~!"\'<>&]/\\{}éßЖ日本語עברית…→⟦⟧😀𝒳';

const anything = fc
  .array(
    fc.oneof(
      fc.constantFrom(...dangerous).map((code) => String.fromCharCode(code)),
      fc.constantFrom(...printable),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code)),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    ),
  )
  .map((parts) => parts.join(''));

test('lets nothing dangerous through', () => {
  const units = new Set(dangerous);
  fc.assert(
    fc.property(anything, (text) => {
      const shown = visible(text);
      expect(shown.isWellFormed()).toBe(true);
      expect([...shown].filter((point) => units.has(point.codePointAt(0) ?? 0))).toEqual([]);
    }),
  );
});

test('loses nothing: what it spelled can be read back', () => {
  const unspelled = (text: string) =>
    text.replace(/\\u([0-9a-f]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  fc.assert(
    fc.property(anything, (text) => {
      expect(unspelled(visible(text))).toBe(unspelled(text));
    }),
  );
});

test('leaves printable text alone', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...printable)), (points) => {
      expect(visible(points.join(''))).toBe(points.join(''));
    }),
  );
});

test.each(dangerous)('spells code unit %i as six characters', (code) => {
  expect(visible(`a${String.fromCharCode(code)}b`)).toBe(`a${spelled(code)}b`);
});

test('spells lone surrogates but not pairs', () => {
  expect(visible('x\udc00y\ud800')).toBe('x\\udc00y\\ud800');
  expect(visible('\ud83d\ude00')).toBe('😀');
});

test('spells both units of a noncharacter and of an invisible tag outside the basic plane', () => {
  expect(visible(`a${String.fromCodePoint(0x1fffe)}b`)).toBe('a\\ud83f\\udffeb');
  expect(visible(`a${String.fromCodePoint(0xe0041)}b`)).toBe('a\\udb40\\udc41b');
});

test('keeps line feeds and tabs only when asked to, and carriage returns never', () => {
  expect(visible('a\n\tb\r')).toBe('a\\u000a\\u0009b\\u000d');
  expect(visible('a\n\tb\r\u001b[31m', { keepNewlines: true })).toBe('a\n\tb\\u000d\\u001b[31m');
});
