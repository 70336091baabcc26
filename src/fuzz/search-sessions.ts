import fc from 'fast-check';
import { isOneOf } from '../protocol/shape.ts';
import type { ServicePeer } from '../scenario/service-peer.ts';
import { orderOf } from '../scenario/shapes.ts';
import { caseKind, stepsOf } from './case-kind.ts';
import { acknowledged } from './fence.ts';
import { search } from './search.ts';

/** What NetBackup, or the network, may do next; the names are what a replay file holds. */
export const endpointSteps = ['notify', 'resend', 'ping', 'reject', 'reconnect', 'drop', 'command', 'fail-over'] as const;
export type EndpointStep = (typeof endpointSteps)[number];
export const endpointSessionKind = caseKind('endpoint-session', stepsOf(endpointSteps));

/** What the model knows of a session. */
interface Model {
  /** True while something was acknowledged that can be sent again. */
  hasNews: boolean;
  /** True after a wrong token: the next one must be good (contracts.md §2). */
  owesGoodToken: boolean;
}

/** What a session really has. */
interface Real {
  readonly peer: ServicePeer;
  readonly isPatient: boolean;
  last: { readonly id: string; readonly payload: readonly unknown[] } | null;
  /** False once the candidate has not done as usual: the rest of the steps is then not driven. */
  holds: boolean;
}

/** One step as a command of the model (fast-check): `check` says whether it may come, `run` drives it. */
class StepCommand implements fc.AsyncCommand<Model, Real> {
  readonly step: EndpointStep;

  constructor(step: EndpointStep) {
    this.step = step;
  }

  check({ hasNews, owesGoodToken }: Readonly<Model>): boolean {
    if (this.step === 'resend') return hasNews;
    return this.step !== 'reject' || !owesGoodToken;
  }

  async run(model: Model, real: Real): Promise<void> {
    if (!real.holds) return;
    if (this.step === 'notify') model.hasNews = true;
    model.owesGoodToken = this.step === 'reject';
    real.holds = await drives[this.step](real);
    if (!real.holds) throw new StepFailed(this.step);
  }

  toString(): EndpointStep {
    return this.step;
  }
}

/** Ends a sequence at the step that did not go as usual. */
class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

const drives: Readonly<Record<EndpointStep, (real: Real) => Promise<boolean>>> = {
  async notify(real) {
    const { peer, isPatient } = real;
    real.last = { id: peer.invent.id(), payload: [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }] };
    return acknowledged(peer, await peer.session(), real.last.payload, { id: real.last.id }, isPatient);
  },
  async resend({ peer, isPatient, last }) {
    if (last === null) return true;
    return acknowledged(peer, await peer.session(), last.payload, { id: last.id }, isPatient);
  },
  async ping({ peer }) {
    await (await peer.session()).ping();
    return true;
  },
  async reject({ peer }) {
    const token = peer.first.alteredToken('middle');
    if (token === null) return true;
    const connection = await peer.connect();
    await peer.attempt(connection.present(token));
    return true;
  },
  async reconnect({ peer }) {
    await peer.establish();
    return true;
  },
  async drop({ peer }) {
    await (await peer.session()).drop();
    return true;
  },
  async command({ peer }) {
    if (!peer.hooks.has('sendCommand')) return true;
    await peer.session();
    // Awaited, so that the next step finds it answered; a hook that gives no answer is nobody's error.
    await peer.order(orderOf('/netbackup/config/servers/vmservers'));
    return true;
  },
  async 'fail-over'({ peer, isPatient }) {
    const [first, next] = peer.group;
    if (first === undefined || next === undefined) return true;
    peer.makeUnreachable(first);
    try {
      const second = await peer.establish(next);
      const payload = [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];
      return await acknowledged(peer, second, payload, {}, isPatient);
    } finally {
      peer.makeReachable(first);
    }
  },
};

type Session = Iterable<fc.AsyncCommand<Model, Real>>;

const MOST_STEPS = 10;
const commands: fc.Arbitrary<Session> = fc.commands<Model, Real, false>(
  endpointSteps.map((step) => fc.constant(new StepCommand(step))),
  { maxCommands: MOST_STEPS, disableReplayLog: true },
);

/** Two connections in a row that a network ends: no case is likelier in a real life, and few generated ones hold it. */
const LOST_TWICE: readonly EndpointStep[] = ['notify', 'drop', 'notify', 'drop', 'notify'];

/** Searches sequences of steps after which a notification is lost, or a connection. */
export function searchSessions(peer: ServicePeer, scenario: string): Promise<void> {
  return search(peer, {
    scenario,
    kept: { kind: endpointSessionKind, keep: drivenSteps, take: (steps) => steps.map((step) => new StepCommand(step)) },
    examples: [LOST_TWICE.map((step) => new StepCommand(step))],
    cases: () => commands,
    tags: () => [],
    steps: drivenSteps,
    drive: (session, isPatient) => drive(peer, session, isPatient),
    effort: 'search',
    least: 1,
    share: 0.3,
  });
}

/** Of generated commands those that were driven, which their text alone tells; of replayed ones all. */
const drivenSteps = (session: Session): readonly EndpointStep[] => String(session).split(',').filter(isEndpointStep);
const isEndpointStep = isOneOf(endpointSteps);

async function drive(peer: ServicePeer, session: Session, isPatient: boolean): Promise<boolean> {
  await peer.attempt(peer.establish());
  const real: Real = { peer, isPatient, last: null, holds: true };
  const model: Model = { hasNews: false, owesGoodToken: false };
  try {
    await fc.asyncModelRun(() => ({ model, real }), session);
    return true;
  } catch (error) {
    if (error instanceof StepFailed) return false;
    throw error;
  }
}
