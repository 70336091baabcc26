import { isOf } from '../fact.ts';
import { pass, type Reference, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { type Delivery, deliveries, deliveryRefs, type RaisedEvent, raisedEvents } from './views/deliveries.ts';
import { descriptorFiles, establishedAt, handshakeAt, handshakesAt, runsBetween } from './views/folder.ts';
import { lastWaitInVain, missedDuty, notProvoked } from './views/waited.ts';

const textsOf = (sends: readonly Delivery[]): ReadonlySet<string> =>
  new Set(sends.flatMap(({ entries }) => entries.map(({ text }) => text)));

/** Where each of some texts was told among some deliveries, and those that were not. */
function told(texts: readonly string[], among: readonly Delivery[]) {
  const found = texts.map((text) => among.find(({ entries }) => entries.some((entry) => entry.text === text)));
  return {
    isWhole: found.every((one) => one !== undefined),
    refs: found.flatMap((one): readonly Reference[] => (one === undefined ? [] : [one.request.ref])),
  };
}

/** DLV-002: what arises while no endpoint of the group can be reached is told when one can be again. */
export const deliversAfterOutage: Check = (view) => {
  const lost = establishedAt(view, 1).find(({ end }) => end !== undefined);
  if (lost?.end === undefined) return notProvoked(view);
  const { entry, ref } = lost.end;
  const back = establishedAt(view, 1).find((visit) => handshakeAt(visit) > entry.at);
  const events = raisedEvents(view).filter(
    ({ fact }) => fact.entry.at > entry.at && fact.entry.at < (back ? handshakeAt(back) : Number.POSITIVE_INFINITY),
  );
  if (events.length === 0 || back?.established === undefined) return notProvoked(view);
  const later = deliveries(view).filter((delivery) => delivery.at > entry.at);
  const evidence = [ref, ...events.map(({ fact }) => fact.ref), back.established.ref];
  const { isWhole, refs } = told(
    events.map(({ text }) => text),
    later,
  );
  if (isWhole) return pass([...evidence, ...refs]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'lost-meanwhile',
    message: 'what arose while nobody was connected is not told when somebody is again',
    expected: 'all of it',
    evidence,
  });
};

/** What was told at the first endpoint and not acknowledged when it went, with the end of its connection. */
function unacknowledged(view: View) {
  const held = deliveries(view).filter(({ visit, acknowledged }) => visit.place === 1 && acknowledged === undefined);
  const end = held[0]?.visit.end;
  return held.length === 0 || end === undefined ? undefined : { held, end };
}

/** DLV-004: what was not acknowledged when the first endpoint went is told to the next one of its group. */
export const deliversToNext: Check = (view) => {
  const found = unacknowledged(view);
  const next = establishedAt(view, 2).find((visit) => handshakeAt(visit) > (found?.end.entry.at ?? Number.POSITIVE_INFINITY));
  if (found === undefined || next?.established === undefined) return notProvoked(view);
  const evidence = [...deliveryRefs(found.held).slice(0, 1), found.end.ref, next.established.ref];
  const { isWhole, refs } = told(
    [...textsOf(found.held)],
    deliveries(view).filter(({ visit }) => visit.place === 2),
  );
  if (isWhole) return pass([...evidence, ...refs]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'lost-at-failover',
    message: 'what the first endpoint had not acknowledged is not told to the next one',
    expected: 'all of it',
    evidence,
  });
};

/** NTF-034 over a failover: at the next endpoint the states of a job come in their order. */
export const keepsOrderAtNext: Check = (view) => {
  const found = deliveries(view)
    .filter(({ visit }) => visit.place === 2)
    .flatMap((delivery) => delivery.entries.map((entry) => ({ delivery, text: entry.text })));
  const at = ({ text }: RaisedEvent) => found.findIndex((one) => one.text === text);
  const events = raisedEvents(view).filter((event) => event.fact.entry.object === 'JOB' && at(event) >= 0);
  if (events.length < 2) return notProvoked(view);
  const refs = events.flatMap((event) => {
    const ref = found[at(event)]?.delivery.request.ref;
    return ref === undefined ? [event.fact.ref] : [event.fact.ref, ref];
  });
  const turned = events.some((event, index) =>
    events.slice(0, index).some((earlier) => earlier.key === event.key && at(earlier) > at(event)),
  );
  if (!turned) return pass(refs);
  const message = 'after a failover the states of a job come in another order';
  return violation('states-reordered', message, 'the order in which they arose', 'another one', refs);
};

