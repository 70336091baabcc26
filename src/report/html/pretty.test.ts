import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pretty } from './pretty.ts';

test('lays out without touching a token', () => {
  expect(pretty('{"b":1.0,"a":[1e3,"\\u0041 \\" {"],"b":{},"c":[ ]}')).toBe(
    '{\n\t"b": 1.0,\n\t"a": [\n\t\t1e3,\n\t\t"\\u0041 \\" {"\n\t],\n\t"b": {},\n\t"c": []\n}',
  );
});

test.each(['', 'no JSON', '{"a":', '"text"', '12', '{"a":1} x'])('leaves %j as it is', (text) => {
  expect(pretty(text)).toBe(text);
});

test('means the same for any JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(pretty(text))).toEqual(JSON.parse(text));
    }),
  );
});
