import { isOf } from '../fact.ts';
import { marks } from '../marks.ts';
import { type Observation, pass, type Reference, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { descriptorFiles, establishedAt, handshakeAt, handshakesAt, isEndedByCandidate, runsBetween } from './views/folder.ts';
import type { Visit } from './views/visits.ts';
import { lastWaitInVain, missedDuty, notProvoked } from './views/waited.ts';

/** The mark at which an endpoint of higher priority comes up while another one of its group is connected. */
export const FIRST_IS_UP = 'first-is-up';

const refs = (...visits: readonly (Visit | undefined)[]): readonly Reference[] =>
  visits.flatMap((visit) => {
    const fact = visit?.established ?? visit?.request ?? visit?.accepted;
    return fact === undefined ? [] : [fact.ref];
  });

const endRef = (visit: Visit): readonly Reference[] => (visit.end === undefined ? [] : [visit.end.ref]);

/** The places of the group of the first endpoint by priority, the lowest number first. */
function byPriority(view: View): readonly number[] {
  const own = view.group.filter(({ groupId }) => groupId === view.group[0]?.groupId);
  return [...own].sort((a, b) => a.priority - b.priority).map(({ place }) => place);
}

const priorityOf = (view: View, place: number): string =>
  `priority ${view.group.find((seat) => seat.place === place)?.priority ?? '?'}`;

/** GRP-001: with no active connection in a group the endpoint of highest priority is asked first. */
export const asksHighestFirst: Check = (view) => {
  const order = byPriority(view);
  const [highest = 0] = order;
  const [first] = handshakesAt(view, ...order);
  if (first?.request === undefined) return notProvoked(view);
  if (first.place === highest) return pass([first.request.ref]);
  const message = 'another endpoint than that of highest priority is asked first';
  const [expected, actual] = [priorityOf(view, highest), priorityOf(view, first.place)];
  return violation('not-highest-first', message, expected, actual, refs(first));
};

/** GRP-003: where it cannot connect, the service goes on to another endpoint of the group. */
export const goesOnToNext: Check = (view) => {
  const [highest = 0, ...others] = byPriority(view);
  const own = handshakesAt(view, highest).find(({ end, established }) => end !== undefined && established !== undefined);
  const from = own?.end?.entry.at ?? 0;
  const next = others.flatMap((place) => establishedAt(view, place)).find((visit) => handshakeAt(visit) > from);
  if (next !== undefined) return pass([...(own === undefined ? [] : endRef(own)), ...refs(next)]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'next-not-tried',
    message: 'where the endpoint of highest priority cannot be reached, no other endpoint of its group is connected to',
    expected: 'a connection to the next one',
    evidence: own === undefined ? [] : endRef(own),
  });
};

/** GRP-002: 2 comes before 10. */
export const countsPriorities: Check = (view) => {
  const [highest = 0, second = 0, ...rest] = byPriority(view);
  const lost = establishedAt(view, highest).find(({ end }) => end !== undefined);
  if (lost?.end === undefined) return notProvoked(view);
  const { at } = lost.end.entry;
  const next = handshakesAt(view, second, ...rest).find((visit) => handshakeAt(visit) > at);
  if (next === undefined) return notProvoked(view);
  const evidence = [lost.end.ref, ...refs(next)];
  if (next.place === second) return pass([...refs(lost), ...evidence]);
  const message = 'an endpoint is asked before one of higher priority';
  return violation('not-in-numeric-order', message, priorityOf(view, second), priorityOf(view, next.place), evidence);
};

/** The connection to the second endpoint, which is open while the first one comes up. */
function meanwhile(view: View) {
  const up = marks(view, FIRST_IS_UP).at(0);
  const second =
    up === undefined ? undefined : establishedAt(view, 2).findLast(({ accepted }) => accepted.entry.at < up.entry.at);
  return up === undefined || second === undefined ? undefined : { up, second };
}

/** GRP-006: an endpoint of higher priority that comes up changes nothing while another one is connected. */
export const doesNotFailBack: Check = (view) => {
  const found = meanwhile(view);
  if (found === undefined) return notProvoked(view);
  const { up, second } = found;
  const until = second.end?.entry.at ?? Number.POSITIVE_INFINITY;
  const asked = handshakesAt(view, 1).find((visit) => handshakeAt(visit) > up.entry.at && handshakeAt(visit) <= until);
  const message = 'an endpoint of higher priority comes up, and the connection to the other one does not stay as it is';
  const evidence = [...refs(second), up.ref];
  if (asked !== undefined)
    return violation('failed-back', message, 'no handshake at it', 'a handshake', [...evidence, ...refs(asked)]);
  if (isEndedByCandidate(second))
    return violation('failed-back', message, 'an open connection', 'its end', [...evidence, ...endRef(second)]);
  const runs = runsBetween(view, up.entry.at, until);
  if (runs.length < 2 || second.end === undefined)
    return untestable('not-watched', 'the connection process did not run often enough to show it', evidence);
  // That it could have been asked is what comes after.
  const later = handshakesAt(view, 1).find((visit) => handshakeAt(visit) > until);
  if (later === undefined)
    return untestable('not-shown', 'the first endpoint was never asked after that (GRP-008 says so)', evidence);
  return pass([...evidence, ...runs.map(({ ref }) => ref), second.end.ref, ...refs(later)]);
};

