import { expect, test } from 'vitest';
import type { Result } from '../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { checkGroups, checkWhole, conditionsOfShard } from './shards-make-whole.ts';

test('the conditions of a shard are the selection, the candidate and what judged it', () => {
  const plan = { selected: 1, of: 9, shard: '1/2', whole: ['a/b', 'a/c'] };
  const one = conditionsOfShard(sampleResult([], [], { plan }));
  expect(Object.keys(one).sort()).toEqual(
    ['candidate', 'group', 'profile', 'register', 'role', 'runner', 'seed', 'selection', 'suites'].sort(),
  );
  const other = conditionsOfShard(sampleResult([], [], { plan: { ...plan, whole: ['a/b', 'a/d'] } }));
  expect(other['selection']).not.toBe(one['selection']);
});

/** A shard that has driven some of four scenarios. */
function shard(ids: readonly string[], whole = ['a/one', 'a/two', 'a/three', 'a/four'], change: Partial<Result['plan']> = {}) {
  const scenarios = ids.map((id) => sampleScenario(id, [sampleCheck(`${id}:X-1`)]));
  const plan = { selected: ids.length, of: 9, shard: '1/2', whole, ...change };
  return { path: `with ${ids.join(', ')}`, result: sampleResult(scenarios, [], { plan }) };
}

test('shards that have driven everything make a whole, whatever they have repeated', () => {
  checkWhole([shard(['a/one', 'a/three']), shard(['a/one', 'a/two', 'a/four'])]);
});

test.each([
  ['a scenario that nobody drove', [shard(['a/one', 'a/two']), shard(['a/three'])], /to make 4 scenarios, got 3 \(a\/four\)/],
  ['one that nobody was to drive', [shard(['a/one'], ['a/two'])], /got 1 \(a\/two, a\/one\)/],
  ['a shard that has lost one', [shard(['a/one'], ['a/one'], { selected: 2 })], /expected the 2 scenarios .* got 1;/],
  ['a shard of nothing', [shard([], [])], /expected the 0 scenarios/],
])('%s is refused with a sentence', (_what, shards, sentence) => {
  expect(() => checkWhole(shards)).toThrow(sentence);
});

/** A run of one group. */
function groupRun(groupId: string, change: Partial<Result> = {}, declared = groupId) {
  const result = sampleResult([sampleScenario('a/one', [sampleCheck('a/one:X-1')])], [], change);
  const descriptors = [{ groupId: declared }];
  return { path: `run of ${groupId}`, groupId, result: { ...result, candidate: { ...result.candidate, descriptors } } };
}

test('groups that are each there once, driven alike, make a whole', () => {
  checkGroups(['g', 'h'], [groupRun('h'), groupRun('g')]);
});

test.each([
  ['a missing group', [groupRun('g')], /expected group h once, got it 0 times/],
  ['a doubled one', [groupRun('g'), groupRun('h'), groupRun('h')], /expected group h once, got it 2 times/],
  ['one that nobody asked for', [groupRun('g'), groupRun('h'), groupRun('i')], /expected a run of group i, got one of i/],
  ['a run of another group', [groupRun('g'), groupRun('h', {}, 'g')], /expected a run of group h, got one of g/],
  ['one by another seed', [groupRun('g'), groupRun('h', { seed: 99 })], /expected the seed of run of g/],
])('%s is refused with a sentence', (_what, runs, sentence) => {
  expect(() => checkGroups(['g', 'h'], runs)).toThrow(sentence);
});
