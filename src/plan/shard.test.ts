import { expect, test } from 'vitest';
import type { EndpointScenario } from '../scenario/scenario.ts';
import { planOf, shareOf } from './shard.ts';

const scenario = (id: string, reliesOn: readonly string[] = []) => ({ id, reliesOn }) as unknown as EndpointScenario;
const scenarios = [
  scenario('a/control'),
  scenario('a/one', ['a/control:X-1']),
  scenario('a/two', ['a/control:X-1']),
  scenario('a/three', ['a/two:X-1']),
  scenario('a/free'),
];
const corpus = { scenarios, digest: '' };
const ids = (of: number) =>
  Array.from({ length: of }, (_none, index) => planOf(corpus, scenarios, { index: index + 1, of }).scenarios.map(({ id }) => id));

test('every scenario is driven by one shard, and its controls come along', () => {
  expect(ids(2)).toEqual([
    ['a/control', 'a/two', 'a/free'],
    ['a/control', 'a/one', 'a/two', 'a/three'],
  ]);
  for (const of of [1, 2, 3, 4, 5]) expect([...new Set(ids(of).flat())].sort()).toEqual(scenarios.map(({ id }) => id).sort());
});

test('its result names the shard, and the whole that it is a part of', () => {
  const { extent } = planOf(corpus, scenarios.slice(0, 3), { index: 2, of: 3 });
  expect(extent).toEqual({ selected: 2, of: 5, shard: '2/3', whole: ['a/control', 'a/one', 'a/two'] });
  expect(planOf(corpus, scenarios, undefined).extent).toEqual({ selected: 5, of: 5, shard: null });
});

test('refuses more shards than there is work', () => {
  expect(() => shareOf(['a'], { index: 1, of: 2 }, 'groups')).toThrow(/--shard 1\/2: expected at least 2 groups .* got 1; /);
});
