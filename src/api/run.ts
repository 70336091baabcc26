import { gated } from '../gate/gate.ts';
import { replayFiles } from '../run/replay-file.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import { writeRun } from '../run/run-folder.ts';
import type { EntryListener } from '../transcript/recorder.ts';
import type { RunOptions } from './options.ts';
import { type PreparedRun, prepareRun } from './prepare-run.ts';

/**
 * Drives a candidate and judges it as `nbwss-conformance run` does, and gives its result and transcripts, whatever the verdict. Prints
 * nothing, ends nothing and listens to no signals of the process. Rejects with a UsageError, or another error with a sentence for its
 * message, where the options make no sense.
 */
export async function run(options: RunOptions): Promise<FinishedRun> {
  return finish(options, await prepareRun(options));
}

/** Carries out a prepared run, holds it to its terms and writes it where it is to be written. */
export async function finish(
  { signal = new AbortController().signal, listener = () => {}, output }: RunOptions,
  prepared: PreparedRun,
  trace?: EntryListener,
): Promise<FinishedRun> {
  const { result: seen, transcripts } = await prepared.carryOut({
    signal,
    // The result is told when its gate is: below.
    listener: (event) => {
      if (event.type !== 'run-ends') listener(event);
    },
    ...(trace === undefined ? {} : { trace }),
  });
  const result = gated(seen, prepared.terms);
  if (output !== undefined) await writeRun(output, result, transcripts, new Map(replayFiles(transcripts)));
  listener({ type: 'run-ends', result });
  return { result, transcripts };
}
