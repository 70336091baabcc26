import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seatsOf } from '../peer/service/tokens.ts';
import type { Corpus } from '../plan/corpus.ts';
import type { Register } from '../plan/register.ts';
import type { Profile } from '../protocol/profile.ts';
import { exitCodeOf } from '../result/exit-code.ts';
import type { Result } from '../result/result.ts';
import { replayFiles } from '../run/replay-file.ts';
import { runEndpoint } from '../run/run-endpoint.ts';
import { writeRun } from '../run/run-folder.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { SearchOrder } from '../scenario/service-peer.ts';
import { systemClock } from '../transcript/clock.ts';
import type { Entry, Transcript } from '../transcript/entry.ts';
import type { Candidate } from './candidate.ts';
import { consoleOf } from './console.ts';
import type { RunFlags } from './flags.ts';
import { interruption } from './interruption.ts';
import { type ReporterChoice, usualFileOf } from './run-options.ts';
import { toolOf } from './tool.ts';
import { waitForPort } from './wait-for-port.ts';

/** A run as the command line has made it out. */
export interface Execution {
  readonly candidate: Candidate;
  readonly register: Register;
  readonly corpus: Corpus;
  readonly scenarios: readonly Scenario[];
  readonly profile: Profile;
  readonly flags: RunFlags;
  readonly reporters: readonly ReporterChoice[];
  readonly search: SearchOrder;
  readonly replayOf: (scenario: string, isFound: boolean) => string;
}

/** Drives, judges, reports and writes one run; gives its exit code. */
export async function execute({
  candidate,
  register,
  corpus,
  scenarios,
  profile,
  flags,
  reporters,
  search,
  replayOf,
}: Execution): Promise<number> {
  const startUpMs = performance.now();
  const stop = interruption(flags.maxTime);
  const entries = new Map<string, readonly Entry[]>();
  const output = consoleOf(flags, reporters, register, (transcript) => entries.get(transcript) ?? []);
  try {
    const [first] = seatsOf(candidate.descriptors);
    if (flags.waitFor !== undefined && first !== undefined) await waitForPort(first.url, flags.waitFor, stop.signal);
    const { result, transcripts } = await runEndpoint({
      ...candidate,
      profile,
      register,
      scenarios,
      record: {
        tool: toolOf(register, corpus),
        role: 'endpoint',
        candidate: { name: flags.name ?? null, build: flags.build ?? null, embedded: candidate.embedded },
        plan: { selected: scenarios.length, of: corpus.scenarios.length, shard: null },
        seed: search.seed,
      },
      search,
      replayOf,
      clock: systemClock,
      signal: stop.signal,
      listener: (event) => {
        if (event.type !== 'run-ends') output.report(event);
      },
      ...(output.trace === undefined ? {} : { trace: output.trace }),
    });
    for (const { header, entries: lines } of transcripts) entries.set(header.scenario, lines);
    const inside = new Map(replayFiles(transcripts));
    for (const { name, file } of reporters) {
      const text = await rendered(name, result);
      if (file === usualFileOf(name)) inside.set(file, text);
      else if (file === '-') process.stdout.write(text);
      else writeFileSync(file, text);
    }
    writeRun(flags.output, result, transcripts, inside);
    output.note(`${join(flags.output, 'result.json')} and ${transcripts.length} transcripts written`);
    output.note(timing(result.durationMs, transcripts, startUpMs));
    output.report({ type: 'run-ends', result });
    return stop.exitCode() ?? exitCodeOf(result);
  } finally {
    stop.dispose();
    await candidate.stop();
  }
}

/** How the time was spent: a run should be little more than its waits for the candidate. */
function timing(durationMs: number, transcripts: readonly Transcript[], startUpMs: number): string {
  const timers = transcripts.flatMap(({ entries }) => entries).filter((entry) => entry.kind === 'timer');
  const waitedMs = timers.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  return `${seconds(durationMs)}, of which ${seconds(waitedMs)} waiting for the candidate; start-up ${seconds(startUpMs)}`;
}

/** A format is loaded when it is asked for. */
async function rendered(name: string, result: Result): Promise<string> {
  if (name === 'junit') return (await import('../report/junit.ts')).junit(result);
  throw new Error(`reporter ${name} is listed and not built`);
}
