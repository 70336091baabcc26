import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideMessage, guideMessageNames } from './guide-message.ts';
import { prescan } from './prescan.ts';

const kinds = (text: string) => prescan(text).map(({ kind }) => kind);
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

test.each(guideMessageNames())('finds nothing in %s of the guide', (name) => {
  expect(prescan(JSON.stringify(guideMessage(name), null, 2))).toEqual([]);
});

test('finds a duplicate member at the top', () => {
  expect(prescan('{"id":1,"type":2,"id":3}')).toEqual([{ kind: 'duplicate-member', path: '', member: 'id' }]);
});

test('finds a duplicate member two objects deep', () => {
  expect(prescan('{"payload":{"headers":{"A":"1","B":"2","A":"1"}}}')).toEqual([
    { kind: 'duplicate-member', path: '/payload/headers', member: 'A' },
  ]);
});

test('finds a duplicate member inside arrays and escapes the path as a JSON pointer', () => {
  expect(prescan('{"a/b~c":[0,[],{"x":1,"x":2}]}')).toEqual([{ kind: 'duplicate-member', path: '/a~1b~0c/2', member: 'x' }]);
});

test('finds a duplicate member that is spelled with escapes', () => {
  expect(prescan('{"id":1,"\\u0069d":2}')).toEqual([{ kind: 'duplicate-member', path: '', member: 'id' }]);
  expect(prescan('{"a\\"\\n":1,"a\\u0022\\u000a":2}')).toEqual([{ kind: 'duplicate-member', path: '', member: 'a"\n' }]);
});

test('takes names of the object prototype as ordinary members', () => {
  expect(prescan('{"__proto__":1,"constructor":2,"toString":{"hasOwnProperty":3}}')).toEqual([]);
  expect(prescan('{"__proto__":1,"__proto__":2}')).toEqual([{ kind: 'duplicate-member', path: '', member: '__proto__' }]);
});

test('finds no duplicate in equal names of different objects, in letter case or in values', () => {
  expect(prescan('[{"a":{"a":1}},{"a":"a","A":"a"}]')).toEqual([]);
});

test.each([
  '9007199254740992',
  '9007199254740993',
  '-9007199254740993',
  '1e400',
  '-1E+400',
  '1e16',
  '1e-400',
  '0.12345678901234567890',
  '9007199254740991.5',
  `1${'0'.repeat(400)}`,
])('finds the unsafe number %s', (literal) => {
  expect(prescan(`{"a":[true, ${literal} ]}`)).toEqual([{ kind: 'unsafe-number', path: '/a/1', literal }]);
});

test.each([
  '0',
  '-0',
  '0e999',
  '1.0',
  '1e9',
  '1.5E-7',
  '1444944181.0',
  '1444944181.000000000000000000000',
  '9007199254740991',
  '-9007199254740991',
  '0.1',
  '0.000001234567890123',
  '12.5e+3',
])('takes %s as a safe number', (literal) => {
  expect(prescan(literal)).toEqual([]);
});

