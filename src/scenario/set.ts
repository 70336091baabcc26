import type { Descriptor } from '../protocol/descriptor-schema.ts';
import type { NbwssProperties } from '../protocol/properties.ts';

/** What is peculiar about a set: the properties in which it differs from the profile, and those that its file leaves out. */
export interface SetPlan {
  readonly properties?: Partial<NbwssProperties>;
  /** Not written, so that their defaults hold. */
  readonly absent?: readonly (keyof NbwssProperties)[] | 'all';
  /** Written among comments, of which some look like properties. */
  readonly isCommented?: true;
  /** What the file says differently when the candidate is started again. */
  readonly afterRestart?: Partial<NbwssProperties>;
}

/**
 * The sets of scenarios that share a process of a service candidate (contracts.md §5): endpoints that stall may hold up a conforming
 * service, text that cannot be decoded ends its connections, and properties and restarts concern a whole process.
 */
const plans = {
  polite: {},
  stalling: {},
  undecodable: {},
  ignoring: { properties: { ignoreDecoder: true } },
  restarting: {},
  reconfigured: { afterRestart: { scheduledRateSeconds: 3 } },
  commented: {
    properties: {
      scheduledRateSeconds: 3,
      keepAliveSeconds: 1,
      connectionPeriodSeconds: 1,
      maxPongMissAllowed: 5,
      sendTimeoutMs: 3000,
      threadPoolSize: 4,
    },
    isCommented: true,
  },
  bare: { absent: 'all' },
  'bare-misses': { properties: { keepAliveSeconds: 1 }, absent: ['maxPongMissAllowed'] },
  searching: {},
} as const satisfies Readonly<Record<string, SetPlan>>;

export type SetName = keyof typeof plans;
export const sets: Readonly<Record<SetName, SetPlan>> = plans;

/** The certificate of an endpoint: good, or in one way such that a service must not trust it. */
export type CertificateKind = 'good' | 'expired' | 'other-name' | 'other-authority';

/** An endpoint as a scenario wants it; what is left out makes a polite one that is up. */
export interface EndpointPlan {
  /** Endpoints of one scenario that share this are one server group. Default: `a`. */
  readonly group?: string;
  /** Default: its place. */
  readonly priority?: number;
  readonly certificate?: CertificateKind;
  /** How TCP connections are taken at first. Default: `tls`. */
  readonly front?: Front;
  /**
   * `later` where its descriptor does not lie in the folder until the drive registers it; `aside` where until then it lies there under
   * a name that is no descriptor's.
   */
  readonly registered?: 'later' | 'aside';
  /** The text of its descriptor. Default: JSON.stringify. */
  readonly write?: (descriptor: Descriptor) => string;
}

/**
 * How an endpoint takes TCP connections: with TLS; reset at once, as if nobody were there; without TLS only, as a server would that
 * has none; or not at all once they are accepted.
 */
export type Front = 'tls' | 'down' | 'plain' | 'mute';
