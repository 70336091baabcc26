import type { SeamWrap } from './endpoint/seams.ts';

export { type Authority, makeAuthority } from './certificates.ts';
export { responseTo } from './endpoint/conforming.ts';
export type {
  EndpointSeams,
  Json,
  Outgoing,
  Page,
  SeamWrap,
  Session,
  Store,
  TimeScale,
  UpgradeDecision,
  Ways,
  Wire,
} from './endpoint/seams.ts';

/** A named single deviation of the reference endpoint. */
export interface Fault {
  readonly name: string;
  readonly role: 'endpoint';
  /** What it does wrong, as a sentence about the application. */
  readonly title: string;
  /** The row of the register that it breaks, and the reason by which that is told. */
  readonly breaks: { readonly requirement: string; readonly reason: string };
  /** The other rows that cannot stay as they were once this one is broken. */
  readonly cascade: readonly string[];
  /** The variation in which it is planted, where it would not show in the plain reference. */
  readonly plantedIn?: string;
  /** Wraps exactly one seam. */
  readonly wrap: SeamWrap;
}

/** An entry of a transcript as a variation looks at it. */
export type SeenEntry = Readonly<Record<string, unknown>>;

/** An odd but conforming habit of the reference endpoint. */
export interface Variation {
  readonly name: string;
  readonly role: 'endpoint';
  readonly title: string;
  readonly wrap: SeamWrap;
  /** True where the habit shows in what crossed the wire. */
  readonly shows: (entries: readonly SeenEntry[]) => boolean;
}

export function defineVariation(variation: Omit<Variation, 'role'>): Variation {
  return { role: 'endpoint', ...variation };
}

export function defineFault(fault: Omit<Fault, 'cascade' | 'role'> & Partial<Pick<Fault, 'cascade'>>): Fault {
  return { cascade: [], role: 'endpoint', ...fault };
}
