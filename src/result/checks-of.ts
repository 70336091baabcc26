import type { CheckResult, Result } from './result.ts';

/** Every check of a result, those over the whole run last. */
export const checksOf = ({ scenarios, run }: Result): readonly CheckResult[] => [
  ...scenarios.flatMap(({ checks }) => checks),
  ...run.checks,
];
