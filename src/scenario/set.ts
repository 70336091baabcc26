import type { NbwssProperties } from '../protocol/properties.ts';

/**
 * The sets of scenarios that share a process of a service candidate, with the properties in which they differ (contracts.md §5):
 * endpoints that stall may hold up a conforming service, text that cannot be decoded ends its connections.
 */
export const sets = {
  polite: {},
  stalling: {},
  undecodable: {},
  ignoring: { ignoreDecoder: true },
} as const satisfies Readonly<Record<string, Partial<NbwssProperties>>>;

export type SetName = keyof typeof sets;

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
}

/**
 * How an endpoint takes TCP connections: with TLS; reset at once, as if nobody were there; or without TLS only, as a
 * server would that has none.
 */
export type Front = 'tls' | 'down' | 'plain';
