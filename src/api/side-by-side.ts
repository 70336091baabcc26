import { join } from 'node:path';
import pLimit from 'p-limit';
import { UsageError } from '../candidate/usage-error.ts';
import { shardName, shareOf } from '../plan/shard.ts';
import type { IndexedRun, RunIndex } from '../run/run-index.ts';
import { finish } from './finish.ts';
import type { EndpointRunOptions } from './options.ts';
import type { PreparedGroup } from './prepare-endpoints.ts';
import { claimRunFolder, clearRunFolder } from './run-folder.ts';
import type { RunObserver, RunsObserver } from './run-observer.ts';
import { timeLimit } from './time-limit.ts';
import { writeIndex } from './write-index.ts';

/** A run is mostly waits, so that many fit one process; more of them make lag, which leaves time verdicts untestable. */
const SIDE_BY_SIDE = 8;

/** What several groups are run by. */
export interface SideBySideOptions extends Omit<EndpointRunOptions, 'role' | 'descriptors'> {
  readonly output: string;
  /** How many groups are driven side by side; default 8. */
  readonly concurrency?: number;
}

/** Who is told of runs side by side. */
export interface SideBySideObserver extends Pick<RunsObserver, 'exitCodeOf'> {
  /** Told before the first of them begins. */
  begins(groups: number, concurrency: number): void;
  /** Who is told of that of a group, which goes to a folder of its own. */
  of(group: PreparedGroup, output: string): RunObserver;
}

/**
 * Makes the runs of several server groups, or a shard of them, each a candidate by itself with a folder of its own, and writes an index
 * beside them; gives what came of each, null for one that the time did not suffice for.
 */
export async function sideBySide(
  groups: readonly PreparedGroup[],
  { output, concurrency = SIDE_BY_SIDE, ...options }: SideBySideOptions,
  observer: SideBySideObserver,
): Promise<readonly IndexedRun[]> {
  refuseWhatIsOfOne(options);
  const { shard, maxTime, ...rest } = options;
  const own = shard === undefined ? groups : shareOf(groups, shard, 'groups');
  claimRunFolder(output);
  clearRunFolder(output);
  const runs = new Map<PreparedGroup, IndexedRun>(
    own.map((group) => [group, { folder: group.folder, groupId: group.groupId, verdict: null, exitCode: null }]),
  );
  const shared = shard === undefined ? {} : { shard: shardName(shard), groups: groups.map(({ groupId }) => groupId) };
  const index = (): RunIndex => ({ schemaVersion: 1, ...shared, runs: [...runs.values()] });
  writeIndex(output, index());
  const limit = timeLimit(maxTime, rest.signal);
  const atOnce = pLimit(concurrency);
  observer.begins(own.length, concurrency);
  const once = async (group: PreparedGroup): Promise<void> => {
    if (limit.signal.aborted) return;
    const { folder, groupId } = group;
    const place = join(output, folder);
    const { result } = await finish(group, { ...rest, signal: limit.signal, output: place }, observer.of(group, place));
    runs.set(group, { folder, groupId, verdict: result.verdict, exitCode: observer.exitCodeOf(result) });
  };
  try {
    const ended = await Promise.allSettled(own.map((group) => atOnce(() => once(group))));
    // What went wrong with one group is not to cost the others.
    const broken = ended.find((one) => one.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
    return [...runs.values()];
  } finally {
    limit.dispose();
    writeIndex(output, index());
  }
}

/** What makes sense for one candidate only. */
function refuseWhatIsOfOne({ updateBaseline, replay, rerunFailed, repeat, hooks, reports }: Partial<SideBySideOptions>): void {
  const own = [
    updateBaseline === true ? '--update-baseline' : [],
    replay === undefined ? [] : '--replay',
    rerunFailed === undefined ? [] : '--rerun-failed',
    repeat === undefined ? [] : '--repeat',
    Object.keys(hooks ?? {}).length === 0 ? [] : 'hooks',
    reports?.some((value) => value.includes('=')) === true ? '--reporter with a file' : [],
  ].flat();
  if (own.length > 0)
    throw new UsageError(
      `${own.join(', ')}: expected descriptors of one groupId, got several, which are several candidates; run each group by itself.`,
    );
}
