import type { Role } from '../protocol/message.ts';
import type { SeamWrap } from './endpoint/seams.ts';
import type { ServiceSeamWrap } from './service/seams.ts';

export type { Descriptor } from '../protocol/descriptor-schema.ts';
export { type Authority, makeAuthority } from './certificates.ts';
export { login, question } from './endpoint/command-request.ts';
export { responseTo } from './endpoint/conforming.ts';
export { LOOPBACK_HOSTS } from './endpoint/loopback-hosts.ts';
export type {
  EndpointSeams,
  EndpointSession,
  EndpointTransport,
  HttpPage,
  Json,
  Outgoing,
  SeamWrap,
  Store,
  TimeScale,
  UpgradeDecision,
  Wire,
} from './endpoint/seams.ts';
export { closeBytes, frameBytes } from './frame-bytes.ts';
export type * from './service/seams.ts';
export type * from './service/session.ts';

/** A named single deviation of a reference candidate. */
interface FaultOf<R extends Role, W> {
  readonly name: string;
  readonly role: R;
  /** What it does wrong, as a sentence about the application, or about the service. */
  readonly title: string;
  /** The row of the register that it breaks, and the reason by which that is told. */
  readonly breaks: { readonly requirement: string; readonly reason: string };
  /** The other rows that cannot stay as they were once this one is broken. */
  readonly cascade: readonly string[];
  /** The variation in which it is planted, where it would not show in the plain reference. */
  readonly plantedIn?: string;
  /** Wraps exactly one seam. */
  readonly wrap: W;
}

/** An entry of a transcript as a variation looks at it. */
export type SeenEntry = Readonly<Record<string, unknown>>;

/** An odd but conforming habit of a reference candidate. */
interface VariationOf<R extends Role, W> {
  readonly name: string;
  readonly role: R;
  readonly title: string;
  readonly wrap: W;
  /** True where the habit shows in what crossed the wire. */
  readonly shows: (entries: readonly SeenEntry[]) => boolean;
}

export type EndpointFault = FaultOf<'endpoint', SeamWrap>;
export type ServiceFault = FaultOf<'service', ServiceSeamWrap>;
export type Fault = EndpointFault | ServiceFault;
export type EndpointVariation = VariationOf<'endpoint', SeamWrap>;
export type ServiceVariation = VariationOf<'service', ServiceSeamWrap>;
export type Variation = EndpointVariation | ServiceVariation;

type FaultDefinition<F extends Fault> = Omit<F, 'cascade' | 'role'> & Partial<Pick<F, 'cascade'>>;

export function defineFault(fault: FaultDefinition<EndpointFault>): EndpointFault {
  return { cascade: [], role: 'endpoint', ...fault };
}

export function defineServiceFault(fault: FaultDefinition<ServiceFault>): ServiceFault {
  return { cascade: [], role: 'service', ...fault };
}

export function defineVariation(variation: Omit<EndpointVariation, 'role'>): EndpointVariation {
  return { role: 'endpoint', ...variation };
}

export function defineServiceVariation(variation: Omit<ServiceVariation, 'role'>): ServiceVariation {
  return { role: 'service', ...variation };
}
