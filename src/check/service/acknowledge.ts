import type { MessageFact } from '../fact.ts';
import { lagSpoils } from '../lag.ts';
import { type Outcome, pass, type Reference, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { type Delivery, deliveries, raised, repeats } from './deliveries.ts';
import { visits } from './visits.ts';
import { inVain, missed, notProvoked, timed, waitsFor } from './waited.ts';

/** Below this share of the stated wait a resend is early, whatever the timer of the service is made of (contracts.md §6). */
const FAR_TOO_EARLY = 0.5;
/** And below this it is not what the property says. */
const TOO_EARLY = 0.95;
/** As often a notification is to be sent again (contracts.md §6, AMB-05). */
const RESENDS = 3;

const rateMs = ({ profile }: View): number => profile.properties.scheduledRateSeconds * 1000 * profile.timeScale;

/** The first delivery, and every later one that says it all again before it was acknowledged. */
function transmissions(view: View): readonly Delivery[] {
  const [first, ...later] = deliveries(view);
  if (first === undefined) return [];
  const again = later.filter((delivery) => repeats(delivery, first));
  const ack = [first, ...again].find(({ acknowledged }) => acknowledged !== undefined)?.acknowledged;
  return [first, ...again.filter(({ at }) => ack === undefined || at <= ack.entry.at)];
}

const refsOf = (sends: readonly Delivery[]): readonly Reference[] => sends.map(({ request }) => request.ref);

/** The waits for a resend that ran out. */
const unresent = (view: View) => waitsFor(view, 'resend').find(({ entry }) => entry.outcome !== 'came');

/** ACK-008: what is not acknowledged is sent again, after the configured wait and not before. */
export const sendsAgain: Check = (view) => {
  const sends = transmissions(view);
  const [first, second] = sends;
  if (first === undefined) return notProvoked(view);
  if (second === undefined) {
    const other = partOf(view, first);
    if (other !== undefined) {
      const message = 'what is sent again is only a part of what was not acknowledged';
      return violation('resent-in-part', message, 'the same notification', 'a part of it', refsOf([first, other]));
    }
    return missed(view, unresent(view), {
      reason: 'not-resent',
      message: 'an unacknowledged notification is not sent again',
      expected: 'the same again',
      evidence: refsOf(sends),
    });
  }
  return farTooEarly(view, sends) ?? pass(refsOf(sends));
};

/** What came on the connection of a notification, before its acknowledgement, and says some of it but not all. */
const partOf = (view: View, first: Delivery): Delivery | undefined =>
  deliveries(view).find(
    (later) =>
      later !== first &&
      later.visit.connection === first.visit.connection &&
      !repeats(later, first) &&
      later.entries.every(({ text }) => first.entries.some((entry) => entry.text === text)),
  );

/** ACK-010: the wait before it is notification.scheduledRate. */
export const sendsAgainAtRate: Check = (view) => {
  const sends = transmissions(view);
  if (sends.length < 2)
    return sends.length === 0
      ? notProvoked(view)
      : untestable('not-resent', 'it was not sent again (ACK-008 says so)', refsOf(sends));
  const late = unresent(view);
  if (late?.entry.outcome === 'expired' && sends.length > 1 && sends.some(({ at }) => at > late.entry.at)) {
    return timed(
      'resent-late',
      'an unacknowledged notification is sent again late',
      `within ${late.entry.boundMs / 1000} s`,
      'later',
      [...refsOf(sends), late.ref],
    );
  }
  return oftenEarly(view, sends) ?? pass(refsOf(sends));
};

/** The first resend that came after less than a half of the rate. */
function farTooEarly(view: View, sends: readonly Delivery[]): Outcome | undefined {
  const rate = rateMs(view);
  for (const [index, later] of sends.entries()) {
    const earlier = sends[index - 1];
    // A delivery on a new connection follows the connection, not the rate.
    if (earlier === undefined || later.visit.connection !== earlier.visit.connection) continue;
    if (later.at - earlier.at < rate * FAR_TOO_EARLY) return early(view, [earlier, later], later.at - earlier.at, 'resent-early');
  }
  return undefined;
}

/**
 * Resends that come early on average: of a single one the delays of two networks and two schedulers are too large a part. The first
 * transmission, which follows the connection, may itself have been seen late.
 */
function oftenEarly(view: View, sends: readonly Delivery[]): Outcome | undefined {
  const onFirst = sends.filter(({ visit }) => visit.connection === sends[0]?.visit.connection).slice(1);
  const [first] = onFirst;
  const last = onFirst.at(-1);
  if (first === undefined || last === undefined || onFirst.length < 2) return undefined;
  const average = (last.at - first.at) / (onFirst.length - 1);
  return average < rateMs(view) * TOO_EARLY ? early(view, onFirst, average, 'resent-before-rate') : undefined;
}

function early(view: View, sends: readonly Delivery[], waitedMs: number, reason: string): Outcome {
  const rate = rateMs(view);
  const [from, to] = [sends[0]?.at ?? 0, sends.at(-1)?.at ?? 0];
  if (lagSpoils(view, from, to, rate))
    return untestable('runner-lagged', 'our own event loop was too late to judge a wait', refsOf(sends));
  const message = 'an unacknowledged notification is sent again before its time';
  return timed(
    reason,
    message,
    `after ${rate / 1000} s (notification.scheduledRate)`,
    `after ${(waitedMs / 1000).toFixed(2)} s`,
    refsOf(sends),
  );
}

/** ACK-011: it is sent again until it is acknowledged, three times over. */
export const goesOnSending: Check = (view) => {
  const sends = transmissions(view);
  if (sends.length > RESENDS) return pass(refsOf(sends));
  if (sends.length < 2)
    return sends.length === 0
      ? notProvoked(view)
      : untestable('not-resent', 'it was not sent again (ACK-008 says so)', refsOf(sends));
  return missed(view, unresent(view), {
    reason: 'gave-up',
    message: `an unacknowledged notification is sent again only ${sends.length - 1} times`,
    expected: 'the same again',
    evidence: refsOf(sends),
  });
};

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
  const waiting = raised(view).find(({ text }) => !known.has(text));
  if (ack === undefined || waiting === undefined)
    return untestable('not-provoked', 'the drive ended before an event was held back', refsOf([first]));
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
  return missed(view, waitsFor(view, 'notification').at(-1), {
    reason: 'nothing-after-acknowledgement',
    message: 'after an acknowledgement nothing new comes',
    expected: 'the next notification',
    evidence: [acked.acknowledged.ref],
  });
};

