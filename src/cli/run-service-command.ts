import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serviceCommand } from '../candidate/service-process.ts';
import { serviceInvariants } from '../check/invariants/service-invariants.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { selectScenarios } from '../plan/select.ts';
import { planOf } from '../plan/shard.ts';
import { packageRoot } from '../protocol/package-root.ts';
import { serviceProfile } from '../protocol/profile.ts';
import { checkRunFolder } from '../run/run-folder.ts';
import { runService } from '../run/run-service.ts';
import { systemClock } from '../transcript/clock.ts';
import type { Entry, Transcript } from '../transcript/entry.ts';
import { conclude } from './conclude.ts';
import type { RunFlags } from './flags.ts';
import { gateOf } from './gate-order.ts';
import { quoted } from './quoted.ts';
import { repeated } from './repeated.ts';
import { replayWords } from './replay-words.ts';
import { reporterChoices } from './run-options.ts';
import { type SearchFlags, searchOf } from './search-order.ts';
import { selectionOf } from './selection.ts';
import { toolOf } from './tool.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `run service` as commander gives them. */
export type RunServiceFlags = Pick<
  RunFlags,
  | keyof SearchFlags
  | 'skip'
  | 'repeat'
  | 'rerunFailed'
  | 'baseline'
  | 'updateBaseline'
  | 'strict'
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

/** More than there are sets: a conforming candidate is little more than waits, and one that never comes is waited for once. */
const CONCURRENCY = 12;

/** The reference service, which the package brings along as a program of its own. */
const embedded = fileURLToPath(new URL('dist/src/reference/service/main.js', packageRoot()));

/** `run service`: stages endpoints for a service and gives the exit code (contracts.md §1). */
export async function runServiceCommand(words: readonly string[], flags: RunServiceFlags): Promise<number> {
  if (flags.repeat === undefined) return runOnce(words, flags);
  return repeated(flags, (output) => runOnce(words, { ...flags, output }));
}

async function runOnce(words: readonly string[], flags: RunServiceFlags): Promise<number> {
  const register = readRegister();
  const corpus = await loadCorpus('service', register);
  const { search, only } = await searchOf(flags, register.seed, corpus);
  const selection = selectionOf(flags, only, 'service');
  const selected = selectScenarios(corpus, register, selection, new Set(Object.keys(serviceInvariants)));
  const plan = planOf(corpus, selected, flags.shard);
  const reporters = reporterChoices(flags.reporter);
  const gate = gateOf(flags, 'service', corpus);
  if (words.length === 0 && !existsSync(embedded))
    throw new UsageError(`${embedded}: expected the built reference service, got no such file; run npm run build.`);
  if (words.length > 0 && !canBeStarted(words[0] ?? ''))
    throw new UsageError(`${words[0]}: expected a command that can be started, got none of that name; check the path.`);
  checkRunFolder(flags.output);
  const start = serviceCommand(words.length === 0 ? [process.execPath, embedded] : words);
  const profile = { ...serviceProfile, startupSeconds: flags.startup ?? serviceProfile.startupSeconds };
  const candidate = words.length === 0 ? [] : ['--', ...words];
  return conclude({ flags, gate, reporters, register, timing: longestWaiting }, (surroundings) =>
    runService({
      ...surroundings,
      start,
      command: words.length === 0 ? 'the reference service' : words.join(' '),
      search,
      profile,
      register,
      scenarios: plan.scenarios,
      record: {
        tool: toolOf(register, corpus),
        role: 'service',
        candidate: { name: flags.name ?? null, build: flags.build ?? null, embedded: words.length === 0 },
        plan: plan.record,
        seed: search.seed,
      },
      replayOf: (id, isFound) =>
        ['npx', 'nbwss-conformance', 'run', 'service', ...replayWords(flags, id, isFound), ...candidate].map(quoted).join(' '),
      clock: systemClock,
      concurrency: flags.concurrency ?? CONCURRENCY,
    }),
  );
}

/** True for a file that can be executed, by its path or on the search path. */
function canBeStarted(command: string): boolean {
  const folders = command.includes('/') ? [''] : (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(folder === '' ? command : join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
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
