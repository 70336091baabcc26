import type { CheckResult, Result } from '../result/result.ts';
import { holds, worst } from '../result/verdict.ts';
import type { Transcript } from '../transcript/entry.ts';

/** What a run comes to: conformant only where something was shown and nothing left open. */
export function verdictOf(all: readonly CheckResult[], complete: boolean): Result['verdict'] {
  const verdict = worst(all.map((check) => check.verdict));
  if (verdict === 'fail') return 'nonconformant';
  const shown = all.some((check) => check.verdict === 'pass');
  return complete && shown && verdict !== null && holds(verdict) ? 'conformant' : 'inconclusive';
}

/** How often each value occurs, in the order of their names. */
export function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of [...values].sort()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Milliseconds from the first entry to the last. */
export function durationOf(transcript: Transcript | null): number {
  const [first, last] = [transcript?.entries[0], transcript?.entries.at(-1)];
  return first === undefined || last === undefined ? 0 : Math.round((last.at - first.at) * 1000) / 1000;
}

/** The first TLS connection of a run. */
export function tlsOf(transcripts: readonly Transcript[]): Record<string, unknown> | null {
  for (const { entries } of transcripts) {
    for (const entry of entries) if (entry.kind === 'tls') return { protocol: entry.protocol, certificate: entry.certificate };
  }
  return null;
}
