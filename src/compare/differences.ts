import { createHash } from 'node:crypto';
import type { Result } from '../result/result.ts';

/** What two runs can differ in beside their verdicts: what else than the candidate may have moved one. */
export interface Difference {
  readonly what: 'candidate' | 'register' | 'suites' | 'profile' | 'runner' | 'plan' | 'seed';
  readonly from: string;
  readonly to: string;
}

/** Under what conditions a run was judged, by digest where there is one. */
export const conditionsOf = (result: Result): Readonly<Record<Difference['what'], string>> => ({
  candidate: candidateName(result),
  register: result.tool.registerDigest,
  suites: result.tool.suiteDigest,
  profile: JSON.stringify(result.profile),
  runner: `${result.tool.name} ${result.tool.version}`,
  plan: planOf(result),
  seed: String(result.seed),
});

/** Of a part also which: twelve scenarios need not be the same twelve. */
function planOf({ plan: { selected, of }, scenarios }: Result): string {
  const ids = scenarios.map(({ id }) => id).sort();
  const which = createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 8);
  return `${selected} of ${of} scenarios${selected < of ? ` (selection ${which})` : ''}`;
}

/** Everything in which the conditions of two runs differ. */
export function differences(from: Result, to: Result): readonly Difference[] {
  const [before, after] = [conditionsOf(from), conditionsOf(to)];
  return (Object.keys(before) as Difference['what'][]).flatMap((what) =>
    before[what] === after[what] ? [] : [{ what, from: before[what], to: after[what] }],
  );
}

/** What a candidate is called in a heading: as the user has declared it, with its build and the edition of the guide. */
export function candidateName({ candidate, profile }: Result): string {
  const name = candidate.name ?? (candidate.embedded ? 'embedded reference' : 'not named');
  const edition = profile['edition'];
  return [name, candidate.build, typeof edition === 'string' ? `edition ${edition}` : null]
    .filter((part) => part !== null)
    .join(' ');
}
