import type { Fault } from '../reference/fault.ts';
import type { CheckResult, Result } from '../result/result.ts';

/** What a fault's trial shows. */
export interface Assessment {
  readonly fault: string;
  /** The check that told the named requirement for the named reason; null for a survivor. */
  readonly killedBy: string | null;
  /** Requirements that turned red, or warned anew, and are not in the declared cascade: `requirement (reason)`. */
  readonly collateral: readonly string[];
  /** Every red check, for the matrix. */
  readonly red: readonly { readonly id: string; readonly requirement: string; readonly reason: string }[];
}

const isRed = ({ verdict }: CheckResult): boolean => verdict === 'fail' || verdict === 'warn' || verdict === 'error';

/** All checks of a result, those over the whole run included. */
export const checksOf = ({ scenarios, run }: Result): readonly CheckResult[] => [
  ...scenarios.flatMap(({ checks }) => checks),
  ...run.checks,
];

/** Judges a trial by the gates of the kill matrix: the named requirement, for the named reason, and nothing outside its cascade. */
export function assess(fault: Fault, result: Result): Assessment {
  const red = checksOf(result)
    .filter(isRed)
    .map(({ id, requirement, reason }) => ({ id, requirement, reason: reason ?? '' }));
  const { requirement, reason } = fault.breaks;
  const killer = red.find((check) => check.requirement === requirement && check.reason === reason);
  const expected = new Set([requirement, ...fault.cascade]);
  const collateral = red
    .filter((check) => !expected.has(check.requirement))
    .map((check) => `${check.requirement} (${check.reason})`);
  return { fault: fault.name, killedBy: killer?.id ?? null, collateral: [...new Set(collateral)], red };
}
