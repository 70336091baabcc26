import { isNamed, nameOf } from '../../protocol/message-name.ts';
import { refsOf } from '../fact.ts';
import { type Outcome, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { deliveries, raisedEvents } from './views/deliveries.ts';
import { type Visit, visits } from './views/visits.ts';
import { lastWaitInVain, missedDuty, notProvoked, waitsFor } from './views/waited.ts';

/** CON-004: the first message on each connection is a CONNECT REQUEST. */
export const connectsFirst: Check = (view) => {
  const spoken = visits(view).filter(({ said }) => said.length > 0);
  const other = spoken.find(({ said: [first] }) => first !== undefined && !isNamed(first.claim, 'CONNECT REQUEST'));
  const refs = (visit: Visit) => visit.said.slice(0, 1).map(({ ref }) => ref);
  if (other !== undefined) {
    const [first] = other.said;
    const actual = first === undefined ? '' : nameOf(first.claim);
    return violation(
      'not-connect-first',
      'the first message of a connection is no CONNECT REQUEST',
      'CONNECT REQUEST',
      actual,
      refs(other),
    );
  }
  if (spoken.length > 0) return pass(spoken.flatMap(refs));
  const silent = visits(view).find(({ answer }) => answer?.entry.status === 101);
  if (silent === undefined) return notProvoked(view);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'nothing-said',
    message: 'no CONNECT REQUEST comes on an open connection',
    expected: 'a CONNECT REQUEST',
    evidence: [silent.accepted.ref],
  });
};

/** CON-011: after `valid:true` operations proceed, which a notification shows. */
export const proceeds: Check = (view) => {
  const established = visits(view).flatMap((visit) => (visit.established === undefined ? [] : [visit.established]));
  const [shown] = deliveries(view);
  const [event] = raisedEvents(view);
  if (established.length === 0) return notProvoked(view);
  if (shown !== undefined && event !== undefined)
    return pass([...established.map(({ ref }) => ref), event.fact.ref, shown.request.ref]);
  return missedDuty(view, waitsFor(view, 'notification').at(-1), {
    reason: 'nothing-delivered',
    message: 'a connection is established, and no notification of an event comes on it',
    expected: 'a NOTIFICATION REQUEST',
    evidence: established.map(({ ref }) => ref),
  });
};

/** CON-012: after `valid:false` the service ends the connection. */
export const closesWhenRefused: Check = (view) => {
  const refused = visits(view).filter((visit) => visit.refused !== undefined);
  const [first] = refused;
  if (first?.refused === undefined) return notProvoked(view);
  // Of the newest the drive may have seen the refusal alone.
  const judged = refused.length > 1 && refused.at(-1)?.end === undefined ? refused.slice(0, -1) : refused;
  const stays = judged.find(({ end }) => end === undefined || end.entry.direction === 'sent');
  if (stays?.refused === undefined) {
    return pass(judged.flatMap(({ refused: said, end }) => refsOf([said, end])));
  }
  return missedDuty(view, waitsFor(view, 'end of connection').at(-1), {
    reason: 'stays-after-refusal',
    message: 'the connection goes on after valid:false',
    expected: 'its end',
    evidence: [stays.refused.ref],
  });
};

/** A NOTIFICATION REQUEST that came on a connection before our `valid:true`. */
export function earlyNotification(view: View): Outcome | undefined {
  for (const { said, connects, accepted, established, perhaps } of visits(view)) {
    const since = Math.min(...[established, perhaps].map((answer) => answer?.entry.at ?? Number.POSITIVE_INFINITY));
    const early = said.find((message) => message.claim.type === 'NOTIFICATION' && message.entry.at < since);
    if (early === undefined) continue;
    const refs = [connects[0]?.ref ?? accepted.ref, early.ref];
    const message = 'a NOTIFICATION REQUEST comes before valid:true';
    return violation('notified-before-valid', message, 'nothing until then', 'a NOTIFICATION REQUEST', refs);
  }
  return undefined;
}

/**
 * Nothing is sent on a connection that no `valid:true` has established, although an event waits to be told (CON-013, CON-015,
 * MSG-026); that it could have been seen is shown by what comes once one has.
 */
export const waitsForValid: Check = (view) => {
  const early = earlyNotification(view);
  if (early !== undefined) return early;
  const [event] = raisedEvents(view);
  const window = waitsFor(view, 'quiet').find(({ entry }) => entry.outcome === 'expired');
  if (event === undefined || window === undefined) return notProvoked(view);
  const watched = visits(view)
    .flatMap(({ connects }) => connects)
    .findLast(({ entry }) => entry.at < window.entry.at);
  const shown = deliveries(view).find(({ at }) => at > window.entry.at);
  if (watched === undefined) return notProvoked(view);
  if (shown === undefined)
    return untestable('not-shown', 'no notification came after valid:true either (CON-011 says so)', [window.ref]);
  return pass([watched.ref, event.fact.ref, window.ref, shown.request.ref]);
};

/** CON-031: a COMMAND that comes before `valid:true` makes no call. */
export const executesNothingEarly: Check = (view) => {
  const established = visits(view).find((visit) => visit.established !== undefined)?.established;
  const commands = view.messages.filter(
    (message) => message.entry.direction === 'sent' && isNamed(message.claim, 'COMMAND REQUEST'),
  );
  const calls = view.facts.filter(
    ({ entry }) => entry.kind === 'http' && entry.direction === 'received' && entry.server === 'api',
  );
  const [early, late] = [commands[0], commands.at(-1)];
  if (early === undefined || late === undefined || established === undefined || early === late) return notProvoked(view);
  const before = calls.find(({ entry }) => entry.at < established.entry.at);
  if (before !== undefined) {
    return violation(
      'executed-before-valid',
      'a COMMAND that came before valid:true is executed',
      'no call of the API',
      'a call',
      [early.ref, before.ref],
    );
  }
  const [shown] = calls;
  return shown === undefined
    ? untestable('not-shown', 'no COMMAND was executed after valid:true either', [early.ref, established.ref])
    : pass([early.ref, established.ref, late.ref, shown.ref]);
};
