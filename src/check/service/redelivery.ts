import { refsOf } from '../fact.ts';
import { lagWithin } from '../lag.ts';
import { pass, untestable } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { FAR_TOO_EARLY_SHARE, scheduledRateMs } from './resend.ts';
import { type Delivery, deliveries, deliveryRefs } from './views/deliveries.ts';
import { visits } from './views/visits.ts';
import { lastWaitInVain, missedDuty, notProvoked, timedViolation, waitsFor } from './views/waited.ts';

/** What was acknowledged and came again all the same. */
function comesAgain(view: View, isSameConnection: boolean): readonly [Delivery, Delivery] | undefined {
  const got = deliveries(view);
  for (const earlier of got) {
    const ack = earlier.acknowledged;
    if (ack === undefined) continue;
    const again = got.find(
      (later) =>
        later.visit.groupId === earlier.visit.groupId &&
        later.at > ack.entry.at &&
        (later.visit.connection === earlier.visit.connection) === isSameConnection &&
        later.entries.some(({ text }) => earlier.entries.some((entry) => entry.text === text)) &&
        !mayHaveCrossed(view, later, earlier, ack.entry.at),
    );
    if (again !== undefined) return [earlier, again];
  }
  return undefined;
}

/** Milliseconds in which a resend and its acknowledgement may pass each other, beside our own delay. */
const CROSSING_MS = 100;

/** A resend that was due when our acknowledgement was under way had not seen it. */
const mayHaveCrossed = (view: View, later: Delivery, earlier: Delivery, acknowledgedAt: number): boolean =>
  later.at <= acknowledgedAt + CROSSING_MS + lagWithin(view, acknowledgedAt, later.at) &&
  later.at - earlier.at >= scheduledRateMs(view) * FAR_TOO_EARLY_SHARE;

const quietWindow = (view: View) => waitsFor(view, 'quiet').findLast(({ entry }) => entry.outcome === 'expired');

/** Judges whether what was acknowledged comes again, on its own connection or on another, until the quiet time at the end is over. */
const notAgain =
  (isSameConnection: boolean, reason: string, message: string): Check =>
  (view) => {
    const again = comesAgain(view, isSameConnection);
    if (again !== undefined) return timedViolation(reason, message, 'nothing of it again', 'the same again', deliveryRefs(again));
    const acked = deliveries(view).filter(({ acknowledged }) => acknowledged !== undefined);
    if (acked.length === 0) return notProvoked(view);
    const window = quietWindow(view);
    const back = isSameConnection ? undefined : visits(view).findLast(({ established }) => established !== undefined);
    const wasConnected = isSameConnection || (back?.established?.entry.at ?? Number.POSITIVE_INFINITY) <= (window?.entry.at ?? 0);
    if (window === undefined || !wasConnected)
      return untestable('not-watched', 'the drive ended before the time in which it could have come again', deliveryRefs(acked));
    return pass(refsOf([...acked.flatMap(({ request, acknowledged }) => [request, acknowledged]), back?.established, window]));
  };

/** ACK-006 and ACK-015: what was acknowledged, all of the request at once, does not come again on its connection. */
export const neverAgain = notAgain(true, 'sent-after-acknowledgement', 'what was acknowledged is sent again');

/** DLV-005: what was acknowledged does not come again after a reconnection. */
export const notAgainAfterReconnection = notAgain(
  false,
  'delivered-again',
  'what was acknowledged is delivered again after a reconnection',
);

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
  if (found.length === again.length) return pass([first.request.ref, end.ref, ...deliveryRefs(found)]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'lost',
    message: 'what was not acknowledged when the connection ended is not delivered again',
    expected: 'all of it on the next connection',
    evidence: [first.request.ref, end.ref],
  });
};
