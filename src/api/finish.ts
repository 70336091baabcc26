import { isOpen } from '../gate/gate.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import type { RunOptions } from './options.ts';
import type { PreparedRun } from './prepared-run.ts';
import type { RunObserver } from './run-observer.ts';
import { timeLimit } from './time-limit.ts';
import { writeFinished } from './write-finished.ts';

/** When a run ends before its time, and where it is written to. */
export type FinishOptions = Pick<RunOptions, 'signal' | 'maxTime' | 'bail' | 'output'>;

/** Drives what was prepared, holds it to its terms and writes it where it is to be written. */
export async function finish(
  prepared: PreparedRun,
  { signal, maxTime, bail, output }: FinishOptions,
  observer: RunObserver,
): Promise<FinishedRun> {
  const limit = timeLimit(maxTime, signal);
  const bailing = new AbortController();
  const { listener, trace } = observer;
  try {
    const driven = await prepared.drive({
      signal: AbortSignal.any([limit.signal, bailing.signal]),
      listener: (event) => {
        // The result is told when its gate is.
        if (event.type !== 'run-ends') listener?.(event);
        if (bail !== true || event.type !== 'scenario-ends') return;
        if (event.scenario.checks.some((check) => isOpen(check, prepared.terms))) bailing.abort();
      },
      ...(trace === undefined ? {} : { trace }),
      ...(output === undefined ? {} : { output }),
    });
    return await writeFinished(driven, { ...prepared, ...(output === undefined ? {} : { output }) }, observer);
  } finally {
    limit.dispose();
  }
}
