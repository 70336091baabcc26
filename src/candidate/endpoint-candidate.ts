import type { Trust } from '../peer/dial.ts';
import type { SourcedDescriptor } from '../peer/netbackup/sourced-descriptor.ts';
import type { Hooks } from './hooks.ts';

/** What is driven: the user's endpoints, or the embedded reference and how to stop it. */
export interface EndpointCandidate {
  /** Those that cannot be read included. */
  readonly descriptors: readonly SourcedDescriptor[];
  readonly trust: Trust;
  readonly hooks: Hooks;
  readonly embedded: boolean;
  readonly stop: () => Promise<void>;
}