/** What was acknowledged and came again all the same. */
function comesAgain(view: View, isSameConnection: boolean): readonly [Delivery, Delivery] | undefined {
  const got = deliveries(view);
  for (const earlier of got) {
    const ack = earlier.acknowledged;
    if (ack === undefined) continue;
    const again = got.find(
      (later) =>
        later.visit.place === earlier.visit.place &&
        later.at > ack.entry.at &&
        (later.visit.connection === earlier.visit.connection) === isSameConnection &&
        later.entries.some(({ text }) => earlier.entries.some((entry) => entry.text === text)) &&
        !mayHaveCrossed(view, later, earlier, ack.entry.at),
    );
    if (again !== undefined) return [earlier, again];
  }
  return undefined;
}

/** Milliseconds in which a resend and its acknowledgement may pass each other. */
const CROSSING_MS = 100;

/** A resend that was due when our acknowledgement was under way had not seen it. */
const mayHaveCrossed = (view: View, later: Delivery, earlier: Delivery, acknowledgedAt: number): boolean =>
  later.at <= acknowledgedAt + CROSSING_MS && later.at - earlier.at >= rateMs(view) * FAR_TOO_EARLY;

const quietWindow = (view: View) => waitsFor(view, 'quiet').findLast(({ entry }) => entry.outcome === 'expired');

/** ACK-006 and ACK-015: what was acknowledged, all of the request at once, does not come again on its connection. */
export const neverAgain: Check = (view) => {
  const again = comesAgain(view, true);
  if (again !== undefined) {
    return violation(
      'sent-after-acknowledgement',
      'what was acknowledged is sent again',
      'nothing of it again',
      'the same again',
      refsOf(again),
    );
  }
  const acked = deliveries(view).filter(({ acknowledged }) => acknowledged !== undefined);
  const window = quietWindow(view);
  if (acked.length === 0) return notProvoked(view);
  if (window === undefined)
    return untestable('not-watched', 'the drive ended before the time in which it could have come again', refsOf(acked));
  return pass([
    ...acked.flatMap(({ request, acknowledged }) =>
      [request, acknowledged].flatMap((fact) => (fact === undefined ? [] : [fact.ref])),
    ),
    window.ref,
  ]);
};

