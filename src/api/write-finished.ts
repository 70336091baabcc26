import { gated } from '../gate/gate.ts';
import { replayFiles } from '../run/replay-file.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import { termsFor } from './gate-order.ts';
import { materialOf } from './material.ts';
import type { PreparedRun } from './prepared-run.ts';
import { reportsOf } from './reports-of.ts';
import { writeRun } from './run-folder.ts';
import type { RunObserver } from './run-observer.ts';

/** What is to be made of a finished run. */
export interface FinishedOrder extends Pick<PreparedRun, 'terms' | 'reporters' | 'register'> {
  /** The folder that it is written to; without one only reports that have a place of their own are. */
  readonly output?: string;
  /** Default: those of its transcripts. */
  readonly replays?: ReturnType<typeof replayFiles>;
}

/** Holds a finished run to its terms, writes it and its reports, and tells its end. */
export async function writeFinished(
  { result: seen, transcripts }: FinishedRun,
  { terms, reporters, register, output, replays }: FinishedOrder,
  observer: RunObserver,
): Promise<FinishedRun> {
  const result = gated(seen, termsFor(terms, seen));
  const finished = { result, transcripts };
  const reports = await reportsOf(reporters, () => materialOf(result, register, transcripts));
  if (output !== undefined)
    await writeRun(output, result, transcripts, new Map([...(replays ?? replayFiles(transcripts)), ...reports.inside]));
  // After the run is safe: what cannot be written elsewhere must not cost it.
  for (const text of reports.printed) observer.print?.(text);
  reports.writeElsewhere();
  await observer.written?.(finished);
  observer.listener?.({ type: 'run-ends', result });
  return finished;
}
