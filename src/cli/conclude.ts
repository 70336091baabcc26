import { isOpen } from '../gate/gate.ts';
import type { Register } from '../plan/register.ts';
import type { RunListener } from '../result/events.ts';
import type { Result } from '../result/result.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import type { Entry, Transcript } from '../transcript/entry.ts';
import type { EntryListener } from '../transcript/recorder.ts';
import { consoleOf } from './console.ts';
import type { RunFlags } from './flags.ts';
import type { GateOrder } from './gate-order.ts';
import { type Interruption, interruption } from './interruption.ts';
import type { ReporterChoice } from './run-options.ts';
import { settle } from './settle.ts';

/** What is made of a run, whichever role is under test. */
export interface Conclusion {
  readonly flags: Pick<RunFlags, 'maxTime' | 'bail' | 'output' | 'quiet' | 'trace'>;
  readonly gate: GateOrder;
  readonly reporters: readonly ReporterChoice[];
  readonly register: Register;
  /** One line on how the time was spent. */
  readonly timing: (durationMs: number, transcripts: readonly Transcript[]) => string;
  /** Where it is one of several runs side by side. */
  readonly among?: Among;
}

/** What runs side by side have in common. */
export interface Among {
  readonly stop: Interruption;
  /** What it is told under. */
  readonly heading: string;
  /** Hears what it came to. */
  readonly onResult: (result: Result) => void;
}

/** What a run is given by the command line. */
export interface ConsoleContext {
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  readonly trace?: EntryListener;
}

/** Carries out a run, tells it to the console, writes its reports and its folder; gives its exit code. */
export async function conclude(
  { flags, gate, reporters, register, timing, among }: Conclusion,
  run: (surroundings: ConsoleContext) => Promise<FinishedRun>,
): Promise<number> {
  const stop = among?.stop ?? interruption(flags.maxTime);
  const bail = new AbortController();
  const entries = new Map<string, readonly Entry[]>();
  const entriesOf = (transcript: string) => entries.get(transcript) ?? [];
  const console = consoleOf(flags, reporters, register, entriesOf, among?.heading);
  try {
    const finished = await run({
      signal: AbortSignal.any([stop.signal, bail.signal]),
      listener: (event) => {
        if (event.type !== 'run-ends') console.report(event);
        if (flags.bail === true && event.type === 'scenario-ends' && event.scenario.checks.some((check) => isOpen(check, gate)))
          bail.abort();
      },
      ...(console.trace === undefined ? {} : { trace: console.trace }),
    });
    for (const { header, entries: lines } of finished.transcripts) entries.set(header.scenario, lines);
    among?.onResult(finished.result);
    const note = timing(finished.result.durationMs, finished.transcripts);
    const code = await settle(finished, { output: flags.output, gate, reporters, register, console, note });
    return stop.exitCode() ?? code;
  } finally {
    if (among === undefined) stop.dispose();
  }
}
