import { join, resolve } from 'node:path';
import { quoted } from '../api/quoted.ts';
import { UsageError } from '../api/usage-error.ts';
import { conditionsOfShard, shardsInOrder } from '../compare/shards-in-order.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { type Register, readRegister } from '../plan/register.ts';
import { visible } from '../report/visible.ts';
import { checksOf } from '../result/checks-of.ts';
import type { Result } from '../result/result.ts';
import { merged } from '../run/merged.ts';
import { replayFileOf, replayFiles } from '../run/replay-file.ts';
import { clearRunFolder, readRun, type SavedRun } from '../run/run-folder.ts';
import { type IndexedRun, readIndex } from '../run/run-index.ts';
import { consoleOf } from './console.ts';
import type { RunFlags } from './flags.ts';
import { gateOf } from './gate-order.ts';
import { reporterChoices } from './run-options.ts';
import { settle } from './settle.ts';
import { worstCode } from './worst-code.ts';
import { writeIndex } from './write-index.ts';

export type MergeFlags = Pick<RunFlags, 'baseline' | 'updateBaseline' | 'strict' | 'output' | 'reporter' | 'quiet'>;

/** `merge`: makes one run of all its shards, or one folder of all groups that several calls have shared; gives the exit code of `run`. */
export async function mergeCommand(paths: readonly string[], flags: MergeFlags): Promise<number> {
  if (paths.some((path) => resolve(path) === resolve(flags.output)))
    throw new UsageError(`--output ${flags.output}: expected a folder of its own, got that of a shard; choose another.`);
  const indices = paths.map((path) => ({ path, index: readIndex(path) }));
  const register = readRegister();
  if (indices.some(({ index }) => index !== null)) return mergeGroups(indices, flags, register);
  const parts = paths.map((path) => {
    const run = readRun(path);
    return { path, run, shard: run.result.plan.shard, conditions: conditionsOfShard(run.result) };
  });
  const shards = shardsInOrder(parts).map(({ run }) => run);
  return finish(merged(shards, register), flags, register, replaysOf(shards));
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
  const reporters = reporterChoices(flags.reporter);
  const gate = gateOf(flags, result.role, await loadCorpus(result.role, register));
  const known = new Set([...gate.known, ...checksOf(result).map(({ id }) => id)]);
  const console = consoleOf(flags, reporters, register, (name) => transcripts.get(name)?.entries ?? [], heading);
  const finished = { result: withReplays(result, flags.output), transcripts: [...transcripts.values()] };
  return settle(finished, { output: flags.output, gate: { ...gate, known }, reporters, register, console, note: null, replays });
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
  const all = parts.flatMap(({ path, index }) => index.runs.map((run) => ({ ...run, from: join(path, run.folder) })));
  const saved = all.map((run) => ({ ...run, ...readRun(run.from) }));
  clearRunFolder(flags.output);
  const runs: (IndexedRun & { readonly exitCode: number })[] = [];
  for (const { folder, groupId = '', result, transcripts } of saved) {
    const own = { ...flags, output: join(flags.output, folder) };
    const heading = visible(`Group ${groupId}, ${own.output}`);
    const exitCode = await finish({ result, transcripts }, own, register, replayFiles([...transcripts.values()]), heading);
    runs.push({ folder, groupId, verdict: result.verdict, exitCode });
  }
  const order = parts[0]?.index.groups ?? [];
  const inOrder = [...runs].sort((a, b) => order.indexOf(a.groupId ?? '') - order.indexOf(b.groupId ?? ''));
  writeIndex(flags.output, { schemaVersion: 1, runs: inOrder });
  return worstCode(runs.map(({ exitCode }) => exitCode));
}
