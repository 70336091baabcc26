import { join } from 'node:path';
import type { PreparedRun } from '../api/prepared-run.ts';
import type { RunObserver } from '../api/run-observer.ts';
import { canBeAccepted } from '../gate/gate.ts';
import { RESULT } from '../run/read-run.ts';
import type { Entry } from '../transcript/entry.ts';
import { consoleOf } from './console.ts';
import type { RunFlags } from './flags.ts';
import { addToSummary } from './github-summary.ts';
import type { Timing } from './timing.ts';

/** What the console tells of a run, whichever role is under test. */
export interface ConsoleOrder {
  readonly flags: Pick<RunFlags, 'quiet' | 'trace'>;
  readonly run: Pick<PreparedRun, 'reporters' | 'register' | 'terms'>;
  /** The folder that it goes to. */
  readonly output: string;
  readonly timing?: Timing;
  /** What it is told under where it is one of several side by side. */
  readonly heading?: string;
}

/** Tells a run to a person at the terminal, and prints its reports. */
export function consoleObserver({ flags, run, output, timing, heading }: ConsoleOrder): RunObserver {
  const { reporters, register, terms } = run;
  const entries = new Map<string, readonly Entry[]>();
  const console = consoleOf(flags, reporters, register, (transcript) => entries.get(transcript) ?? [], heading);
  let startUpMs = 0;
  return {
    listener: (event) => {
      if (event.type === 'run-begins') startUpMs = performance.now();
      console.report(event);
    },
    ...(console.trace === undefined ? {} : { trace: console.trace }),
    print: (text) => void process.stdout.write(text),
    written: async (finished) => {
      const { result, transcripts } = finished;
      for (const { header, entries: lines } of transcripts) entries.set(header.scenario, lines);
      await addToSummary(reporters, register, finished);
      if (terms.isUpdated && !canBeAccepted(result))
        console.note('--update-baseline: expected a whole run in which something passed, got none; the file is as it was.');
      console.note(`${join(output, RESULT)} and ${transcripts.length} transcripts written`);
      if (timing !== undefined) console.note(timing(result.durationMs, transcripts, startUpMs));
    },
  };
}
