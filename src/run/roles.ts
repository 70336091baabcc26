import { counterexamples } from '../check/cases.ts';
import { endpointInvariants } from '../check/endpoint/invariants/endpoint-invariants.ts';
import { unguardedCounterexamples } from '../check/endpoint/lock-out.ts';
import { endpointObservations } from '../check/endpoint/observations/endpoint-observations.ts';
import { withoutProvoked } from '../check/endpoint/without-provoked.ts';
import { controlAfterClose } from '../check/frames.ts';
import type { Observation } from '../check/outcome.ts';
import { serviceInvariants } from '../check/service/invariants/service-invariants.ts';
import { withoutRedirected } from '../check/service/redirects.ts';
import { type Check, type View, withFacts } from '../check/view.ts';
import type { Role } from '../protocol/message.ts';
import type { CheckResult } from '../result/result.ts';
import type { Counterexample } from '../transcript/mark.ts';

/** What differs by the role under test. */
export interface RoleRules {
  readonly role: Role;
  readonly invariants: Readonly<Record<string, Check>>;
  /** What the invariants may be judged on. */
  readonly owed: (view: View) => View;
  /** What its searches have found. */
  readonly counterexamples: (view: View) => readonly Counterexample[];
  readonly observations: (view: View) => readonly Observation[];
  /** Why a row that does not bind it has no verdict. */
  readonly other: string;
  /** The class of contracts.md §2 that a check belongs to. */
  readonly classOf: (check: CheckResult) => string;
}

const areaOf = ({ requirement }: CheckResult): string => requirement.slice(0, 3);

export const roles: Readonly<Record<Role, RoleRules>> = {
  endpoint: {
    role: 'endpoint',
    invariants: endpointInvariants,
    owed: (view) => withFacts(view, withoutProvoked(view.facts)),
    counterexamples: unguardedCounterexamples,
    observations: endpointObservations,
    other: 'binds the service, not an endpoint',
    classOf: (check) => {
      if (check.id.startsWith('failover/')) return 'group';
      if (check.id.startsWith('registration/')) return 'registration';
      if (areaOf(check) === 'CMD') return 'commands';
      return ['DSC', 'GRP', 'TLS'].includes(areaOf(check)) ? 'registration' : 'core';
    },
  },
  service: {
    role: 'service',
    invariants: serviceInvariants,
    owed: (view) => withFacts(view, withoutRedirected(view)),
    counterexamples,
    observations: controlAfterClose,
    other: 'binds an endpoint, not the service',
    classOf: (check) => {
      // What a service is asked, and answers, is COMMANDs alone.
      if (areaOf(check) === 'CMD' || ['MSG-007', 'MSG-014', 'MSG-015'].includes(check.requirement)) return 'commands';
      if (areaOf(check) === 'GRP') return 'group';
      return areaOf(check) === 'DSC' ? 'registration' : 'core';
    },
  },
};
