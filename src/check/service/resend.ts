import type { MessageFact } from '../fact.ts';
import { lagSpoils, lagWithin } from '../lag.ts';
import { type Outcome, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { type Delivery, deliveries, deliveryRefs, saysAgain } from './views/deliveries.ts';
import { missedDuty, notProvoked, timedViolation, waitsFor } from './views/waited.ts';

/** A resend before this share of the stated wait is early, however coarse the service's timer is (contracts.md §6). */
export const FAR_TOO_EARLY_SHARE = 0.5;
/** An average before this share is mildly early: not what the property says (contracts.md §6). */
export const TOO_EARLY_SHARE = 0.95;
/** As often a notification is to be sent again (contracts.md §6, AMB-05). */
const RESENDS = 3;

export const scheduledRateMs = ({ profile }: View): number => profile.properties.scheduledRateSeconds * 1000 * profile.timeScale;

/** The first delivery, and every later one that says it all again before it was acknowledged. */
function transmissions(view: View): readonly Delivery[] {
  const [first, ...later] = deliveries(view);
  if (first === undefined) return [];
  const again = later.filter((delivery) => saysAgain(delivery, first));
  const ack = [first, ...again].find(({ acknowledged }) => acknowledged !== undefined)?.acknowledged;
  return [first, ...again.filter(({ at }) => ack === undefined || at <= ack.entry.at)];
}

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
      return violation('resent-in-part', message, 'the same notification', 'a part of it', deliveryRefs([first, other]));
    }
    return missedDuty(view, unresent(view), {
      reason: 'not-resent',
      message: 'an unacknowledged notification is not sent again',
      expected: 'the same again',
      evidence: deliveryRefs(sends),
    });
  }
  return farTooEarly(view, sends) ?? pass(deliveryRefs(sends));
};

/** What came on the connection of a notification, before its acknowledgement, and says some of it but not all. */
const partOf = (view: View, first: Delivery): Delivery | undefined =>
  deliveries(view).find(
    (later) =>
      later !== first &&
      later.visit.connection === first.visit.connection &&
      !saysAgain(later, first) &&
      later.entries.every(({ text }) => first.entries.some((entry) => entry.text === text)),
  );

/** ACK-010: the wait before it is notification.scheduledRate. */
export const sendsAgainAtRate: Check = (view) => {
  const sends = transmissions(view);
  if (sends.length < 2)
    return sends.length === 0
      ? notProvoked(view)
      : untestable('not-resent', 'it was not sent again (ACK-008 says so)', deliveryRefs(sends));
  const late = unresent(view);
  if (late?.entry.outcome === 'expired' && sends.length > 1 && sends.some(({ at }) => at > late.entry.at)) {
    return timedViolation(
      'resent-late',
      'an unacknowledged notification is sent again late',
      `within ${late.entry.boundMs / 1000} s`,
      'later',
      [...deliveryRefs(sends), late.ref],
    );
  }
  return oftenEarly(view, sends) ?? pass(deliveryRefs(sends));
};

/** The first resend that came after less than a half of the rate. */
function farTooEarly(view: View, sends: readonly Delivery[]): Outcome | undefined {
  const rate = scheduledRateMs(view);
  for (const [index, later] of sends.entries()) {
    const earlier = sends[index - 1];
    // A delivery on a new connection follows the connection, not the rate.
    if (earlier === undefined || later.visit.connection !== earlier.visit.connection) continue;
    if (later.at - earlier.at < rate * FAR_TOO_EARLY_SHARE)
      return early(view, [earlier, later], later.at - earlier.at, 'resent-early');
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
  const average = (last.at - first.at + lagWithin(view, first.at, last.at)) / (onFirst.length - 1);
  if (average >= scheduledRateMs(view) * TOO_EARLY_SHARE) return undefined;
  const outcome = early(view, onFirst, average, 'resent-before-rate');
  const isMild = outcome.kind === 'violation' && average >= scheduledRateMs(view) * FAR_TOO_EARLY_SHARE;
  return isMild ? { ...outcome, isMild } : outcome;
}

function early(view: View, sends: readonly Delivery[], waitedMs: number, reason: string): Outcome {
  const rate = scheduledRateMs(view);
  const [from, to] = [sends[0]?.at ?? 0, sends.at(-1)?.at ?? 0];
  if (lagSpoils(view, from, to, rate))
    return untestable('runner-lagged', 'our own event loop was too late to judge a wait', deliveryRefs(sends));
  const message = 'an unacknowledged notification is sent again before its time';
  return timedViolation(
    reason,
    message,
    `after ${rate / 1000} s (notification.scheduledRate)`,
    `after ${(waitedMs / 1000).toFixed(2)} s`,
    deliveryRefs(sends),
  );
}

/** ACK-011: it is sent again until it is acknowledged, three times over. */
export const goesOnSending: Check = (view) => {
  const sends = transmissions(view);
  if (sends.length > RESENDS) return pass(deliveryRefs(sends));
  if (sends.length < 2)
    return sends.length === 0
      ? notProvoked(view)
      : untestable('not-resent', 'it was not sent again (ACK-008 says so)', deliveryRefs(sends));
  return missedDuty(view, unresent(view), {
    reason: 'gave-up',
    message: `an unacknowledged notification is sent again only ${sends.length - 1} times`,
    expected: 'the same again',
    evidence: deliveryRefs(sends),
  });
};

/** What a service does about the id of a resend (AMB-04). */
export const resendIds = (view: View) => {
  const [first, second] = transmissions(view);
  if (first === undefined || second === undefined) return [];
  const same = (a: MessageFact, b: MessageFact) => a.claim.id === b.claim.id;
  const how = same(first.request, second.request) ? 'the same id' : 'a new id';
  return [{ text: `AMB-04: a notification is sent again under ${how}`, evidence: deliveryRefs([first, second]) }];
};
