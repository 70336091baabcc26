import { join } from 'node:path';
import { canBeAccepted, exitCodeOf, gated } from '../gate/gate.ts';
import type { Register } from '../plan/register.ts';
import { replayFiles } from '../run/replay-file.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import { writeRun } from '../run/run-folder.ts';
import type { Console } from './console.ts';
import { type GateOrder, termsFor } from './gate-order.ts';
import { materialOf } from './material.ts';
import type { ReporterChoice } from './run-options.ts';
import { reportsOf } from './write-reports.ts';

/** What is to be made of a finished run. */
export interface Settlement {
  /** The folder that it is written to. */
  readonly output: string;
  readonly gate: GateOrder;
  readonly reporters: readonly ReporterChoice[];
  readonly register: Register;
  readonly console: Console;
  /** One more line before the findings. */
  readonly note: string | null;
  /** Default: those of its transcripts. */
  readonly replays?: ReturnType<typeof replayFiles>;
}

/** Holds a finished run to its baseline, writes it and its reports, and tells it; gives its exit code. */
export async function settle({ result: seen, transcripts }: FinishedRun, order: Settlement): Promise<0 | 1 | 3> {
  const { output, gate, reporters, console, note } = order;
  const result = gated(seen, termsFor(gate, seen));
  if (gate.isUpdated && !canBeAccepted(seen))
    console.note('--update-baseline: expected a whole run in which something passed, got none; the file is as it was.');
  const reports = await reportsOf(reporters, materialOf(result, order.register, transcripts));
  await writeRun(output, result, transcripts, new Map([...(order.replays ?? replayFiles(transcripts)), ...reports.inside]));
  // After the run is safe: what cannot be written elsewhere must not cost it.
  reports.writeOthers();
  console.note(`${join(output, 'result.json')} and ${transcripts.length} transcripts written`);
  if (note !== null) console.note(note);
  console.report({ type: 'run-ends', result });
  return exitCodeOf(result);
}
