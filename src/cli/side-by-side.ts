import { join } from 'node:path';
import pLimit from 'p-limit';
import type { GroupCandidate } from '../candidate/server-groups.ts';
import { UsageError } from '../candidate/usage-error.ts';
import { shardName, shareOf } from '../plan/shard.ts';
import { visible } from '../report/visible.ts';
import type { Result } from '../result/result.ts';
import { claimRunFolder, clearRunFolder } from '../run/run-folder.ts';
import type { IndexedRun, RunIndex } from '../run/run-index.ts';
import type { Among } from './conclude.ts';
import type { RunFlags } from './flags.ts';
import { interruption } from './interruption.ts';
import { worstCode } from './worst-code.ts';
import { writeIndex } from './write-index.ts';

/** A run is mostly waits, so that many fit one process; more of them make lag, which leaves time verdicts untestable. */
const SIDE_BY_SIDE = 8;

/**
 * Runs several server groups, each a candidate by itself with a folder of its own, and writes an index beside them; gives the worst
 * exit code.
 */
export async function sideBySide(
  groups: readonly GroupCandidate[],
  flags: RunFlags,
  once: (group: GroupCandidate, flags: RunFlags, among: Among) => Promise<number>,
): Promise<number> {
  refuseWhatIsOfOne(flags);
  const own = flags.shard === undefined ? groups : shareOf(groups, flags.shard, 'groups');
  claimRunFolder(flags.output);
  clearRunFolder(flags.output);
  const runs = new Map<GroupCandidate, IndexedRun>(
    own.map((group) => [group, { folder: group.folder, groupId: group.groupId, verdict: null, exitCode: null }]),
  );
  const shared = flags.shard === undefined ? {} : { shard: shardName(flags.shard), groups: groups.map(({ groupId }) => groupId) };
  const index = (): RunIndex => ({ schemaVersion: 1, ...shared, runs: [...runs.values()] });
  writeIndex(flags.output, index());
  const stop = interruption(flags.maxTime);
  const limit = pLimit(flags.concurrency ?? SIDE_BY_SIDE);
  const note = (text: string) => {
    if (flags.quiet !== true) process.stderr.write(`${visible(text)}\n`);
  };
  note(`${own.length} groups, up to ${flags.concurrency ?? SIDE_BY_SIDE} side by side`);
  try {
    const ended = await Promise.allSettled(
      own.map((group) =>
        limit(async () => {
          if (stop.signal.aborted) return stop.exitCode() ?? NOT_COME_TO;
          const output = join(flags.output, group.folder);
          let verdict: Result['verdict'] | null = null;
          const among: Among = {
            stop,
            heading: visible(`Group ${group.groupId}, ${output}`),
            onResult: (result) => {
              ({ verdict } = result);
            },
          };
          // The shard is of the groups, not of the scenarios of each.
          const { shard: _shared, ...rest } = flags;
          const exitCode = await once(group, { ...rest, output }, among);
          runs.set(group, { folder: group.folder, groupId: group.groupId, verdict, exitCode });
          return exitCode;
        }),
      ),
    );
    // What went wrong with one group is not to cost the others.
    const broken = ended.find((one) => one.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
    note(`${join(flags.output, 'index.json')} written: ${told([...runs.values()])}`);
    return stop.exitCode() ?? worstCode(ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
  } finally {
    stop.dispose();
    writeIndex(flags.output, index());
  }
}

/** A group that the time did not suffice for is inconclusive. */
const NOT_COME_TO = 3;

/** What makes sense for one candidate only. */
function refuseWhatIsOfOne(flags: RunFlags): void {
  const own = [
    flags.updateBaseline === true ? '--update-baseline' : [],
    flags.replay === undefined ? [] : '--replay',
    flags.rerunFailed === undefined ? [] : '--rerun-failed',
    flags.repeat === undefined ? [] : '--repeat',
    Object.keys(flags.hooks ?? {}).length === 0 ? [] : 'hooks',
    flags.reporter.some((value) => value.includes('=')) ? '--reporter with a file' : [],
  ].flat();
  if (own.length > 0)
    throw new UsageError(
      `${own.join(', ')}: expected descriptors of one groupId, got several, which are several candidates; run each group by itself.`,
    );
}

function told(runs: readonly IndexedRun[]): string {
  const verdicts = runs.map(({ verdict }) => verdict ?? 'not run');
  return [...new Set(verdicts)].map((name) => `${verdicts.filter((verdict) => verdict === name).length} ${name}`).join(', ');
}
