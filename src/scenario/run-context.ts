import type { Profile } from '../protocol/profile.ts';
import type { Clock } from '../transcript/clock.ts';
import type { Redactor } from '../transcript/redactor.ts';
import type { SearchOrder } from './service-peer.ts';

/** What a run carries from its beginning to its end, whoever is under test. */
export interface RunContext {
  readonly clock: Clock;
  readonly profile: Profile;
  /** Aborted when the run is interrupted, its time is up or the candidate is gone: every wait then ends at once. */
  readonly signal: AbortSignal;
  readonly redactor: Redactor;
  /** How generated cases are searched. */
  readonly search: SearchOrder;
}
