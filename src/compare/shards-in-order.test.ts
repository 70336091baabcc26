import { expect, test } from 'vitest';
import { type ShardPart, shardsInOrder } from './shards-in-order.ts';

const part = (shard: string | null, conditions: ShardPart['conditions'] = { seed: '1' }): ShardPart => ({
  path: `run ${shard}`,
  shard,
  conditions,
});

test('puts all shards in order', () => {
  const parts = ['2/3', '3/3', '1/3'].map((shard) => part(shard));
  expect(shardsInOrder(parts).map(({ shard }) => shard)).toEqual(['1/3', '2/3', '3/3']);
  expect(shardsInOrder([part('1/1')])).toHaveLength(1);
});

test.each([
  ['a missing one', [part('1/3'), part('3/3')], /expected all of 3 shards, got none of 2\/3;/],
  ['one twice', [part('1/2'), part('1/2'), part('2/2')], /run 1\/2: expected shard 1\/2 once, got it in run 1\/2 too;/],
  [
    'one of another number of shards',
    [part('1/2'), part('2/3')],
    /run 2\/3: expected one of 2 shards as run 1\/2 is, got one of 3;/,
  ],
  ['a whole run', [part(null)], /run null: expected what one of several shards has left, got a whole run;/],
  ['more of them than can be', [part('1/1000000')], /got a whole run/],
  ['none', [], /expected the folders of all shards, got none/],
  [
    'one under another condition',
    [part('1/2'), part('2/2', { seed: '2' })],
    /run 2\/2: expected the seed of run 1\/2 \(1\), got 2; run all shards with the same command/,
  ],
])('refuses %s with a sentence', (_what, parts, sentence) => {
  expect(() => shardsInOrder(parts)).toThrow(sentence);
});
