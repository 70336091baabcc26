import { expect, test } from 'vitest';
import { parsedJson } from './parsed-json.ts';

test('gives any JSON value, null among them', () => {
  expect(['{"a":[1]}', 'null', '"x"', ' 0 '].map(parsedJson)).toEqual([{ a: [1] }, null, 'x', 0]);
});

test.each(['', '{', '\ufeff{}', '{}{}', 'undefined'])('gives nothing of %j, which is not JSON', (text) => {
  expect(parsedJson(text)).toBeUndefined();
});