/** DLV-005: what was acknowledged does not come again after a reconnection. */
export const notAgainAfterReconnection: Check = (view) => {
  const again = comesAgain(view, false);
  if (again !== undefined) {
    return violation(
      'delivered-again',
      'what was acknowledged is delivered again after a reconnection',
      'nothing of it again',
      'the same again',
      refsOf(again),
    );
  }
  const acked = deliveries(view).filter(({ acknowledged }) => acknowledged !== undefined);
  const window = quietWindow(view);
  const [last] = acked.slice(-1);
  const back = visits(view).findLast(({ established }) => established !== undefined);
  if (last === undefined) return notProvoked(view);
  if (window === undefined || back?.established === undefined || back.established.entry.at > window.entry.at)
    return untestable('not-watched', 'the drive ended before the time in which it could have come again', refsOf(acked));
  return pass([
    ...acked.flatMap(({ request, acknowledged }) =>
      [request, acknowledged].flatMap((fact) => (fact === undefined ? [] : [fact.ref])),
    ),
    back.established.ref,
    window.ref,
  ]);
};

/** DLV-001 and DEC-005: what was not acknowledged when the connection ended is delivered on the next one. */
export const deliversAfterLoss: Check = (view) => {
  const [first] = deliveries(view);
  if (first === undefined) return notProvoked(view);
  const { end } = first.visit;
  if (end === undefined) return notProvoked(view);
  const later = deliveries(view).filter(({ visit }) => visit.connection !== first.visit.connection);
  // In one notification or in several: how they are gathered is the service's own affair.
  const again = first.entries.map(({ text }) => later.find(({ entries }) => entries.some((entry) => entry.text === text)));
  const found = again.flatMap((delivery) => (delivery === undefined ? [] : [delivery]));
  if (found.length === again.length) return pass([first.request.ref, end.ref, ...refsOf(found)]);
  return missed(view, inVain(view), {
    reason: 'lost',
    message: 'what was not acknowledged when the connection ended is not delivered again',
    expected: 'all of it on the next connection',
    evidence: [first.request.ref, end.ref],
  });
};

/** ACK-014, ACK-018, MSG-026: what the drive has sent in place of an acknowledgement is none: the same notification comes again. */
export const takesNothingElse: Check = (view) => {
  const all = deliveries(view);
  const deviation = view.messages.find(({ entry }) => entry.direction === 'sent' && entry.deviation !== undefined);
  // The one that is not acknowledged: the last before what was sent in place of an acknowledgement.
  const first = deviation === undefined ? all[0] : all.findLast(({ at }) => at <= deviation.entry.at);
  if (first === undefined) return notProvoked(view);
  const later = all.slice(all.indexOf(first) + 1);
  const [soonest, ...more] = notAcknowledgements(view, first);
  if (soonest === undefined) return untestable('not-provoked', 'nothing was sent in its place', refsOf([first]));
  const again = later.find((delivery) => delivery.at > soonest.entry.at && repeats(delivery, first));
  const instead = [soonest, ...more.filter(({ entry }) => again === undefined || entry.at < again.at)].map(({ ref }) => ref);
  if (again !== undefined) return pass([first.request.ref, ...instead, again.request.ref]);
  return missed(view, inVain(view), {
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

/** ACK-017: an endpoint that does not acknowledge holds up no other. */
export const holdsUpNoOther: Check = (view) => {
  const held = deliveries(view).find(({ visit }) => visit.place === 1);
  if (held === undefined) return notProvoked(view);
  const later = raised(view).filter(({ fact }) => fact.entry.at > held.at);
  const [event] = later;
  if (event === undefined)
    return untestable('not-provoked', 'the drive ended before the event for the other endpoint', refsOf([held]));
  const free = deliveries(view).find(
    ({ visit, entries }) => visit.place === 2 && entries.some(({ text }) => text === event.text),
  );
  const ack = deliveries(view).find(({ visit, acknowledged }) => visit.place === 1 && acknowledged !== undefined)?.acknowledged;
  if (free !== undefined && (ack === undefined || free.at < ack.entry.at))
    return pass([held.request.ref, event.fact.ref, free.request.ref]);
  return missed(view, inVain(view), {
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
  if (exchange === undefined) return untestable('not-provoked', 'no COMMAND was sent', refsOf([held]));
  const [answer] = exchange.answers;
  if (answer !== undefined) return pass([held.request.ref, exchange.request.ref, answer.message.ref]);
  return missed(view, exchange.wait, {
    reason: 'held-up',
    message: 'a COMMAND is not answered while a notification is not acknowledged',
    expected: 'a COMMAND RESPONSE',
    evidence: [held.request.ref, exchange.request.ref],
  });
};

/** What a service does about the id of a resend (AMB-04). */
export const resendIds = (view: View) => {
  const [first, second] = transmissions(view);
  if (first === undefined || second === undefined) return [];
  const same = (a: MessageFact, b: MessageFact) => a.claim.id === b.claim.id;
  const how = same(first.request, second.request) ? 'the same id' : 'a new id';
  return [{ text: `AMB-04: a notification is sent again under ${how}`, evidence: refsOf([first, second]) }];
};