/** GRP-008: when that other connection has ended, the endpoint of higher priority is asked first. */
export const returnsToFirst: Check = (view) => {
  const found = meanwhile(view);
  if (found?.second.end === undefined || isEndedByCandidate(found.second)) return notProvoked(view);
  const { second } = found;
  const { end } = found.second;
  const next = handshakesAt(view, 1, 2).find((visit) => handshakeAt(visit) > end.entry.at);
  if (next === undefined) {
    return missedDuty(view, lastWaitInVain(view), {
      reason: 'not-returned',
      message: 'after the end of the other connection the endpoint of higher priority is not asked',
      expected: 'a handshake',
      evidence: [end.ref],
    });
  }
  if (next.place === 1) return pass([...refs(second), end.ref, ...refs(next)]);
  const message = 'after the end of its connection an endpoint is asked before the one of higher priority, which is up';
  return violation('lower-asked-first', message, priorityOf(view, 1), priorityOf(view, 2), [end.ref, ...refs(next)]);
};

/** GRP-009: an endpoint that is added is left alone while another one of its group is connected. */
export const leavesNewcomerAlone: Check = (view) => {
  const [added] = descriptorFiles(view, 2, 'appears');
  const [first] = establishedAt(view, 1);
  if (added === undefined || first === undefined) return notProvoked(view);
  const until = first.end?.entry.at ?? Number.POSITIVE_INFINITY;
  const evidence = [...refs(first), added.ref];
  const asked = handshakesAt(view, 2).find((visit) => handshakeAt(visit) <= until);
  const message = 'an endpoint is added, and the connection to the other one of its group does not stay as it is';
  if (asked !== undefined)
    return violation('newcomer-connected', message, 'no handshake at it', 'a handshake', [...evidence, ...refs(asked)]);
  if (isEndedByCandidate(first))
    return violation('newcomer-connected', message, 'an open connection', 'its end', [...evidence, ...endRef(first)]);
  const runs = runsBetween(view, added.entry.at, until);
  const later = handshakesAt(view, 2).find((visit) => handshakeAt(visit) > until);
  if (runs.length < 2 || later === undefined || first.end === undefined)
    return untestable('not-shown', 'it was never asked, also when its group was free', evidence);
  return pass([...evidence, ...runs.map(({ ref }) => ref), first.end.ref, ...refs(later)]);
};

/** GRP-012: a deactivated endpoint is left out, and the next one is connected to. */
export const leavesOutDeactivated: Check = (view) => {
  const [gone] = descriptorFiles(view, 1, 'vanishes');
  if (gone === undefined) return notProvoked(view);
  const asked = handshakesAt(view, 1).find((visit) => handshakeAt(visit) > gone.entry.at);
  const next = establishedAt(view, 2).find((visit) => handshakeAt(visit) > gone.entry.at);
  if (asked !== undefined) {
    const message = 'an endpoint is asked although it was deactivated';
    return violation('deactivated-asked', message, 'the next priority', 'a handshake at it', [gone.ref, ...refs(asked)]);
  }
  if (next !== undefined) return pass([gone.ref, ...refs(next)]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'next-not-tried',
    message: 'after the endpoint of highest priority was deactivated the next one is not connected to',
    expected: 'a connection',
    evidence: [gone.ref],
  });
};

/** GRP-010: what was added and what was removed between two runs are both in force after the next. */
export const putsAllInForce: Check = (view) => {
  const [gone] = descriptorFiles(view, 1, 'vanishes');
  const [added] = descriptorFiles(view, 2, 'appears');
  const [first] = establishedAt(view, 1);
  if (gone === undefined || added === undefined || first === undefined) return notProvoked(view);
  const [second] = establishedAt(view, 2);
  if (second !== undefined && first.end !== undefined && isEndedByCandidate(first))
    return pass([gone.ref, added.ref, first.end.ref, ...refs(second)]);
  const what = second === undefined ? 'the one that was added is not connected to' : 'the one that was removed stays connected';
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'change-not-in-force',
    message: `one endpoint was added and another one removed, and ${what}`,
    expected: 'both',
    evidence: [gone.ref, added.ref],
  });
};

/** GRP-011: two groups are connected at the same time. */
export const connectsGroupsAtOnce: Check = (view) => {
  const own = [1, 2].map((place) => establishedAt(view, place)[0]);
  const [first, second] = own;
  if (first !== undefined && second !== undefined) {
    const [earlier, later] = handshakeAt(first) < handshakeAt(second) ? [first, second] : [second, first];
    if (earlier.end === undefined || earlier.end.entry.at > (later.established?.entry.at ?? 0)) return pass(refs(earlier, later));
    const message = 'the connection of one group ends when another group is connected';
    return violation('one-group-at-a-time', message, 'both at a time', 'one', [
      ...refs(earlier),
      ...endRef(earlier),
      ...refs(later),
    ]);
  }
  if (first === undefined && second === undefined) return notProvoked(view);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'one-group-at-a-time',
    message: 'while one group is connected another one is not',
    expected: 'a connection',
    evidence: refs(first, second),
  });
};

/** How long a service waits for a server that takes TCP and says nothing (AMB-09 sets no limit). */
export function patienceWithMute(view: View): readonly Observation[] {
  const [second] = establishedAt(view, 2);
  if (second === undefined) return [];
  const isOwn = !view.facts.filter(isOf('timer')).some(({ entry }) => entry.wait === 'connection' && entry.outcome === 'expired');
  const how = isOwn ? 'is given up by the service itself' : 'is waited for until it hangs up';
  return [{ text: `AMB-09: a server that takes TCP and says nothing ${how}`, evidence: refs(second) }];
}
