import { UsageError } from '../candidate/usage-error.ts';
import { type Change, changes, isWorse } from '../compare/changes.ts';
import { differences } from '../compare/differences.ts';
import { firstDifference } from '../compare/first-difference.ts';
import { cut } from '../report/cut.ts';
import { entryLine } from '../report/entry-line.ts';
import { visible } from '../report/visible.ts';
import { readRun, type SavedRun } from '../run/read-run.ts';
import type { Entry } from '../transcript/entry.ts';

/** In columns: a profile or a message of a candidate can be of any length. */
const TOLD = 300;

/** `diff`: what has changed from one run to another; 1 where a verdict has moved for the worse. */
export async function diffCommand(oldPath: string, newPath: string, write: (line: string) => void): Promise<number> {
  const [before, after] = [await readRun(oldPath), await readRun(newPath)];
  if (before.result.role !== after.result.role)
    throw new UsageError(
      `${newPath}: expected a run of role ${before.result.role} as ${oldPath} is, got one of ${after.result.role}; choose two of a kind.`,
    );
  const print = (text: string) => write(cut(visible(text), TOLD));
  const conditions = differences(before.result, after.result);
  for (const { what, from, to } of conditions) print(`${what}: ${from} → ${to}`);
  const others = conditions.map(({ what }) => what).filter((what) => what !== 'candidate');
  print(
    others.length === 0
      ? 'Register, suites, profile, runner, plan and seed are the same: what has changed comes from the candidate.'
      : `What has changed may come from the candidate or from: ${others.join(', ')}.`,
  );
  const all = changes(before.result, after.result);
  const shown = new Set<string>();
  for (const change of all) {
    print(`${change.kind}: ${change.id}  ${verdictOf(change.from)} → ${verdictOf(change.to)}`);
    if (change.to !== null && change.to.message !== '') print(`  ${change.to.message}`);
    const scenario = change.to?.evidence[0]?.transcript ?? change.from?.evidence[0]?.transcript;
    if (scenario === undefined || shown.has(scenario)) continue;
    shown.add(scenario);
    for (const line of parting(scenario, before, after)) write(line);
  }
  const counts = [...new Set(all.map(({ kind }) => kind))].map(
    (kind) => `${all.filter((change) => change.kind === kind).length} ${kind}`,
  );
  print(counts.length === 0 ? 'no verdict has changed' : counts.join(', '));
  return all.some(isWorse) ? 1 : 0;
}

const verdictOf = (check: Change['from']): string =>
  check === null ? 'none' : check.reason === null ? check.verdict : `${check.verdict} (${check.reason})`;

/** Where the two transcripts of a scenario part, as far as both are there. */
function parting(scenario: string, before: SavedRun, after: SavedRun): readonly string[] {
  const [old, now] = [before.transcripts.get(scenario)?.entries, after.transcripts.get(scenario)?.entries];
  if (old === undefined || now === undefined) return [];
  const difference = firstDifference(old, now);
  if (difference === null) return [`  the messages of ${visible(scenario)} are the same`];
  const line = (entry: Entry | null, all: readonly Entry[]) =>
    entry === null ? 'nothing more' : entryLine(entry, all[0]?.at ?? 0);
  return [
    `  ${visible(scenario)} parts at`,
    `    before: ${line(difference.from, old)}`,
    `    now:    ${line(difference.to, now)}`,
  ];
}
