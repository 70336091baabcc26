import { createHash } from 'node:crypto';
import type { Result } from '../result/result.ts';
import { conditionsOf } from './differences.ts';
import { ShardError } from './shard-error.ts';

/** Throws a ShardError where the shards of a run, all together, have not driven what it says that they would. */
export function checkWhole(shards: readonly { readonly path: string; readonly result: Result }[]): void {
  for (const { path, result } of shards) {
    const { plan, scenarios } = result;
    const own = new Set(scenarios.map(({ id }) => id));
    if (own.size === 0 || own.size !== scenarios.length || own.size !== plan.selected)
      throw new ShardError(
        `${path}: expected the ${plan.selected} scenarios that it says it has driven, got ${scenarios.length}; run this shard again.`,
      );
  }
  const driven = new Set(shards.flatMap(({ result }) => result.scenarios.map(({ id }) => id)));
  const whole = new Set(shards[0]?.result.plan.whole);
  const missing = [...whole].filter((id) => !driven.has(id));
  const more = [...driven].filter((id) => !whole.has(id));
  if (missing.length > 0 || more.length > 0 || whole.size === 0)
    throw new ShardError(
      `merge: expected all shards to make ${whole.size} scenarios, got ${driven.size} (${[...missing, ...more].slice(0, 3).join(', ')}); run all shards with the same command.`,
    );
}

/** Throws a ShardError where the groups that several calls have shared are not each there once, driven under the same conditions. */
export function checkGroups(
  groups: readonly string[],
  runs: readonly { readonly path: string; readonly groupId: string; readonly result: Result }[],
): void {
  const [first] = runs;
  for (const groupId of groups) {
    const own = runs.filter((run) => run.groupId === groupId);
    if (own.length !== 1)
      throw new ShardError(
        `merge: expected group ${groupId} once, got it ${own.length} times; run all shards with the same command.`,
      );
  }
  for (const { path, groupId, result } of runs) {
    const ids = result.candidate.descriptors.map((descriptor) => descriptor['groupId']);
    if (!groups.includes(groupId) || ids.some((id) => id !== groupId))
      throw new ShardError(`${path}: expected a run of group ${groupId}, got one of ${ids.join(', ')}; run this shard again.`);
    if (first === undefined) continue;
    const [expected, got] = [conditionsOfGroup(first.result), conditionsOfGroup(result)];
    const what = Object.keys(expected).find((name) => expected[name] !== got[name]);
    if (what !== undefined)
      throw new ShardError(
        `${path}: expected the ${what} of ${first.path} (${expected[what]}), got ${got[what]}; run all shards with the same command.`,
      );
  }
}

/** What groups that were driven by one command have in common. */
function conditionsOfGroup(result: Result): Readonly<Record<string, string>> {
  const { group: _group, ...conditions } = conditionsOfShard({
    ...result,
    plan: { ...result.plan, whole: result.scenarios.map(({ id }) => id) },
  });
  return conditions;
}

/** What the runs of all shards of one run have in common. */
export function conditionsOfShard(result: Result): Readonly<Record<string, string>> {
  const { candidate, register, suites, profile, runner, seed } = conditionsOf(result);
  const { whole = [], of } = result.plan;
  const group = result.candidate.descriptors.map(({ groupId }) => String(groupId)).join(', ');
  const selection = `${whole.length} of ${of} scenarios, ${digestOf(whole)}`;
  return { role: result.role, candidate, group, register, suites, profile, runner, seed, selection };
}

/** Enough of it to tell two selections apart. */
const DIGEST = 12;

const digestOf = (ids: readonly string[]): string => createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, DIGEST);
