import { checksOf } from '../result/checks-of.ts';
import type { CheckResult, Result } from '../result/result.ts';
import type { Stack } from './stack.ts';

/** A check that a stack does not pass. */
export interface Finding {
  readonly check: CheckResult;
  /** Why the stack may do so, from its folder; null where nothing there explains it. */
  readonly why: string | null;
}

const good: ReadonlySet<string> = new Set(['pass', 'not-applicable']);

/** What a stack does not pass, warnings too: a warning that no folder explains may be a false alarm of ours. */
export const findingsOf = (result: Result, { explains = {} }: Pick<Stack, 'explains'>): readonly Finding[] =>
  checksOf(result)
    .filter(({ verdict }) => !good.has(verdict))
    .map((check) => ({ check, why: explains[check.requirement] ?? null }));
