import type { ServicePeer, Writing } from '../scenario/service-peer.ts';
import {
  deviate,
  deviationKinds,
  deviations,
  type FieldDeviation,
  isAboutToken,
  payloadOf,
  stepsOfDeviation,
} from './deviation.ts';
import { acknowledged, control } from './fence.ts';
import {
  connectCases,
  connectExamples,
  connectKind,
  notificationCases,
  notificationExamples,
  notificationKind,
  purgeable,
  stepsOfCase,
  tagsOfCase,
  withoutOne,
  writingOf,
} from './message-case.ts';
import { asItIs, search } from './search.ts';

/** Searches notifications that are unusual and still what NetBackup could send. */
export function searchNotifications(peer: ServicePeer, scenario: string): Promise<void> {
  return search(peer, {
    scenario,
    kept: asItIs(notificationKind),
    examples: notificationExamples,
    cases: (but) => notificationCases({ members: !but.has('extra-member'), values: !but.has('unknown-value') }),
    tags: tagsOfCase,
    steps: stepsOfCase,
    drive: async (one, isPatient) => acknowledged(peer, await peer.session(), purgeable(peer, one), writingOf(one), isPatient),
    without: withoutOne,
    effort: 'search',
    least: 8,
    share: 1,
  });
}

/** Searches CONNECT REQUESTs that are unusual and still what NetBackup could send; each takes a connection of its own. */
export function searchConnects(peer: ServicePeer, scenario: string): Promise<void> {
  return search(peer, {
    scenario,
    kept: asItIs(connectKind),
    examples: connectExamples,
    cases: (but) => connectCases({ members: !but.has('extra-member'), values: false }),
    tags: tagsOfCase,
    steps: stepsOfCase,
    drive: async (one) => (await (await peer.connect()).present(peer.first.token, writingOf(one))).yes,
    effort: 'side-search',
    least: 3,
    share: 1 / 8,
  });
}

/** Searches notifications with one field that is not as it should be: whatever the candidate does with one, it goes on. */
export function searchDeviations(peer: ServicePeer, scenario: string): Promise<void> {
  return search(peer, {
    scenario,
    kept: asItIs(deviationKinds.NOTIFICATION),
    examples: [],
    cases: () => deviations('NOTIFICATION'),
    tags: () => ['deviation'],
    steps: (one) => stepsOfDeviation(sample(peer, one), one),
    drive: async (one, isPatient) => {
      const session = await peer.session();
      session.post(payloadOf(peer), deviating(one));
      await peer.attempt(session.ping());
      peer.mark('control');
      return control(peer, isPatient);
    },
    effort: 'side-search',
    least: 3,
    share: 1,
  });
}

/** The same for CONNECT REQUESTs, whose control is a good one on the next connection. */
export function searchConnectDeviations(peer: ServicePeer, scenario: string): Promise<void> {
  return search(peer, {
    scenario,
    kept: asItIs(deviationKinds.CONNECT),
    examples: [
      { type: 'CONNECT', field: TOKEN_FIELD, mutator: 'retyped', way: IN_AN_ARRAY },
      { type: 'CONNECT', field: TOKEN_FIELD, mutator: 'wrong-case', way: 0 },
    ] satisfies readonly FieldDeviation[],
    cases: () => deviations('CONNECT'),
    tags: () => ['deviation'],
    steps: (one) => stepsOfDeviation(sample(peer, one), one),
    drive: async (one) => {
      const connection = await peer.connect();
      if (isAboutToken(sample(peer, one), one)) await peer.attempt(connection.present(peer.first.token, deviating(one)));
      else {
        connection.offer(peer.first.token, deviating(one));
        await peer.attempt(connection.ping());
      }
      peer.mark('control');
      await peer.establish();
      return true;
    },
    effort: 'side-search',
    least: 3,
    share: 1 / 10,
  });
}

/** version, id, type, subType, timeStamp, payload, payload.token. */
const TOKEN_FIELD = 6;
/** The place of the value within an array among the other types of a text. */
const IN_AN_ARRAY = 5;

const deviating = (one: FieldDeviation): Writing => ({
  write: (message) => JSON.stringify(deviate(message, one)),
  deviation: `${one.mutator} field`,
  provokes: true,
});

/** The message that is deviated from, for the names of its fields. */
function sample(peer: ServicePeer, { type }: FieldDeviation): Readonly<Record<string, unknown>> {
  const envelope = { version: '1.0', id: '', type, subType: 'REQUEST', timeStamp: 0 };
  const payload = type === 'CONNECT' ? { token: '' } : payloadOf(peer);
  return { ...envelope, payload };
}
