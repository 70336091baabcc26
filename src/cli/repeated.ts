import { join } from 'node:path';
import { UsageError } from '../candidate/usage-error.ts';
import { flaky } from '../compare/flaky.ts';
import { visible } from '../report/visible.ts';
import type { Result } from '../result/result.ts';
import { readRun } from '../run/read-run.ts';
import { claimRunFolder, clearRunFolder } from '../run/run-folder.ts';
import type { RunFlags } from './flags.ts';
import { WORST_OF_A_RUN, worstCode } from './worst-code.ts';
import { writeIndex } from './write-index.ts';

/**
 * Runs so many times, one after another, each into a folder of its own, and writes an index beside them; gives 1 where a check has come
 * to different verdicts, otherwise the worst exit code. A run that was stopped is the last.
 */
export async function repeated(
  { repeat = 1, output, updateBaseline, quiet }: Pick<RunFlags, 'repeat' | 'output' | 'updateBaseline' | 'quiet'>,
  once: (output: string) => Promise<number>,
): Promise<number> {
  if (updateBaseline === true)
    throw new UsageError('--repeat: expected one run to write a baseline from, got several; leave out --update-baseline.');
  claimRunFolder(output);
  clearRunFolder(output);
  const planned = Array.from({ length: repeat }, (_none, index) => ({
    folder: `run-${index + 1}`,
    verdict: null,
    exitCode: null,
  }));
  // From the start, so that what a run leaves that is killed is known for ours.
  writeIndex(output, { schemaVersion: 1, runs: planned, flaky: [] });
  const runs: { readonly folder: string; readonly result: Result; readonly exitCode: number }[] = [];
  for (const { folder } of planned) {
    const exitCode = await once(join(output, folder));
    runs.push({ folder, exitCode, result: (await readRun(join(output, folder))).result });
    if (exitCode > WORST_OF_A_RUN) break;
  }
  const unsteady = flaky(runs.map(({ result }) => result));
  writeIndex(output, {
    schemaVersion: 1,
    runs: runs.map(({ folder, result, exitCode }) => ({ folder, verdict: result.verdict, exitCode })),
    flaky: unsteady,
  });
  if (quiet !== true) {
    for (const { check, verdicts } of unsteady)
      process.stderr.write(`${visible(`flaky: ${check}: ${verdicts.map((verdict) => verdict ?? 'none').join(', ')}`)}\n`);
    const verdicts = runs.map(({ result }) => result.verdict).join(', ');
    process.stderr.write(`${runs.length} runs: ${verdicts}; ${unsteady.length} checks flaky\n`);
  }
  const code = worstCode(runs.map(({ exitCode }) => exitCode));
  return code <= WORST_OF_A_RUN && unsteady.length > 0 ? 1 : code;
}