test('takes every finite double that is not a large whole number as safe, as JSON.stringify writes it', () => {
  const doubles = fc.double({ noNaN: true, min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(doubles, (number) => {
      expect(prescan(JSON.stringify(number))).toEqual([]);
    }),
  );
});

test('finds each raw control character inside a string, none between tokens', () => {
  expect(prescan('{\r\n\t"uri": "/a\n\tb"}')).toEqual([
    { kind: 'raw-control-character', offset: 14, code: 10 },
    { kind: 'raw-control-character', offset: 15, code: 9 },
  ]);
});

test('finds a duplicate member whose name holds a raw control character next to an escape', () => {
  expect(kinds('{"\n\\t":1,"\\n\t":2}')).toEqual(['raw-control-character', 'raw-control-character', 'duplicate-member']);
});

test.each([
  ['a raw high surrogate before the closing quote', '"a\ud83d"', [2]],
  ['a raw low surrogate', '"a\ude00b"', [2]],
  ['an escaped high surrogate before a letter', '"\\ud83dx"', [1]],
  ['an escaped low surrogate', '"\\uDE00"', [1]],
  ['a high surrogate before a pair', '"\ud83d\ud83d\ude00"', [1]],
  ['a low surrogate after a pair', '"\ud83d\ude00\ude00"', [3]],
  ['a high surrogate before an escape', '"\\ud83d\\n\\ude00"', [1, 9]],
])('finds %s', (_name, text, offsets) => {
  expect(prescan(text)).toEqual(offsets.map((offset) => ({ kind: 'lone-surrogate', offset })));
});

test.each(['"\ud83d\ude00"', '"\\ud83d\\ude00"', '"\ud83d\\uDE00"', '"\\uD83D\ude00"', '"\\\\ud83d"'])(
  'takes %j as whole',
  (text) => {
    expect(prescan(text)).toEqual([]);
  },
);

test('finds a byte order mark at the start only and goes on behind it', () => {
  expect(kinds('\ufeff{"a":1,"a":2}')).toEqual(['byte-order-mark', 'duplicate-member']);
  expect(prescan('{"a":"\ufeff"}')).toEqual([]);
});

test('finds a text over the length limit and does not scan it', () => {
  expect(prescan('{"a":1,"a":2}', { length: 12 })).toEqual([{ kind: 'too-large', length: 13, limit: 12 }]);
  expect(kinds(`"${'x'.repeat(4 * 1024 * 1024)}"`)).toEqual(['too-large']);
  expect(prescan(`"${'x'.repeat(4 * 1024 * 1024 - 2)}"`)).toEqual([]);
});

test('finds the container over the depth limit and stops there', () => {
  expect(prescan(nested(64))).toEqual([]);
  expect(prescan(`[${nested(64)},1e400]`)).toEqual([{ kind: 'too-deep', depth: 65, limit: 64 }]);
  expect(prescan('{"a":{"b":[]}}', { depth: 2 })).toEqual([{ kind: 'too-deep', depth: 3, limit: 2 }]);
});

test('scans a million nested arrays without running out of stack', () => {
  expect(prescan(nested(1_000_000), { depth: Number.POSITIVE_INFINITY })).toEqual([]);
});

test('scans a number of four million digits without running out of stack', () => {
  expect(kinds('9'.repeat(4_000_000))).toEqual(['unsafe-number']);
});

test('gives at most 16 findings', () => {
  expect(prescan(`["${'\n'.repeat(40)}",1e400]`)).toHaveLength(16);
  expect(prescan(`[${Array.from({ length: 40 }, () => '1e400').join()}]`)).toHaveLength(16);
});

test.each([
  '{"a":1,"a":2} {"b":1e400}',
  '{"a":1,"a":2]1e400',
  '{"a":1,"a":2,}1e400',
  '{"a":1,"a":2,1e400:3}',
  '{"a":1,"a":2 "b":1e400}',
  '{"a":1,"a":01,"b":1e400}',
  '{"a":1,"a":+1,"b":1e400}',
  '{"a":1,"a":1.,"b":1e400}',
  '{"a":1,"a":nul,"b":1e400}',
  '{"a":1,"a":"\\x","b":1e400}',
  '{"a":1,"a":"\\u12g4","b":1e400}',
  '{"a":1,"a"::2,"b":1e400}',
  '{"a":1,"a":\'x\',"b":1e400}',
  '{"a":1,"a":NaN,"b":1e400}',
])('reports what stands before the text stops being JSON: %s', (text) => {
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(kinds(text)).toEqual(['duplicate-member']);
});

test.each(['', ' ', '{', '[', '"', '"\\', '"\\u12', '{"a', '{"a":', '[1,', ']', '}', ':', ',', '-', '1e', '\ufeff'])(
  'stays silent about the structure of %j',
  (text) => {
    expect(kinds(text).filter((kind) => kind !== 'byte-order-mark')).toEqual([]);
  },
);

test('finds no duplicate member and no raw control character in what JSON.stringify writes', () => {
  const values = fc.jsonValue({ maxDepth: 20, stringUnit: 'binary' });
  fc.assert(
    fc.property(values, fc.constantFrom(0, 2), (value, indent) => {
      const found = kinds(JSON.stringify(value, null, indent));
      expect(found.filter((kind) => kind !== 'unsafe-number')).toEqual([]);
    }),
  );
});

test('scans what JSON.stringify writes to its end', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8, stringUnit: 'binary' }), (value) => {
      const found = prescan(`[${JSON.stringify(value)},1e400]`);
      expect(found.length === 16 || found.at(-1)?.kind === 'unsafe-number').toBe(true);
      if (found.length < 16) expect(found.at(-1)).toHaveProperty('literal', '1e400');
    }),
  );
});

test('never throws, whatever the text', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '\\',
    '\\u',
    'd83d',
    '"a"',
    '1',
    '-',
    '.',
    'e',
    'true',
    '\n',
    '\ud83d',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(prescan(text).length).toBeLessThanOrEqual(16);
    }),
    { numRuns: 2000 },
  );
});
