import { UsageError } from '../candidate/usage-error.ts';
import { changes, isWorse } from '../compare/changes.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { verdictLine } from '../report/verdict-line.ts';
import { visible } from '../report/visible.ts';
import { checksOf } from '../result/checks-of.ts';
import { readRun } from '../run/read-run.ts';
import { rejudge } from '../run/rejudge.ts';

/** `rejudge`: the verdicts that this version comes to from the transcripts of a saved run; 1 where one moved for the worse. */
export async function rejudgeCommand(path: string, suites: readonly string[], write: (line: string) => void): Promise<number> {
  const saved = await readRun(path);
  const register = readRegister();
  const corpus = await loadCorpus(saved.result.role, register, suites);
  const unknown = saved.result.scenarios.find(({ id }) => !corpus.scenarios.some((scenario) => scenario.id === id));
  if (unknown !== undefined)
    throw new UsageError(
      `${path}: expected a run of scenarios that are known here, got one of ${unknown.id} too; give --suites with the folder that it came from, or use the version that made the run (${saved.result.tool.version}).`,
    );
  const judged = rejudge(saved, corpus, register);
  const moved = changes(saved.result, judged);
  for (const { id, from, to } of moved)
    write(visible([`${id}: ${from?.verdict ?? 'none'} → ${to?.verdict ?? 'none'}`, to?.message].filter(Boolean).join(', ')));
  const digests = saved.result.tool.suiteDigest === corpus.digest ? 'the same suites' : 'other suites than those of the run';
  const amount = checksOf(judged).length;
  write(`${amount} checks judged again from ${saved.transcripts.size} transcripts by ${digests}, ${moved.length} moved`);
  write(verdictLine(judged));
  return moved.some(isWorse) ? 1 : 0;
}
