import type { Flaky } from '../compare/flaky.ts';
import { exitCodeOf } from '../gate/gate.ts';
import type { Result } from '../result/result.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import { finish } from './finish.ts';
import type { RunOptions } from './options.ts';
import { prepareRun } from './prepare-run.ts';
import { repeated } from './repeated.ts';
import type { RunObserver } from './run-observer.ts';

/** What `run` comes to; of repeated runs, the first of the worst. */
export interface CompletedRun extends FinishedRun {
  /** With `repeat`: the results of all, in their order, and the checks that came to different verdicts. */
  readonly repeats?: { readonly results: readonly Result[]; readonly flaky: readonly Flaky[] };
}

/**
 * Drives a candidate and judges it as `nbwss-conformance run` does, and gives its result and transcripts, whatever the verdict. Prints
 * nothing, ends nothing and listens to no signals of the process. Rejects with a UsageError, or another error with a sentence for its
 * message, where the options make no sense.
 */
export async function run(options: RunOptions): Promise<CompletedRun> {
  const prepared = await prepareRun(options);
  const { repeat, listener } = options;
  const observer: RunObserver = listener === undefined ? {} : { listener };
  if (repeat === undefined) return finish(prepared, options, observer);
  const { worst, runs, flaky } = await repeated(prepared, { ...options, repeat }, { of: () => observer, exitCodeOf });
  return { ...worst, repeats: { results: runs.map(({ result }) => result), flaky } };
}
