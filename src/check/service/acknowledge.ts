import { pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { type Delivery, deliveries, deliveryRefs, raisedEvents, saysAgain } from './views/deliveries.ts';
import { lastWaitInVain, missedDuty, notProvoked, waitsFor } from './views/waited.ts';

/** ACK-009: no new notification comes before the outstanding one is acknowledged. */
export const waitsForAcknowledgement: Check = (view) => {
  const got = deliveries(view);
  const [first] = got;
  if (first === undefined) return notProvoked(view);
  const ack = got.find(
    ({ acknowledged, entries }) =>
      acknowledged !== undefined && entries.some(({ text }) => first.entries.some((entry) => entry.text === text)),
  )?.acknowledged;
  const known = new Set(first.entries.map(({ text }) => text));
  // What comes on another connection may gather the old and the new.
  const fresh = got.find(
    ({ visit, entries }) => visit.connection === first.visit.connection && entries.some(({ text }) => !known.has(text)),
  );
  if (fresh !== undefined && (ack === undefined || fresh.at < ack.entry.at)) {
    return violation(
      'new-before-acknowledgement',
      'a new notification comes before the outstanding one is acknowledged',
      'nothing new until then',
      'a new notification',
      [first.request.ref, fresh.request.ref],
    );
  }
  const waiting = raisedEvents(view).find(({ text }) => !known.has(text));
  if (ack === undefined || waiting === undefined)
    return untestable('not-provoked', 'the drive ended before an event was held back', deliveryRefs([first]));
  // That it was held back and not lost is what the one after the acknowledgement shows.
  return fresh === undefined
    ? untestable('not-shown', 'the event that was held back never came (ACK-007 says so)', [waiting.fact.ref, ack.ref])
    : pass([first.request.ref, waiting.fact.ref, ack.ref, fresh.request.ref]);
};

/** ACK-007: after the acknowledgement newly arisen notifications come. */
export const goesOnAfterAcknowledgement: Check = (view) => {
  const got = deliveries(view);
  const acked = got.find(({ acknowledged }) => acknowledged !== undefined);
  if (acked?.acknowledged === undefined) return notProvoked(view);
  const known = new Set(
    got.filter(({ at }) => at <= (acked.acknowledged?.entry.at ?? 0)).flatMap(({ entries }) => entries.map(({ text }) => text)),
  );
  const fresh = got.find(
    (delivery) => delivery.at > (acked.acknowledged?.entry.at ?? 0) && delivery.entries.some(({ text }) => !known.has(text)),
  );
  if (fresh !== undefined) return pass([acked.request.ref, acked.acknowledged.ref, fresh.request.ref]);
  return missedDuty(view, waitsFor(view, 'notification').at(-1), {
    reason: 'nothing-after-acknowledgement',
    message: 'after an acknowledgement nothing new comes',
    expected: 'the next notification',
    evidence: [acked.acknowledged.ref],
  });
};

/** ACK-014, ACK-018, MSG-026: the service does not take something else for an acknowledgement: the same notification comes again. */
export const takesNoOtherAnswer: Check = (view) => {
  const all = deliveries(view);
  const deviation = view.messages.find(({ entry }) => entry.direction === 'sent' && entry.deviation !== undefined);
  // The one that is not acknowledged: the last before what was sent in place of an acknowledgement.
  const first = deviation === undefined ? all[0] : all.findLast(({ at }) => at <= deviation.entry.at);
  if (first === undefined) return notProvoked(view);
  const later = all.slice(all.indexOf(first) + 1);
  const [soonest, ...more] = notAcknowledgements(view, first);
  if (soonest === undefined) return untestable('not-provoked', 'nothing was sent in its place', deliveryRefs([first]));
  const again = later.find((delivery) => delivery.at > soonest.entry.at && saysAgain(delivery, first));
  const instead = [soonest, ...more.filter(({ entry }) => again === undefined || entry.at < again.at)].map(({ ref }) => ref);
  if (again !== undefined) return pass([first.request.ref, ...instead, again.request.ref]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'taken-for-acknowledgement',
    message: 'a notification is not sent again after something that is no acknowledgement of it',
    expected: 'the same again',
    evidence: [first.request.ref, ...instead],
  });
};

const notAcknowledgements = (view: View, { at, visit }: Delivery) =>
  view.facts.filter(
    ({ entry }) =>
      entry.connection === visit.connection &&
      entry.direction === 'sent' &&
      entry.at >= at &&
      ((entry.kind === 'message' && (entry.deviation !== undefined || entry.text.includes('"COMMAND"'))) ||
        entry.kind === 'pong'),
  );

/** ACK-017: an endpoint that does not acknowledge does not hold up the others. */
export const holdsUpNoOther: Check = (view) => {
  const held = deliveries(view).find(({ visit }) => visit.place === 1);
  if (held === undefined) return notProvoked(view);
  const later = raisedEvents(view).filter(({ fact }) => fact.entry.at > held.at);
  const [event] = later;
  if (event === undefined)
    return untestable('not-provoked', 'the drive ended before the event for the other endpoint', deliveryRefs([held]));
  const free = deliveries(view).find(
    ({ visit, entries }) => visit.place === 2 && entries.some(({ text }) => text === event.text),
  );
  const ack = deliveries(view).find(({ visit, acknowledged }) => visit.place === 1 && acknowledged !== undefined)?.acknowledged;
  if (free !== undefined && (ack === undefined || free.at < ack.entry.at))
    return pass([held.request.ref, event.fact.ref, free.request.ref]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'held-up',
    message: 'an endpoint gets nothing while another one does not acknowledge',
    expected: 'a NOTIFICATION REQUEST',
    evidence: [held.request.ref, event.fact.ref],
  });
};

/** CMD-025: a COMMAND is answered while an acknowledgement is withheld. */
export const answersMeanwhile: Check = (view) => {
  const exchange = view.exchanges.find(({ type }) => type === 'COMMAND');
  const [held] = deliveries(view);
  if (held === undefined) return notProvoked(view);
  if (exchange === undefined) return untestable('not-provoked', 'no COMMAND was sent', deliveryRefs([held]));
  const [answer] = exchange.answers;
  if (answer !== undefined) return pass([held.request.ref, exchange.request.ref, answer.message.ref]);
  return missedDuty(view, exchange.wait, {
    reason: 'held-up',
    message: 'a COMMAND is not answered while a notification is not acknowledged',
    expected: 'a COMMAND RESPONSE',
    evidence: [held.request.ref, exchange.request.ref],
  });
};
