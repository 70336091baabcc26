import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { gateOf } from '../api/gate-order.ts';
import { quoted } from '../api/quoted.ts';
import { reporterChoices } from '../api/report-choices.ts';
import { claimRunFolder, clearRunFolder } from '../api/run-folder.ts';
import { writeFinished } from '../api/write-finished.ts';
import { writeIndex } from '../api/write-index.ts';
import { UsageError } from '../candidate/usage-error.ts';
import { changes } from '../compare/changes.ts';
import { shardsInOrder } from '../compare/shards-in-order.ts';
import { checkGroups, checkWhole, conditionsOfShard } from '../compare/shards-make-whole.ts';
import { exitCodeOf } from '../gate/gate.ts';
import { worstCode } from '../gate/worst-code.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { type Register, readRegister } from '../plan/register.ts';
import { visible } from '../report/visible.ts';
import { checksOf } from '../result/checks-of.ts';
import type { Result } from '../result/result.ts';
import { merged } from '../run/merged.ts';
import { folderOfRun, readRun, type SavedRun } from '../run/read-run.ts';
import { rejudge } from '../run/rejudge.ts';
import { replayFileOf, replayFiles } from '../run/replay-file.ts';
import { type IndexedRun, readIndex } from '../run/run-index.ts';
import { consoleObserver } from './console-observer.ts';
import type { RunFlags } from './flags.ts';

export type MergeFlags = Pick<RunFlags, 'baseline' | 'updateBaseline' | 'strict' | 'suites' | 'output' | 'reporter' | 'quiet'>;

/** `merge`: makes one run of all its shards, or one folder of all groups that several calls have shared; gives the exit code of `run`. */
export async function mergeCommand(paths: readonly string[], flags: MergeFlags): Promise<number> {
  const folders = paths.map(folderOfRun);
  const within = folders.find((folder) => isWithin(folder, flags.output) || isWithin(flags.output, folder));
  if (within !== undefined)
    throw new UsageError(
      `--output ${flags.output}: expected a folder of its own, got one that is, holds or lies in the shard ${within}; choose another.`,
    );
  const indices = folders.map((path) => ({ path, index: readIndex(path) }));
  const register = readRegister();
  if (indices.some(({ index }) => index !== null)) return mergeGroups(indices, flags, register);
  const parts = [];
  for (const path of paths) {
    const run = await readRun(path);
    parts.push({ path, run, result: run.result, shard: run.result.plan.shard, conditions: conditionsOfShard(run.result) });
  }
  const inOrder = shardsInOrder(parts);
  checkWhole(inOrder);
  for (const { path, run } of inOrder) await checkVerdicts(path, run, flags, register);
  const shards = inOrder.map(({ run }) => run);
  claimRunFolder(flags.output);
  return finish(merged(shards, register), flags, register, replaysOf(shards));
}

/** Whether a folder is another one or lies in it, by whatever links. */
function isWithin(folder: string, other: string): boolean {
  const real = (path: string) => (existsSync(path) ? realpathSync(path) : resolve(path));
  const way = relative(real(other), real(folder));
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}

/** Throws a UsageError where a shard's verdicts are not those that its transcripts give, as far as these suites can tell. */
async function checkVerdicts(path: string, run: SavedRun, { suites }: MergeFlags, register: Register): Promise<void> {
  const corpus = await loadCorpus(run.result.role, register, suites);
  if (corpus.digest !== run.result.tool.suiteDigest || register.digest !== run.result.tool.registerDigest) return;
  const [first] = changes(run.result, rejudge(run, corpus, register));
  if (first !== undefined)
    throw new UsageError(
      `${path}: expected the verdicts that its transcripts give, got others (${first.id}: ${first.from?.verdict ?? 'none'}, not ${first.to?.verdict ?? 'none'}); run this shard again.`,
    );
}

/** What searches have found, under the names that scenarios have in a merged run. */
const replaysOf = (shards: readonly SavedRun[]) => shards.flatMap(({ transcripts }) => replayFiles([...transcripts.values()]));

async function finish(
  { result, transcripts }: SavedRun,
  flags: MergeFlags,
  register: Register,
  replays: ReturnType<typeof replayFiles>,
  heading?: string,
): Promise<number> {
  const reporters = reporterChoices(flags.reporter, flags.output);
  const terms = gateOf(flags, result.role, await loadCorpus(result.role, register, flags.suites));
  const known = new Set([...terms.known, ...checksOf(result).map(({ id }) => id)]);
  const finished = { result: withReplays(result, flags.output), transcripts: [...transcripts.values()] };
  const order = { terms: { ...terms, known }, reporters, register, output: flags.output };
  const observer = consoleObserver({ flags, run: order, output: flags.output, ...(heading === undefined ? {} : { heading }) });
  return exitCodeOf((await writeFinished(finished, { ...order, replays }, observer)).result);
}

/** Commands that name a replay file name that of the merged run. */
const withReplays = (result: Result, output: string): Result => ({
  ...result,
  scenarios: result.scenarios.map((scenario) => ({
    ...scenario,
    replay: scenario.replay.replace(
      /--replay ('[^']*'|\S+)/,
      () => `--replay ${quoted(join(output, replayFileOf(scenario.id)))}`,
    ),
  })),
});

/** Puts the groups that several calls have shared beside each other, as one call would have left them. */
async function mergeGroups(
  indices: readonly { readonly path: string; readonly index: ReturnType<typeof readIndex> }[],
  flags: MergeFlags,
  register: Register,
): Promise<number> {
  if (flags.updateBaseline === true || flags.reporter.some((value) => value.includes('=')))
    throw new UsageError(
      'merge: expected shards of one candidate for --update-baseline and reports with a file, got groups; leave them out.',
    );
  const parts = shardsInOrder(
    indices.map(({ path, index }) => {
      if (index === null)
        throw new UsageError(`${path}: expected a folder of several groups as the others are, got one run; merge one kind.`);
      return { path, index, shard: index.shard ?? null, conditions: { groups: (index.groups ?? []).join(', ') } };
    }),
  );
  const groups = parts[0]?.index.groups ?? [];
  const saved = [];
  for (const { path, index } of parts) {
    for (const { folder, groupId = '' } of index.runs) {
      const run = await readRun(join(path, folder));
      saved.push({ path: join(path, folder), folder, groupId, run, result: run.result });
    }
  }
  checkGroups(groups, saved);
  for (const { path, run } of saved) await checkVerdicts(path, run, flags, register);
  claimRunFolder(flags.output);
  clearRunFolder(flags.output);
  const planned = saved.map(({ folder, groupId }) => ({ folder, groupId, verdict: null, exitCode: null }));
  writeIndex(flags.output, { schemaVersion: 1, runs: planned });
  const runs: (IndexedRun & { readonly exitCode: number })[] = [];
  for (const { folder, groupId, run } of saved) {
    const { result, transcripts } = run;
    const own = { ...flags, output: join(flags.output, folder) };
    const heading = visible(`Group ${groupId}, ${own.output}`);
    const exitCode = await finish({ result, transcripts }, own, register, replayFiles([...transcripts.values()]), heading);
    runs.push({ folder, groupId, verdict: result.verdict, exitCode });
  }
  const inOrder = [...runs].sort((a, b) => groups.indexOf(a.groupId ?? '') - groups.indexOf(b.groupId ?? ''));
  writeIndex(flags.output, { schemaVersion: 1, runs: inOrder });
  return worstCode(runs.map(({ exitCode }) => exitCode));
}
