import type { Observation } from '../check/outcome.ts';
import type { Check, View } from '../check/view.ts';
import type { ServicePeer } from './service-peer.ts';

/** One drive with its checks. */
export interface Scenario {
  /** `<area>/<name>`, the path of its file; ids never change their meaning. */
  readonly id: string;
  readonly role: 'endpoint';
  /** A third-person sentence that says what a conforming candidate does. */
  readonly title: string;
  /** Controls: check ids of earlier scenarios (`<scenario>:<requirement>`) without which this one proves nothing. */
  readonly reliesOn: readonly string[];
  /** When it runs within the plan; scenarios with bad tokens come last (contracts.md §2). */
  readonly phase: Phase;
  /** Acts on the candidate and never decides; absent where the checks read only what opened the connection. */
  drive(peer: ServicePeer): Promise<void>;
  /** By requirement. */
  readonly checks: Readonly<Record<string, Check>>;
  /** Things worth knowing that are never red. */
  readonly observe: (view: View) => readonly Observation[];
}

/** `long` is volume and search, bounded by their own time. */
export const phases = ['opening', 'usual', 'long', 'closing', 'bad-token', 'long-bad-token'] as const;
export type Phase = (typeof phases)[number];

/** A scenario as a suite writes it; what is left out takes its default. */
export type ScenarioDefinition = Pick<Scenario, 'id' | 'role' | 'title' | 'drive' | 'checks'> &
  Partial<Pick<Scenario, 'reliesOn' | 'phase' | 'observe'>>;

/** Completes a scenario; whether its ids exist and its controls form no cycle is checked when the corpus is loaded. */
export function defineScenario(definition: ScenarioDefinition): Scenario {
  return { reliesOn: [], phase: 'usual', observe: () => [], ...definition };
}
