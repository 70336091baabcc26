import { checksOf } from '../result/checks-of.ts';
import type { CheckResult, Result } from '../result/result.ts';
import { isConclusive, worst } from '../result/verdict.ts';

/** How the verdict of a check has changed between two runs. */
export type ChangeKind = 'broken' | 'fixed' | 'no longer tested' | 'newly tested' | 'told otherwise';

export interface Change {
  readonly id: string;
  readonly kind: ChangeKind;
  /** Null where there was no such check. */
  readonly from: CheckResult | null;
  readonly to: CheckResult | null;
}

const order: readonly ChangeKind[] = ['broken', 'no longer tested', 'newly tested', 'told otherwise', 'fixed'];

/** Each check whose verdict, or the reason for it, is not the same in both runs, once; what matters most first. */
export function changes(before: Result, after: Result): readonly Change[] {
  const [old, now] = [before, after].map((result) => new Map(checksOf(result).map((check) => [check.id, check])));
  const ids = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  const all = ids.flatMap((id): readonly Change[] => {
    const [from, to] = [old?.get(id) ?? null, now?.get(id) ?? null];
    const kind = kindOf(from, to);
    return kind === null ? [] : [{ id, kind, from, to }];
  });
  return order.flatMap((kind) => all.filter((change) => change.kind === kind));
}

/** True where a verdict has moved for the worse; what was not applicable and now passes has not. */
export const isWorse = ({ from, to }: Change): boolean =>
  from !== null &&
  to !== null &&
  from.verdict !== to.verdict &&
  to.verdict !== 'pass' &&
  worst([from.verdict, to.verdict]) === to.verdict;

const isTested = (check: CheckResult | null): check is CheckResult => check !== null && isConclusive(check.verdict);

function kindOf(from: CheckResult | null, to: CheckResult | null): ChangeKind | null {
  if (from?.verdict === to?.verdict && from?.reason === to?.reason) return null;
  if (isTested(from) && isTested(to)) {
    if (from.verdict === to.verdict) return 'told otherwise';
    return worst([from.verdict, to.verdict]) === to.verdict ? 'broken' : 'fixed';
  }
  if (isTested(to)) return 'newly tested';
  return isTested(from) ? 'no longer tested' : 'told otherwise';
}
