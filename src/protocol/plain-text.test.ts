import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

const DEEP = 20_000;

test.each<[string, unknown]>([
  ['ID-1', 'ID-1'],
  ['7', 7],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['null', null],
  ['undefined', undefined],
  ['["ID-1"]', ['ID-1']],
  ['{"toString":1,"valueOf":2}', JSON.parse('{"toString":1,"valueOf":2}')],
  ['[…]', JSON.parse('['.repeat(DEEP) + ']'.repeat(DEEP))],
  ['{…}', JSON.parse(`${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`)],
])('gives %s', (text, value) => {
  expect(plainText(value)).toBe(text);
});
