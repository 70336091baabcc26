import { member } from '../../protocol/codec.ts';
import { show } from '../every-message.ts';
import { objectOf } from '../fact.ts';
import { pass, type Reference, untestable, violation } from '../outcome.ts';
import type { Check } from '../view.ts';
import { descriptorFiles, establishedAt, handshakeAt, handshakesAt, isEndedByCandidate, runsBetween } from './views/folder.ts';
import { type Visit, visits } from './views/visits.ts';
import { lastWaitInVain, missedDuty, notProvoked } from './views/waited.ts';

const refOf = ({ established, request, accepted }: Visit): Reference => (established ?? request ?? accepted).ref;

/** CON-024: an endpoint without a registered descriptor is not asked, even if one lies in the folder under another name. */
export const staysAwayUnregistered: Check = (view) => {
  const [added] = descriptorFiles(view, 1, 'appears');
  const before = added?.entry.at ?? Number.POSITIVE_INFINITY;
  const [early] = handshakesAt(view, 1).filter((visit) => handshakeAt(visit) < before);
  if (early !== undefined) {
    const message = 'an endpoint is asked although no descriptor of it is registered';
    return violation('unregistered-asked', message, 'no handshake', 'a handshake', [refOf(early)]);
  }
  const runs = runsBetween(view, 0, before);
  const [later] = handshakesAt(view, 1);
  if (added === undefined || runs.length < 2) return notProvoked(view);
  if (later === undefined) return untestable('not-shown', 'it was not asked after that either (CON-023 says so)', [added.ref]);
  return pass([...runs.map(({ ref }) => ref), added.ref, refOf(later)]);
};

/** CON-023: an endpoint that is added is connected to within the period. */
export const connectsAdded: Check = (view) => {
  const [added] = descriptorFiles(view, 1, 'appears');
  if (added === undefined) return notProvoked(view);
  const found = establishedAt(view, 1).find((visit) => handshakeAt(visit) > added.entry.at);
  if (found !== undefined) return pass([added.ref, refOf(found)]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'added-not-connected',
    message: 'an endpoint that was added is not connected to',
    expected: 'a connection',
    evidence: [added.ref],
  });
};

/** CON-022: an endpoint that is removed is disconnected at the next run. */
export const disconnectsRemoved: Check = (view) => {
  const [gone] = descriptorFiles(view, 1, 'vanishes');
  const [own] = establishedAt(view, 1);
  if (gone === undefined || own === undefined) return notProvoked(view);
  if (own.end !== undefined && isEndedByCandidate(own)) {
    if (own.end.entry.at < gone.entry.at) return notProvoked(view);
    return pass([refOf(own), gone.ref, own.end.ref]);
  }
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'removed-kept',
    message: 'the connection to an endpoint that was removed goes on',
    expected: 'its end',
    evidence: [refOf(own), gone.ref],
  });
};

/** CON-021: a deactivated endpoint is not asked; an activated one is, within the period. */
export const followsActivation: Check = (view) => {
  const [gone] = descriptorFiles(view, 1, 'vanishes');
  const back = descriptorFiles(view, 1, 'appears').find(({ entry }) => entry.at > (gone?.entry.at ?? Number.POSITIVE_INFINITY));
  if (gone === undefined) return notProvoked(view);
  const asked = handshakesAt(view, 1).filter((visit) => handshakeAt(visit) > gone.entry.at);
  const early = asked.find((visit) => handshakeAt(visit) < (back?.entry.at ?? Number.POSITIVE_INFINITY));
  if (early !== undefined) {
    const message = 'an endpoint is asked although it was deactivated';
    return violation('deactivated-asked', message, 'no handshake', 'a handshake', [gone.ref, refOf(early)]);
  }
  if (back === undefined) return notProvoked(view);
  const runs = runsBetween(view, gone.entry.at, back.entry.at);
  const [again] = asked;
  if (again === undefined) {
    return missedDuty(view, lastWaitInVain(view), {
      reason: 'activated-not-asked',
      message: 'an endpoint that was activated again is not asked',
      expected: 'a handshake',
      evidence: [gone.ref, back.ref],
    });
  }
  if (runs.length === 0)
    return untestable('not-watched', 'no run of the connection process came while it was deactivated', [gone.ref]);
  return pass([gone.ref, ...runs.map(({ ref }) => ref), back.ref, refOf(again)]);
};

/** CON-018: where the credentials were added again with a new token, the connection is set up with it. */
export const usesNewToken: Check = (view) => {
  const refused = visits(view).find((visit) => visit.refused !== undefined);
  const renewed = descriptorFiles(view, 1, 'appears').find(
    ({ entry }) => entry.at > (refused?.accepted.entry.at ?? Number.POSITIVE_INFINITY),
  );
  if (refused?.refused === undefined || renewed === undefined) return notProvoked(view);
  const evidence = [refused.refused.ref, renewed.ref];
  const next = visits(view).find(({ accepted, connects }) => accepted.entry.at > renewed.entry.at && connects.length > 0);
  const [connect] = next?.connects ?? [];
  if (next === undefined || connect === undefined) {
    return missedDuty(view, lastWaitInVain(view), {
      reason: 'new-token-not-used',
      message: 'an endpoint that refused its token is not connected to after it was added again with a new one',
      expected: 'a CONNECT REQUEST with it',
      evidence,
    });
  }
  const told = member(objectOf(connect)?.['payload'], 'token');
  if (told === next.token) return pass([...evidence, connect.ref]);
  const message = 'an endpoint that was added again with a new token is told another one';
  return violation('new-token-not-used', message, next.token, show(told), [...evidence, connect.ref]);
};

/** DSC-002: the pairs of a descriptor are taken in any order. */
export const takesEveryOrder: Check = (view) => {
  const own = view.group.map(({ place }) => establishedAt(view, place)[0]);
  const files = view.group.flatMap(({ place }) => descriptorFiles(view, place, 'appears').slice(0, 1));
  const missing = own.indexOf(undefined);
  if (missing < 0)
    return pass([...files.map(({ ref }) => ref), ...own.flatMap((visit) => (visit === undefined ? [] : [refOf(visit)]))]);
  const file = files[missing];
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'order-not-taken',
    message: 'an endpoint whose descriptor has its pairs in another order is not connected to',
    expected: 'a connection',
    evidence: file === undefined ? [] : [file.ref],
  });
};

/** DSC-007, DSC-009: endpoints whose descriptors the dialog refuses are never asked for anything; the last of the scenario is a good one. */
export const neverDials: Check = (view) => {
  const good = view.group.at(-1)?.place ?? 0;
  const bad = view.group.map(({ place }) => place).filter((place) => place !== good);
  const [asked] = handshakesAt(view, ...bad);
  const file = (place: number) => descriptorFiles(view, place, 'appears').slice(0, 1);
  if (asked !== undefined) {
    const evidence = [...file(asked.place).map(({ ref }) => ref), refOf(asked)];
    const message = 'an endpoint is asked although its descriptor is one to be refused';
    return violation('refused-descriptor-dialled', message, 'no handshake', 'a handshake', evidence);
  }
  const [shown] = establishedAt(view, good);
  const runs = runsBetween(view, 0);
  if (shown === undefined || runs.length < 2) return notProvoked(view);
  return pass([...bad.flatMap((place) => file(place).map(({ ref }) => ref)), refOf(shown), ...runs.map(({ ref }) => ref)]);
};
