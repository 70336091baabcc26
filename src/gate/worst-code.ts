/** Above it are the codes of signals. */
export const WORST_OF_A_RUN = 3;

/** The exit code of several runs: that of a signal, then 1, then 3 (contracts.md §1). */
export function worstCode(codes: readonly number[]): number {
  const stopped = codes.find((code) => code > WORST_OF_A_RUN);
  return stopped ?? (codes.includes(1) ? 1 : Math.max(0, ...codes));
}
