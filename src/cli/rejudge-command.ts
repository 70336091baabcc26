import { worst } from '../check/verdict.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { verdictLine } from '../report/verdict-line.ts';
import { visible } from '../report/visible.ts';
import { checksOf } from '../result/checks-of.ts';
import { rejudge } from '../run/rejudge.ts';
import { readRun } from '../run/run-folder.ts';

/** `rejudge`: the verdicts that this version comes to from the transcripts of a saved run; 1 where one moved for the worse. */
export async function rejudgeCommand(path: string, write: (line: string) => void): Promise<number> {
  const saved = readRun(path);
  const register = readRegister();
  const corpus = await loadCorpus(saved.result.role, register);
  const judged = rejudge(saved, corpus, register);
  const before = new Map(checksOf(saved.result).map((check) => [check.id, check]));
  const after = new Map(checksOf(judged).map((check) => [check.id, check]));
  const moved = [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [from, to] = [before.get(id)?.verdict, after.get(id)?.verdict];
    return from === to ? [] : [{ id, from, to }];
  });
  for (const { id, from, to } of moved)
    write(
      visible(`${id}: ${from ?? 'not judged'} → ${to ?? 'no longer judged'}, ${after.get(id)?.message ?? ''}`.replace(/, $/, '')),
    );
  const digests = saved.result.tool.suiteDigest === corpus.digest ? 'the same suites' : 'other suites than those of the run';
  write(`${after.size} checks judged again from ${saved.transcripts.size} transcripts by ${digests}, ${moved.length} moved`);
  write(verdictLine(judged));
  return moved.some(({ from, to }) => from !== undefined && to !== undefined && worst([from, to]) === to) ? 1 : 0;
}
