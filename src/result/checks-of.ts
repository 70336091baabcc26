import type { CheckResult, Result } from './result.ts';

/** Every check of a result, those over the whole run last. */
export const checksOf = ({ scenarios, run }: Pick<Result, 'scenarios' | 'run'>): readonly CheckResult[] => [
  ...scenarios.flatMap(({ checks }) => checks),
  ...run.checks,
];
