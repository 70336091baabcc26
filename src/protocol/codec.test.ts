import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, isObject, member } from './codec.ts';

test('decodes an object', () => {
  expect(decode(' {"a":[1,"\\u00e9"]}\r\n')).toEqual({ kind: 'object', value: { a: [1, 'é'] }, findings: [] });
});

test.each(['[]', '[{}]', 'null', 'true', '1', '"{}"'])('decodes %s as a value that is no object', (text) => {
  expect(decode(text)).toEqual({ kind: 'value', value: JSON.parse(text), findings: [] });
});

test.each(['', ' ', '{', '{"a":1,}', "{'a':1}", '{"a":1}{"b":2}', '{"a":01}', 'undefined', 'NaN', '{"a":"\n"}'])(
  'finds %j unreadable and says what is wrong with it',
  (text) => {
    expect(decode(text)).toMatchObject({ kind: 'unreadable', problem: expect.stringMatching(/\S/) });
  },
);

test('decodes what follows a byte order mark, and tells the mark', () => {
  expect(decode('\ufeff{"a":1}')).toEqual({ kind: 'object', value: { a: 1 }, findings: [{ kind: 'byte-order-mark' }] });
});

test('takes the last of two members of one name, and tells that there were two', () => {
  expect(decode('{"id":"wrong","id":"right"}')).toEqual({
    kind: 'object',
    value: { id: 'right' },
    findings: [{ kind: 'duplicate-member', path: '', member: 'id' }],
  });
});

test('tells a number that loses digits', () => {
  expect(decode('{"n":9007199254740993}').findings).toEqual([{ kind: 'unsafe-number', path: '/n', literal: '9007199254740993' }]);
});

test('finds what is nested too deep unreadable instead of parsing it', () => {
  expect(decode('['.repeat(65) + ']'.repeat(65))).toMatchObject({ kind: 'unreadable', problem: 'too deep' });
  expect(decode('['.repeat(64) + ']'.repeat(64))).toMatchObject({ kind: 'value' });
  expect(decode('['.repeat(1_000_000))).toMatchObject({ kind: 'unreadable', problem: 'too deep' });
});

test('finds what is too large unreadable instead of parsing it', () => {
  const limit = 4 * 1024 * 1024;

  expect(decode(`"${'x'.repeat(limit - 2)}"`)).toMatchObject({ kind: 'value' });
  expect(decode(`"${'x'.repeat(limit - 1)}"`)).toMatchObject({ kind: 'unreadable', problem: 'too large' });
});

test('decodes what JSON.stringify writes to the same value, whatever it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const decoded = decode(JSON.stringify(value));

      expect(decoded).toEqual({
        kind: isObject(value) ? 'object' : 'value',
        value: JSON.parse(JSON.stringify(value)),
        findings: decoded.findings,
      });
    }),
  );
});

test('never throws, and calls readable just what JSON.parse reads', () => {
  const nearly = fc.string({
    unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'u', '1', '-', 'e', ' ', '\ud800', 'a'),
  });
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), (text) => {
      let isReadable = true;
      try {
        JSON.parse(text.replace(/^\ufeff/, ''));
      } catch {
        isReadable = false;
      }
      expect(decode(text).kind !== 'unreadable').toBe(isReadable);
    }),
    { numRuns: 2000 },
  );
});

test('says what is wrong without quoting the text, which may be a secret', () => {
  const secret = 'MIID4TCCAmsgAwIBAgIEBZCDRzANBgkqhkiG9w0BAQsFADBx';
  const text = JSON.stringify({ token: secret, priority: 1 });
  const garbage = fc.constantFrom('x', '"', '{', '\n', '\\', ',', '', '\u{1f600}', "'");
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(3), garbage, (at, removed, added) => {
      const decoded = decode(text.slice(0, at) + added + text.slice(at + removed));
      fc.pre(decoded.kind === 'unreadable');
      for (let from = 0; from + 5 <= secret.length; from++) expect(decoded.problem).not.toContain(secret.slice(from, from + 5));
    }),
    { numRuns: 500 },
  );
});

test('gives own members alone', () => {
  const value: unknown = JSON.parse('{"__proto__":{"valid":true},"constructor":1,"a":null}');

  expect(member(value, 'constructor')).toBe(1);
  expect(member(value, '__proto__')).toEqual({ valid: true });
  expect(member(value, 'valid')).toBeUndefined();
  expect(member(value, 'a')).toBeNull();
  expect(member({}, 'constructor')).toBeUndefined();
  expect(member({}, 'toString')).toBeUndefined();
});

test.each([[null], [undefined], [1], ['text'], [[1]], [[]]])('gives no member of %j', (value) => {
  expect(member(value, 'length')).toBeUndefined();
  expect(isObject(value)).toBe(false);
});
