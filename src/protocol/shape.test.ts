import { expect, test } from 'vitest';
import {
  hasMembers,
  type IsShape,
  isAnything,
  isBoolean,
  isCount,
  isListOf,
  isMapOf,
  isNumber,
  isOneOf,
  isOptional,
  isOrNull,
  isText,
} from './shape.ts';

const isCat = hasMembers<{ readonly name: string; readonly lives: number | null }>({ name: isText, lives: isOrNull(isCount) });

test.each<readonly [string, IsShape<unknown>, readonly unknown[], readonly unknown[]]>([
  ['isText', isText, ['', 'a'], [1, null, undefined, {}]],
  ['isBoolean', isBoolean, [true, false], [0, 'true', null]],
  ['isNumber', isNumber, [0, -1.5], [Number.NaN, Number.POSITIVE_INFINITY, '1', null]],
  ['isCount', isCount, [0, 7], [-1, 0.5, '1']],
  ['isAnything', isAnything, [null, {}, undefined], []],
  ['isOneOf', isOneOf(['a', 'b']), ['a', 'b'], ['c', 0, null]],
  ['isOrNull', isOrNull(isText), ['a', null], [undefined, 1]],
  ['isOptional', isOptional(isText), ['a', undefined], [null, 1]],
  ['isListOf', isListOf(isCount), [[], [1, 2]], [[1, 'a'], {}, 'ab']],
  ['isMapOf', isMapOf(isCount), [{}, { a: 1, b: 2 }], [{ a: 'x' }, [1], null]],
  [
    'hasMembers',
    isCat,
    [
      { name: 'a', lives: 9 },
      { name: 'a', lives: null, more: 1 },
    ],
    [{ name: 'a' }, { lives: 9 }, null, [], Object.create({ name: 'a', lives: 9 })],
  ],
])('%s takes what is so, and nothing else', (_name, is, taken, refused) => {
  expect(taken.filter((value) => !is(value))).toEqual([]);
  expect(refused.filter((value) => is(value))).toEqual([]);
});
