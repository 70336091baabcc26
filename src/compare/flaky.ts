import { checksOf } from '../result/checks-of.ts';
import type { CheckResult, Result } from '../result/result.ts';

/** A check that did not come to the same verdict in every run. */
export interface Flaky {
  readonly check: string;
  /** In the order of the runs; null where there was no such check. */
  readonly verdicts: readonly (string | null)[];
}

/** What says something of the candidate: where a check could not be made, or did not apply, it may still be steady. */
const graded: ReadonlySet<string | null> = new Set<CheckResult['verdict'] | null>(['pass', 'warn', 'fail']);

/** The checks whose verdicts differ over runs of one candidate. */
export function flaky(results: readonly Result[]): readonly Flaky[] {
  const seen = results.map((result) => new Map(checksOf(result).map(({ id, verdict }) => [id, verdict])));
  const ids = [...new Set(seen.flatMap((checks) => [...checks.keys()]))];
  return ids
    .map((check) => ({ check, verdicts: seen.map((checks) => checks.get(check) ?? null) }))
    .filter(({ verdicts }) => new Set(verdicts.filter((verdict) => graded.has(verdict))).size > 1);
}
