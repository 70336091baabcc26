import type { Result } from './result.ts';

/** The exit code of `run` for one result (contracts.md §1): 0 conformant, 1 nonconformant, 3 inconclusive. */
export function exitCodeOf({ verdict }: Pick<Result, 'verdict'>): 0 | 1 | 3 {
  return verdict === 'conformant' ? 0 : verdict === 'nonconformant' ? 1 : 3;
}