/** DLV-003: what was not acknowledged when the service was restarted is told after it. */
export const deliversAfterRestart: Check = (view) => {
  const processes = view.facts.filter(isOf('process'));
  const ended = processes.find(({ entry }) => entry.event === 'ended');
  const again = processes.find(
    ({ entry }) => entry.event === 'spawned' && entry.at > (ended?.entry.at ?? Number.POSITIVE_INFINITY),
  );
  if (ended === undefined || again === undefined) return notProvoked(view);
  const held = deliveries(view).filter(({ at, acknowledged }) => at < ended.entry.at && acknowledged === undefined);
  const back = establishedAt(view, 1).find((visit) => handshakeAt(visit) > again.entry.at);
  if (held.length === 0 || back?.established === undefined) return notProvoked(view);
  const evidence = [...deliveryRefs(held).slice(0, 1), ended.ref, again.ref, back.established.ref];
  const { isWhole, refs } = told(
    [...textsOf(held)],
    deliveries(view).filter(({ at }) => at > again.entry.at),
  );
  if (isWhole) return pass([...evidence, ...refs]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'lost-at-restart',
    message: 'what was not acknowledged when the service was restarted is not told after it',
    expected: 'all of it',
    evidence,
  });
};

/** DLV-007: an endpoint that is deactivated is told of nothing. */
export const tellsNobodyDeactivated: Check = (view) => {
  const [gone] = descriptorFiles(view, 1, 'vanishes');
  const back = descriptorFiles(view, 1, 'appears').find(({ entry }) => entry.at > (gone?.entry.at ?? Number.POSITIVE_INFINITY));
  const [own] = establishedAt(view, 1);
  if (gone === undefined || own?.end === undefined || own.end.entry.at < gone.entry.at) return notProvoked(view);
  const { at } = own.end.entry;
  const until = back?.entry.at ?? Number.POSITIVE_INFINITY;
  const event = raisedEvents(view).find(({ fact }) => fact.entry.at > at && fact.entry.at < until);
  const early = deliveries(view).find((delivery) => delivery.at > at && delivery.at < until);
  if (event === undefined) return notProvoked(view);
  const evidence = [gone.ref, own.end.ref, event.fact.ref];
  if (early !== undefined) {
    const message = 'an endpoint that is deactivated is told of an event';
    return violation('told-while-deactivated', message, 'nothing', 'a NOTIFICATION REQUEST', [...evidence, early.request.ref]);
  }
  const runs = runsBetween(view, event.fact.entry.at, until);
  const later = deliveries(view).find((delivery) => delivery.at > until);
  if (back === undefined || runs.length === 0) return notProvoked(view);
  if (later === undefined)
    return untestable('not-shown', 'it was told of nothing after it was activated again', [...evidence, back.ref]);
  return pass([...evidence, ...runs.map(({ ref }) => ref), back.ref, later.request.ref]);
};

/** What becomes of what arises while an endpoint is deactivated (AMB-38). */
export function whatAroseMeanwhile(view: View) {
  const [gone] = descriptorFiles(view, 1, 'vanishes');
  const back = descriptorFiles(view, 1, 'appears').find(({ entry }) => entry.at > (gone?.entry.at ?? Number.POSITIVE_INFINITY));
  const [event] = raisedEvents(view);
  if (back === undefined || event === undefined || handshakesAt(view, 1).length < 2) return [];
  const isTold = deliveries(view).some(({ entries }) => entries.some(({ text }) => text === event.text));
  const what = isTold ? 'is told when it is active again' : 'is not told to it';
  return [{ text: `AMB-38: what arises while an endpoint is deactivated ${what}`, evidence: [event.fact.ref, back.ref] }];
}
