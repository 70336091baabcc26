import { join } from 'node:path';
import { canBeAccepted, exitCodeOf, gated, isOpen } from '../gate/gate.ts';
import type { Register } from '../plan/register.ts';
import type { RunListener } from '../result/events.ts';
import { replayFiles } from '../run/replay-file.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import { writeRun } from '../run/run-folder.ts';
import type { Entry, Transcript } from '../transcript/entry.ts';
import type { EntryListener } from '../transcript/recorder.ts';
import { consoleOf } from './console.ts';
import type { RunFlags } from './flags.ts';
import { type GateOrder, termsFor } from './gate-order.ts';
import { interruption } from './interruption.ts';
import { materialOf } from './material.ts';
import type { ReporterChoice } from './run-options.ts';
import { reportsOf } from './write-reports.ts';

/** What is made of a run, whichever role is under test. */
export interface Conclusion {
  readonly flags: Pick<RunFlags, 'maxTime' | 'bail' | 'output' | 'quiet' | 'trace'>;
  readonly gate: GateOrder;
  readonly reporters: readonly ReporterChoice[];
  readonly register: Register;
  /** One line on how the time was spent. */
  readonly timing: (durationMs: number, transcripts: readonly Transcript[]) => string;
}

/** What a run is given by the command line. */
export interface Surroundings {
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  readonly trace?: EntryListener;
}

/** Carries out a run, tells it to the console, writes its reports and its folder; gives its exit code. */
export async function conclude(
  { flags, gate, reporters, register, timing }: Conclusion,
  run: (surroundings: Surroundings) => Promise<FinishedRun>,
): Promise<number> {
  const stop = interruption(flags.maxTime);
  const entries = new Map<string, readonly Entry[]>();
  const output = consoleOf(flags, reporters, register, (transcript) => entries.get(transcript) ?? []);
  try {
    const { result: seen, transcripts } = await run({
      signal: stop.signal,
      listener: (event) => {
        if (event.type !== 'run-ends') output.report(event);
        if (flags.bail === true && event.type === 'scenario-ends' && event.scenario.checks.some((check) => isOpen(check, gate)))
          stop.end();
      },
      ...(output.trace === undefined ? {} : { trace: output.trace }),
    });
    const result = gated(seen, termsFor(gate, seen));
    if (gate.isUpdated && !canBeAccepted(seen))
      output.note('--update-baseline: expected a whole run in which something passed, got none; the file is as it was.');
    for (const { header, entries: lines } of transcripts) entries.set(header.scenario, lines);
    const reports = await reportsOf(reporters, materialOf(result, register, transcripts));
    writeRun(flags.output, result, transcripts, new Map([...replayFiles(transcripts), ...reports.inside]));
    // After the run is safe: what cannot be written elsewhere must not cost it.
    reports.writeOthers();
    output.note(`${join(flags.output, 'result.json')} and ${transcripts.length} transcripts written`);
    output.note(timing(result.durationMs, transcripts));
    output.report({ type: 'run-ends', result });
    return stop.exitCode() ?? exitCodeOf(result);
  } finally {
    stop.dispose();
  }
}
