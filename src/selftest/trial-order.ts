import type { Role } from '../protocol/message.ts';
import type { FaultAssessment, VariationAssessment } from './assess.ts';

/** What a worker is asked to try. */
export interface TrialOrder {
  readonly role: Role;
  readonly kind: 'fault' | 'variation';
  readonly name: string;
  /** Of an endpoint trial the scale of time; of a service trial the seconds of all its periods. */
  readonly pace: number;
  /** Drives all scenarios against a fault of a service, where usually a sample of those that do not concern it is driven. */
  readonly whole: boolean;
}

/** What came of it. */
export type TrialReport =
  | { readonly kind: 'fault'; readonly assessment: FaultAssessment; readonly milliseconds: number }
  | { readonly kind: 'variation'; readonly assessment: VariationAssessment; readonly milliseconds: number };
