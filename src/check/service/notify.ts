import { member } from '../../protocol/codec.ts';
import { show } from '../every-message.ts';
import { type Outcome, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { type Delivery, deliveries, type Notified, type RaisedEvent, raisedEvents } from './views/deliveries.ts';
import { lastWaitInVain, missedDuty, notProvoked, waitsFor } from './views/waited.ts';

interface Found {
  readonly delivery: Delivery;
  readonly entry: Notified;
}

const all = (got: readonly Delivery[]): readonly Found[] =>
  got.flatMap((delivery) => delivery.entries.map((entry) => ({ delivery, entry })));

/** What became of one event in some deliveries: where it stands whole, or what is wrong with it. */
function deliveryOf(event: RaisedEvent, got: readonly Delivery[], view: View): Found | Outcome {
  const under = all(got).filter(({ entry }) => entry.key === event.key);
  const whole = under.find(({ entry }) => entry.text === event.text);
  if (whole !== undefined) return whole;
  const sameState = under.find(({ entry }) => member(entry.data, 'state') === member(event.fact.entry.data, 'state'));
  const sameOperation =
    sameState !== undefined && member(sameState.entry.data, 'operationId') === member(event.fact.entry.data, 'operationId');
  if (sameState !== undefined && sameOperation) {
    const refs = [event.fact.ref, sameState.delivery.request.ref];
    return violation(
      'entry-changed',
      'an entry arrives changed',
      show(event.fact.entry.data),
      differing(event, sameState.entry),
      refs,
    );
  }
  return missedDuty(view, waitsFor(view, 'notification').at(-1), {
    reason: 'not-delivered',
    message: `an event (${event.key}) is not told`,
    expected: 'a NOTIFICATION REQUEST with it',
    evidence: [event.fact.ref],
  });
}

/** The members in which an entry is not as it was told. */
function differing({ fact }: RaisedEvent, { data }: Notified): string {
  const [told, got] = [fact.entry.data, Object(data) as Readonly<Record<string, unknown>>];
  const names = [...new Set([...Object.keys(told), ...Object.keys(got)])].filter(
    (name) => JSON.stringify(told[name]) !== JSON.stringify(got[name]),
  );
  return names.map((name) => `${name}: ${show(got[name])}`).join(', ');
}

/** NTF-001: each event arrives in a notification, its entry whole and unchanged. */
export const deliversWhole: Check = (view) => {
  const events = raisedEvents(view);
  if (events.length === 0) return notProvoked(view);
  const got = deliveries(view);
  const found = events.map((event) => deliveryOf(event, got, view));
  const wrong = found.find((one): one is Outcome => 'kind' in one);
  if (wrong !== undefined) return wrong;
  return pass([
    ...events.map(({ fact }) => fact.ref),
    ...found.flatMap((one) => ('delivery' in one ? [one.delivery.request.ref] : [])),
  ]);
};

/** NTF-032: every connected endpoint, one per group, is told of each event. */
export const deliversEverywhere: Check = (view) => {
  const events = raisedEvents(view);
  if (events.length === 0 || view.group.length === 0) return notProvoked(view);
  const refs = [];
  for (const { place } of view.group) {
    const got = deliveries(view).filter(({ visit }) => visit.place === place);
    for (const event of events) {
      const found = all(got).find(({ entry }) => entry.text === event.text);
      if (found !== undefined) refs.push(event.fact.ref, found.delivery.request.ref);
      else
        return missedDuty(view, lastWaitInVain(view), {
          reason: 'not-everywhere',
          message: `endpoint ${place} is not told of an event of which another one is`,
          expected: 'a NOTIFICATION REQUEST at each',
          evidence: [
            event.fact.ref,
            ...deliveries(view)
              .slice(0, 1)
              .map(({ request }) => request.ref),
          ],
        });
    }
  }
  return pass(refs);
};

/** NTF-034: the notifications of one job keep the order of its states. */
export const keepsOrder: Check = (view) => {
  const events = raisedEvents(view).filter(({ fact }) => fact.entry.object === 'JOB');
  const found = all(deliveries(view));
  const first = events.map((event) => found.findIndex(({ entry }) => entry.text === event.text));
  if (events.length < 2) return notProvoked(view);
  if (first.includes(-1))
    return untestable(
      'not-delivered',
      'not all of its states were told (NTF-001 says so)',
      events.map(({ fact }) => fact.ref),
    );
  const refs = [
    ...events.map(({ fact }) => fact.ref),
    ...first.flatMap((index) => (found[index] === undefined ? [] : [found[index].delivery.request.ref])),
  ];
  for (const [index, event] of events.entries()) {
    const earlier = events
      .slice(0, index)
      .findIndex(({ key }, at) => key === event.key && (first[at] ?? 0) > (first[index] ?? 0));
    if (earlier >= 0)
      return violation(
        'states-reordered',
        'a later state of a job is told before an earlier one',
        'the states in order',
        show(event.fact.entry.data['state']),
        refs,
      );
  }
  return pass(refs);
};
