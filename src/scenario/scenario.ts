import type { Observation } from '../check/outcome.ts';
import type { Check, View } from '../check/view.ts';
import type { ServicePeer } from './service-peer.ts';
import type { EndpointPlan, SetName } from './set.ts';
import type { Stage } from './stage.ts';

/** One drive with its checks, whichever role is under test. */
export interface Scenario {
  /** `<area>/<name>`, the path of its file; ids never change their meaning. */
  readonly id: string;
  readonly role: 'endpoint' | 'service';
  /** A third-person sentence that says what a conforming candidate does. */
  readonly title: string;
  /** Controls: check ids of earlier scenarios (`<scenario>:<requirement>`) without which this one proves nothing. */
  readonly reliesOn: readonly string[];
  /** When it runs within the plan; scenarios with bad tokens come last (contracts.md §2). */
  readonly phase: Phase;
  /** By requirement. */
  readonly checks: Readonly<Record<string, Check>>;
  /** Things worth knowing that are never red. */
  readonly observe: (view: View) => readonly Observation[];
}

/** `long` is volume and search, bounded by their own time. */
export const phases = ['opening', 'usual', 'long', 'closing', 'bad-token', 'long-bad-token'] as const;
export type Phase = (typeof phases)[number];

/** The candidate is an endpoint, and we play NetBackup's service. */
export interface EndpointScenario extends Scenario {
  readonly role: 'endpoint';
  /** Acts on the candidate and never decides; absent where the checks read only what opened the connection. */
  drive(peer: ServicePeer): Promise<void>;
}

/** The candidate is a service, and we are the endpoints that it connects to. */
export interface ServiceScenario extends Scenario {
  readonly role: 'service';
  /** The scenarios that it can share a process with. */
  readonly set: SetName;
  /** The endpoints that lie in the candidate's folder before it starts: its first, its second, …. */
  readonly endpoints: readonly EndpointPlan[];
  drive(stage: Stage): Promise<void>;
}

export interface ScenarioOf {
  readonly endpoint: EndpointScenario;
  readonly service: ServiceScenario;
}

type Optional = 'reliesOn' | 'phase' | 'observe' | 'set' | 'endpoints';
/** A scenario as a suite writes it; what is left out takes its default. */
export type ScenarioDefinition<S extends Scenario> = Omit<S, Optional> & Partial<Pick<S, Optional & keyof S>>;

const usual = { reliesOn: [], phase: 'usual', observe: () => [] } as const;

/** Completes a scenario; whether its ids exist and its controls form no cycle is checked when the corpus is loaded. */
export function defineScenario(definition: ScenarioDefinition<EndpointScenario>): EndpointScenario;
export function defineScenario(definition: ScenarioDefinition<ServiceScenario>): ServiceScenario;
export function defineScenario(
  definition: ScenarioDefinition<EndpointScenario> | ScenarioDefinition<ServiceScenario>,
): EndpointScenario | ServiceScenario {
  if (definition.role === 'endpoint') return { ...usual, ...definition };
  return { ...usual, set: 'polite', endpoints: [{}], ...definition };
}
