import type { SeamWrap } from './endpoint/seams.ts';

export { responseTo } from './endpoint/conforming.ts';
export type {
  EndpointSeams,
  Json,
  Outgoing,
  SeamWrap,
  Session,
  Store,
  TimeScale,
  UpgradeDecision,
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
  /** Wraps exactly one seam. */
  readonly wrap: SeamWrap;
}

/** An odd but conforming habit of the reference endpoint. */
export interface Variation {
  readonly name: string;
  readonly role: 'endpoint';
  readonly title: string;
  readonly wrap: SeamWrap;
}

export function defineFault(fault: Omit<Fault, 'cascade' | 'role'> & Partial<Pick<Fault, 'cascade'>>): Fault {
  return { cascade: [], role: 'endpoint', ...fault };
}
