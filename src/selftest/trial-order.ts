import type { Role } from '../protocol/message.ts';
import type { FaultAssessment, VariationAssessment } from './assess.ts';
import type { Recordings } from './recorded/through-recordings.ts';

/** What a worker is asked to try. */
export interface TrialOrder {
  readonly role: Role;
  /** A single fault, or some variations at once: what conforms alone conforms in company. */
  readonly candidate: Candidate;
  /** Of an endpoint trial the scale of time; of a service trial the seconds of all its periods. */
  readonly pace: number;
  /** Drives all scenarios against a fault of a service, where usually a sample of those that do not concern it is driven. */
  readonly whole: boolean;
  /** Where its runs are kept; null for nowhere. */
  readonly recordings: Recordings | null;
}

export type Candidate = { readonly fault: string } | { readonly variations: readonly string[] };

/** What came of it: of variations one assessment each, in the order of their names; nothing where it had to be given and was not kept. */
export type TrialReport = {
  readonly milliseconds: number /** Of the recordings that it stands on. */;
  readonly keys: readonly string[];
} & (
  | { readonly kind: 'fault'; readonly assessment: FaultAssessment }
  | { readonly kind: 'variations'; readonly assessments: readonly VariationAssessment[] }
  | { readonly kind: 'not-kept' }
);
