import { expect, test } from 'vitest';
import { sampleCheck } from '../../result/sample-result.test-data.ts';
import type { Entry, Transcript } from '../../transcript/entry.ts';
import { itemsOf } from './items.ts';

const pong = (n: number): Entry => ({ n, at: n, connection: 'c1', kind: 'pong', direction: 'received', hex: '', frames: [] });
const lag = (n: number): Entry => ({ n, at: n, kind: 'lag', direction: 'local', lagMs: n });
const transcript = (entries: readonly Entry[]): Transcript => ({
  header: { transcript: 1, scenario: 'a/b', role: 'endpoint', epochMs: 0, group: [] },
  entries,
});
const citing = (entries: readonly number[], verdict: 'pass' | 'fail' = 'pass') =>
  sampleCheck('a/b:X-1', { verdict, evidence: entries.map((entry) => ({ transcript: 'a/b', entry })) });
const told = (items: ReturnType<typeof itemsOf>) =>
  items.map((item) => {
    if (item.kind === 'entry') return item.entry.n;
    return item.kind === 'gap' ? `${item.from}-${item.to}` : `lag ${item.entries.length} to ${item.worstMs}`;
  });

test('shows all of a short transcript', () => {
  expect(told(itemsOf(transcript([1, 2, 3].map(pong)), [], 10))).toEqual([1, 2, 3]);
});

test('shows the ends, what is cited with what stands around it, and says what it leaves out', () => {
  const entries = Array.from({ length: 20_000 }, (_one, index) => pong(index + 1));
  const items = told(itemsOf(transcript(entries), [citing([10_000], 'fail')], 9));
  expect(items).toEqual([1, 2, 3, '4-9998', 9_999, 10_000, 10_001, '10002-19997', 19_998, 19_999, 20_000]);
});

test('takes in turns what several checks cite, red ones first', () => {
  const entries = Array.from({ length: 100 }, (_one, index) => pong(index + 1));
  const many = Array.from({ length: 30 }, (_one, index) => index + 10);
  const items = told(itemsOf(transcript(entries), [citing(many), citing([90], 'fail')], 6));
  expect(items).toEqual([1, 2, '3-9', 10, '11-89', 90, '91-98', 99, 100]);
});

test('tells our own delays, one after another, as one row', () => {
  expect(told(itemsOf(transcript([pong(1), lag(2), lag(3), pong(4), lag(5)]), [], 10))).toEqual([
    1,
    'lag 2 to 3',
    4,
    'lag 1 to 5',
  ]);
});
