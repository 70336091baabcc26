import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../api/usage-error.ts';
import { type Flaky, flaky } from '../compare/flaky.ts';
import { visible } from '../report/visible.ts';
import type { Result } from '../result/result.ts';
import { checkRunFolder, readRun } from '../run/run-folder.ts';
import { RunFolderError } from '../run/run-folder-error.ts';
import type { RunFlags } from './flags.ts';

const INDEX = 'index.json';
/** What a repeated run leaves in its folder. */
const isOurs = (name: string): boolean => name === INDEX || /^run-\d+$/.test(name);

/** What `index.json` says of repeated runs. */
interface Index {
  readonly schemaVersion: 1;
  readonly runs: readonly { readonly folder: string; readonly verdict: Result['verdict']; readonly exitCode: number }[];
  readonly flaky: readonly Flaky[];
}

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
  clear(output);
  const runs: { readonly folder: string; readonly result: Result; readonly exitCode: number }[] = [];
  for (let number = 1; number <= repeat; number += 1) {
    const folder = `run-${number}`;
    const exitCode = await once(join(output, folder));
    runs.push({ folder, exitCode, result: readRun(join(output, folder)).result });
    if (exitCode > WORST_OF_A_RUN) break;
  }
  const unsteady = flaky(runs.map(({ result }) => result));
  const index: Index = {
    schemaVersion: 1,
    runs: runs.map(({ folder, result, exitCode }) => ({ folder, verdict: result.verdict, exitCode })),
    flaky: unsteady,
  };
  writeFileSync(join(output, INDEX), `${JSON.stringify(index, null, 2)}\n`);
  const codes = runs.map(({ exitCode }) => exitCode);
  if (quiet !== true) for (const line of told(index)) process.stderr.write(`${line}\n`);
  const stopped = codes.find((code) => code > WORST_OF_A_RUN);
  return stopped ?? (unsteady.length > 0 || codes.includes(1) ? 1 : Math.max(...codes));
}

/** Above it are the codes of signals. */
const WORST_OF_A_RUN = 3;

function told({ runs, flaky: unsteady }: Index): readonly string[] {
  return [
    ...unsteady.map(({ check, verdicts }) =>
      visible(`flaky: ${check}: ${verdicts.map((verdict) => verdict ?? 'none').join(', ')}`),
    ),
    `${runs.length} runs: ${runs.map(({ verdict }) => verdict).join(', ')}; ${unsteady.length} checks flaky`,
  ];
}

/** Makes the folder, without what earlier calls have left there; throws a RunFolderError where anything in it is not ours. */
function clear(folder: string): void {
  const names = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
  if (names.some(isOurs)) {
    const foreign = names.find((name) => !isOurs(name));
    if (foreign !== undefined)
      throw new RunFolderError(
        `--output ${folder}: expected an empty folder or one of an earlier --repeat, got one that holds ${foreign}; choose another folder.`,
      );
    for (const name of names) if (name !== INDEX) checkRunFolder(join(folder, name));
  } else checkRunFolder(folder);
  for (const name of names) if (name !== '.gitkeep') rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
