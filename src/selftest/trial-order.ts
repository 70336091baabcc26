import type { Role } from '../protocol/message.ts';
import type { FaultAssessment, VariationAssessment } from './assess.ts';

/** What a worker is asked to try. */
export interface TrialOrder {
  readonly role: Role;
  /** A single fault, or some variations at once: what conforms alone conforms in company. */
  readonly candidate: { readonly fault: string } | { readonly variations: readonly string[] };
  /** Of an endpoint trial the scale of time; of a service trial the seconds of all its periods. */
  readonly pace: number;
  /** Drives all scenarios against a fault of a service, where usually a sample of those that do not concern it is driven. */
  readonly whole: boolean;
}

/** What came of it: of variations one assessment each, in the order of their names. */
export type TrialReport =
  | { readonly kind: 'fault'; readonly assessment: FaultAssessment; readonly milliseconds: number }
  | { readonly kind: 'variations'; readonly assessments: readonly VariationAssessment[]; readonly milliseconds: number };
