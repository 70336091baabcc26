/** Verdicts from best to worst; a worse one hides a better one. */
export const verdicts = ['not-applicable', 'pass', 'warn', 'untestable', 'error', 'fail'] as const;
export type Verdict = (typeof verdicts)[number];

/** The worst of several verdicts, null of none. */
export function worst(all: Iterable<Verdict>): Verdict | null {
  let rank = -1;
  for (const verdict of all) rank = Math.max(rank, verdicts.indexOf(verdict));
  return verdicts[rank] ?? null;
}
