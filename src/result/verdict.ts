/** Verdicts from best to worst; a worse one hides a better one. */
export const verdicts = ['not-applicable', 'pass', 'warn', 'untestable', 'error', 'fail'] as const;
export type Verdict = (typeof verdicts)[number];

/** The worst of several verdicts, null of none. */
export function worst(all: Iterable<Verdict>): Verdict | null {
  let rank = -1;
  for (const verdict of all) rank = Math.max(rank, verdicts.indexOf(verdict));
  return verdicts[rank] ?? null;
}

export const worstFirst: readonly Verdict[] = [...verdicts].reverse();
/** Worst first for who reads all of it: what is held against the candidate stands before what could not be judged. */
export const newsFirst: readonly Verdict[] = ['fail', 'error', 'warn', 'untestable', 'not-applicable', 'pass'];

/** Sorts what has a verdict; what has the same one stays in its order. */
export const sortedBy = <T extends { readonly verdict: Verdict }>(order: readonly Verdict[], all: readonly T[]): readonly T[] =>
  order.flatMap((verdict) => all.filter((one) => one.verdict === verdict));

/** Passed, with a warning or without: what relies on it goes on, and a run of nothing else is conformant. */
export const holds = (verdict: Verdict): boolean => verdict === 'pass' || verdict === 'warn';

/** Keeps a run from being conformant; a warning does so by `--strict` alone. */
export const isRed = (verdict: Verdict): boolean => verdict === 'fail' || verdict === 'error' || verdict === 'untestable';

/** Red of itself: what is untestable mostly follows from something else that is red. */
export const isBroken = (verdict: Verdict): boolean => verdict === 'fail' || verdict === 'error';

/** Held against the candidate. */
export const isCharged = (verdict: Verdict): boolean => verdict === 'fail' || verdict === 'warn';

/** Worth a line of its own in a report. */
export const isNews = (verdict: Verdict): boolean => isRed(verdict) || verdict === 'warn';

/** Came to something, be it an error of ours: what it is about was met. */
export const isMet = (verdict: Verdict): boolean => holds(verdict) || isBroken(verdict);

/** Says something of the candidate. */
export const isConclusive = (verdict: Verdict): boolean => holds(verdict) || verdict === 'fail';
