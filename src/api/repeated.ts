import { join } from 'node:path';
import { type Flaky, flaky } from '../compare/flaky.ts';
import { worstCode } from '../gate/worst-code.ts';
import type { Result } from '../result/result.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import { type FinishOptions, finish } from './finish.ts';
import type { PreparedRun } from './prepared-run.ts';
import { claimRunFolder, clearRunFolder } from './run-folder.ts';
import type { RunsObserver } from './run-observer.ts';
import { writeIndex } from './write-index.ts';

/** One of several runs of the same. */
interface Repeat {
  readonly folder: string;
  readonly result: Result;
  readonly exitCode: number;
}

/** What repeated runs come to. */
export interface Repeated {
  /** In their order. */
  readonly runs: readonly Repeat[];
  readonly flaky: readonly Flaky[];
  /** The first of those with the worst exit code. */
  readonly worst: FinishedRun;
}

/**
 * Makes a run so many times, one after another, each into a folder of its own with an index beside them, where there is an output
 * folder at all. A run that was stopped by its signal is the last.
 */
export async function repeated(
  prepared: PreparedRun,
  { repeat, output, ...options }: FinishOptions & { readonly repeat: number },
  observer: RunsObserver,
): Promise<Repeated> {
  if (output !== undefined) {
    claimRunFolder(output);
    clearRunFolder(output);
  }
  const folders = Array.from({ length: repeat }, (_none, index) => `run-${index + 1}`);
  const index = (runs: readonly Repeat[], unsteady: readonly Flaky[]) => {
    const told = runs.map(({ folder, result, exitCode }) => ({ folder, verdict: result.verdict, exitCode }));
    const planned = folders.map((folder) => ({ folder, verdict: null, exitCode: null }));
    if (output !== undefined) writeIndex(output, { schemaVersion: 1, runs: runs.length === 0 ? planned : told, flaky: unsteady });
  };
  // From the start, so that what a run leaves that is killed is known for ours.
  index([], []);
  const runs: Repeat[] = [];
  let worst: (FinishedRun & { readonly code: number }) | null = null;
  for (const folder of folders) {
    const own = output === undefined ? undefined : join(output, folder);
    const run = await finish(prepared, { ...options, ...(own === undefined ? {} : { output: own }) }, observer.of(own));
    const exitCode = observer.exitCodeOf(run.result);
    runs.push({ folder, result: run.result, exitCode });
    // Only one is kept whole: a transcript can be large.
    if (worst === null || worstCode([worst.code, exitCode]) !== worst.code) worst = { ...run, code: exitCode };
    if (options.signal?.aborted === true) break;
  }
  const unsteady = flaky(runs.map(({ result }) => result));
  index(runs, unsteady);
  if (worst === null) throw new Error('expected a run or more, got none');
  return { runs, flaky: unsteady, worst: { result: worst.result, transcripts: worst.transcripts } };
}
