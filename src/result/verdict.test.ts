import { describe, expect, test } from 'vitest';
import {
  holds,
  isBroken,
  isCharged,
  isConclusive,
  isMet,
  isNews,
  isRed,
  newsFirst,
  sortedBy,
  type Verdict,
  verdicts,
  worst,
  worstFirst,
} from './verdict.ts';

test.each([
  [['pass', 'fail', 'untestable'], 'fail'],
  [['warn', 'untestable'], 'untestable'],
  [['not-applicable', 'pass'], 'pass'],
  [[], null],
] as const)('finds the worst of %j', (all, verdict) => {
  expect(worst(all)).toBe(verdict);
});

test('orders the same verdicts for who reads and for who counts', () => {
  expect(worstFirst).toEqual(['fail', 'error', 'untestable', 'warn', 'pass', 'not-applicable']);
  expect([...newsFirst].sort()).toEqual([...verdicts].sort());
});

test('sorts by an order, and keeps the order of what has the same verdict', () => {
  const all = (['pass', 'warn', 'fail', 'warn'] as const).map((verdict, index) => ({ verdict, index }));

  expect(sortedBy(newsFirst, all).map(({ index }) => index)).toEqual([2, 1, 3, 0]);
});

describe('of the six verdicts', () => {
  test.each<readonly [string, (verdict: Verdict) => boolean, readonly Verdict[]]>([
    ['hold', holds, ['pass', 'warn']],
    ['are red', isRed, ['untestable', 'error', 'fail']],
    ['are broken', isBroken, ['error', 'fail']],
    ['are charged', isCharged, ['warn', 'fail']],
    ['are news', isNews, ['warn', 'untestable', 'error', 'fail']],
    ['are met', isMet, ['pass', 'warn', 'error', 'fail']],
    ['are conclusive', isConclusive, ['pass', 'warn', 'fail']],
  ])('%s: %s names %j', (_what, isSo, named) => {
    expect(verdicts.filter(isSo)).toEqual(named);
  });
});
