import { isNamed } from '../../protocol/message-name.ts';
import { show } from '../every-message.ts';
import { objectOf } from '../fact.ts';
import { type Observation, pass, untestable } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { deliveries } from './views/deliveries.ts';
import { visits } from './views/visits.ts';
import { missedDuty, notProvoked, timedViolation, waitsFor } from './views/waited.ts';

/**
 * MSG-018, MSG-019, MSG-021: what an endpoint says is understood in other forms too: its `valid:true` established the connection, and
 * its acknowledgement counted, as the next event shows.
 */
export const understands =
  (place: number): Check =>
  (view) => {
    const own = visits(view).find((visit) => visit.place === place && visit.established !== undefined);
    if (own?.established === undefined) return notProvoked(view);
    const got = deliveries(view).filter(({ visit }) => visit.place === place);
    const [first] = got;
    if (first === undefined) {
      return missedDuty(view, waitsFor(view, 'notification')[place - 1], {
        reason: 'answer-not-taken',
        message: 'a CONNECT RESPONSE in another form does not establish the connection',
        expected: 'a NOTIFICATION REQUEST',
        evidence: [own.established.ref],
      });
    }
    const ack = first.acknowledged;
    if (ack === undefined) return untestable('not-provoked', 'it was not acknowledged', [first.request.ref]);
    const later = got.filter(({ at }) => at > ack.entry.at);
    const again = later.find((delivery) =>
      delivery.entries.some(({ text }) => first.entries.some((entry) => entry.text === text)),
    );
    if (again !== undefined) {
      return timedViolation(
        'acknowledgement-not-taken',
        'a NOTIFICATION RESPONSE in another form acknowledges nothing',
        'the next notification',
        'the same one again',
        [ack.ref, again.request.ref],
      );
    }
    const [next] = later;
    if (next !== undefined) return pass([own.established.ref, first.request.ref, ack.ref, next.request.ref]);
    return missedDuty(view, waitsFor(view, 'notification').at(-1), {
      reason: 'acknowledgement-not-taken',
      message: 'after a NOTIFICATION RESPONSE in another form nothing new comes',
      expected: 'the next notification',
      evidence: [ack.ref],
    });
  };

/** What a service makes of `valid` as text or number (contracts.md §2: recorded only). */
export const validSpelling = (view: View): readonly Observation[] => {
  const told = view.messages.find(
    (message) =>
      message.entry.direction === 'sent' && message.entry.deviation !== undefined && isNamed(message.claim, 'CONNECT RESPONSE'),
  );
  if (told === undefined) return [];
  const got = deliveries(view).find(({ visit }) => visit.connection === told.connection && visit.established === undefined);
  const how = got === undefined ? 'does not establish the connection' : 'establishes the connection';
  return [
    {
      text: `a CONNECT RESPONSE with valid ${show((objectOf(told)?.['payload'] as { valid?: unknown } | undefined)?.valid)} ${how}`,
      evidence: [told.ref, ...(got === undefined ? [] : [got.request.ref])],
    },
  ];
};
