/** One entry of one transcript, as evidence names it. */
export interface Reference {
  /** The scenario's id, or `run`. */
  readonly transcript: string;
  readonly entry: number;
}

/**
 * What a check says about a transcript. A violation is not yet a verdict: the level of the requirement decides whether it
 * fails or warns. Reasons are stable kebab-case codes, which the kill matrix, diff and baselines rely on.
 */
export type Outcome =
  | { readonly kind: 'pass'; readonly evidence: readonly Reference[] }
  | {
      readonly kind: 'violation';
      readonly reason: string;
      readonly message: string;
      readonly expected: string;
      readonly actual: string;
      readonly evidence: readonly Reference[];
      /** Another moment could have turned out otherwise: a service candidate is then driven once more, alone (contracts.md §5). */
      readonly isTimed?: true;
      /** A deviation so small that it warns, whatever the level of its requirement (contracts.md §6). */
      readonly isMild?: true;
    }
  | {
      readonly kind: 'untestable' | 'not-applicable';
      readonly reason: string;
      readonly message: string;
      readonly evidence: readonly Reference[];
    };

export type Violation = Extract<Outcome, { kind: 'violation' }>;

/** Something worth knowing that is never red: an ambiguity met, a size reached, a choice made. */
export interface Observation {
  readonly text: string;
  readonly evidence: readonly Reference[];
}

/** At most this many entries are cited for a violation: the first ones show it, more would only bury them. */
const CITED = 6;

export const pass = (evidence: readonly Reference[]): Outcome => ({ kind: 'pass', evidence });

export function violation(
  reason: string,
  message: string,
  expected: string,
  actual: string,
  evidence: readonly Reference[],
): Violation {
  return { kind: 'violation', reason, message, expected, actual, evidence: evidence.slice(0, CITED) };
}

export const untestable = (reason: string, message: string, evidence: readonly Reference[] = []): Outcome => ({
  kind: 'untestable',
  reason,
  message,
  evidence: evidence.slice(0, CITED),
});

export const notApplicable = (reason: string, message: string): Outcome => ({
  kind: 'not-applicable',
  reason,
  message,
  evidence: [],
});
