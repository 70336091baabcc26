import { driveService } from '../api/drive-service.ts';
import { planRun } from '../api/plan-run.ts';
import { serviceReplay } from '../api/replay-command.ts';
import { serviceCandidate } from '../candidate/service-candidate.ts';
import { claimRunFolder } from '../run/run-folder.ts';
import { partOf } from '../run/run-plan.ts';
import type { Entry, Transcript } from '../transcript/entry.ts';
import { conclude } from './conclude.ts';
import type { RunFlags } from './flags.ts';
import { gateOf } from './gate-order.ts';
import { repeated } from './repeated.ts';
import { type ReporterChoice, reporterChoices } from './run-options.ts';

/** The flags of `run service` as commander gives them. */
export type RunServiceFlags = Pick<
  RunFlags,
  | 'select'
  | 'skip'
  | 'requirement'
  | 'suites'
  | 'seed'
  | 'fuzzRuns'
  | 'replay'
  | 'repeat'
  | 'rerunFailed'
  | 'baseline'
  | 'updateBaseline'
  | 'strict'
  | 'bail'
  | 'shard'
  | 'maxTime'
  | 'name'
  | 'build'
  | 'output'
  | 'reporter'
  | 'trace'
  | 'quiet'
> & {
  /** Seconds. */
  readonly startup?: number;
  readonly concurrency?: number;
};

/** `run service`: stages endpoints for a service and gives the exit code (contracts.md §1). */
export async function runServiceCommand(words: readonly string[], flags: RunServiceFlags): Promise<number> {
  const reporters = reporterChoices(flags.reporter, flags.output);
  if (flags.repeat === undefined) return runOnce(words, flags, reporters);
  return repeated(flags, (output) => runOnce(words, { ...flags, output }, reporters));
}

async function runOnce(words: readonly string[], flags: RunServiceFlags, reporters: readonly ReporterChoice[]): Promise<number> {
  const plan = partOf(await planRun('service', flags), flags.shard);
  const gate = gateOf(flags, 'service', plan.corpus);
  const candidate = serviceCandidate(words);
  claimRunFolder(flags.output);
  const replayOf = (id: string, isFound: boolean) => serviceReplay(words, flags, id, isFound);
  return conclude({ flags, gate, reporters, register: plan.register, timing: longestWaiting }, (surroundings) =>
    driveService({ ...plan, candidate, options: flags, replayOf }, surroundings),
  );
}

/** A run can be no shorter than the drive that waits longest: for what the candidate takes for what it is to show. */
function longestWaiting(durationMs: number, transcripts: readonly Transcript[]): string {
  const waits = transcripts
    .filter(({ header }) => header.scenario !== 'run')
    .map(({ header, entries }) => ({ scenario: header.scenario, waitedMs: waitedMs(entries) }));
  const [longest] = waits.sort((a, b) => b.waitedMs - a.waitedMs);
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  if (longest === undefined || longest.waitedMs === 0) return seconds(durationMs);
  const ratio = (durationMs / longest.waitedMs).toFixed(2);
  return `${seconds(durationMs)}; the longest chain of waits is that of ${longest.scenario}, ${seconds(longest.waitedMs)}: ratio ${ratio}`;
}

/** How long at least one wait of a drive was under way: many are, side by side, in a search. */
function waitedMs(entries: readonly Entry[]): number {
  const waits = entries.flatMap((entry) => (entry.kind === 'timer' ? [{ from: entry.at - entry.elapsedMs, to: entry.at }] : []));
  let [until, sum] = [0, 0];
  for (const { from, to } of waits.sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}
