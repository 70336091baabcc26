import type { NbwssProperties } from '../../protocol/properties.ts';
import type { ServiceSeams } from './seams.ts';
import type { ServiceWaits } from './waits.ts';

/** What the parts of one running service share. */
export interface Installation {
  /** The folder that belongs to this service (contracts §5). */
  readonly home: string;
  /** `http://host:port`, without a path. */
  readonly apiUrl: string;
  /** PEM of the only trust anchor. */
  readonly ca: string;
  readonly properties: NbwssProperties;
  readonly seams: ServiceSeams;
  readonly waits: ServiceWaits;
  /** Aborts when the service ends. */
  readonly stopping: AbortSignal;
}
