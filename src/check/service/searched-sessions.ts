import { refsOf } from '../fact.ts';
import { type Outcome, pass, type Reference, untestable, violation } from '../outcome.ts';
import { inScripts, type Script } from './scripts.ts';
import { type Delivery, deliveries, type RaisedEvent, raisedEvents } from './views/deliveries.ts';
import { visits } from './views/visits.ts';
import { missedDuty, waitsFor } from './views/waited.ts';

/** What became of one event at one endpoint. */
interface Fate {
  readonly event: RaisedEvent;
  readonly told: Delivery | undefined;
  readonly acknowledged: Delivery | undefined;
}

/** The events that were raised while the group was registered and had been tried, and what became of each. */
function fates({ mark, view }: Script): readonly Fate[] {
  const got = deliveries(view);
  const first = new Map<string, Delivery>();
  const acknowledged = new Map<string, Delivery>();
  for (const delivery of got) {
    for (const { key } of delivery.entries) {
      if (key === null) continue;
      if (!first.has(key)) first.set(key, delivery);
      if (delivery.acknowledged !== undefined && !acknowledged.has(key)) acknowledged.set(key, delivery);
    }
  }
  return raisedEvents(view)
    .filter(({ fact }) => fact.ref.entry > mark.ref.entry)
    .map((event) => ({ event, told: first.get(event.key ?? ''), acknowledged: acknowledged.get(event.key ?? '') }));
}

/** The established connection that neither side has ended. */
const openOf = ({ view }: Script) =>
  visits(view).findLast(({ established, end }) => established !== undefined && end === undefined);

const lastWait = ({ view }: Script) =>
  [...waitsFor(view, 'redelivery'), ...waitsFor(view, 'notification')].sort((a, b) => a.ref.entry - b.ref.entry).at(-1);

const acknowledgedRefs = ({ event, acknowledged }: Fate): readonly Reference[] =>
  refsOf([event.fact, acknowledged?.request, acknowledged?.acknowledged]);

/** Judges the events that `isMeant` picks: each was told and acknowledged in the end. */
const toldInTheEnd = (
  isMeant: (fate: Fate) => boolean,
  reason: string,
  message: (key: string | null) => string,
  expected: string,
) =>
  inScripts((script): Outcome | null => {
    const meant = fates(script).filter(isMeant);
    const open = meant.find(({ acknowledged }) => acknowledged === undefined);
    if (open === undefined) return meant.length === 0 ? null : pass(meant.flatMap(acknowledgedRefs));
    if (openOf(script) === undefined)
      return untestable('not-connected', 'the group is not connected any more (CON-020 says so)', [script.mark.ref]);
    const evidence = [open.event.fact.ref, ...(open.told === undefined ? [] : [open.told.request.ref])];
    return missedDuty(script.view, lastWait(script), { reason, message: message(open.event.key), expected, evidence });
  });

/** NTF-001: every event is told to each group, whatever its session went through. */
export const tellsInSessions = toldInTheEnd(
  ({ told, acknowledged }) => told === undefined || acknowledged === told,
  'not-delivered',
  (key) => `an event (${key}) is never told to a group`,
  'a NOTIFICATION REQUEST with it, on this or the next connection',
);

/** DLV-001: what was told and not acknowledged comes again until it is, on this or the next connection. */
export const losesNothingInSessions = toldInTheEnd(
  ({ told, acknowledged }) => told !== undefined && acknowledged !== told,
  'lost',
  (key) => `what was told and not acknowledged (${key}) is not told again`,
  'the same again, on this or the next connection',
);

/** CON-020: however a connection ended, the group is connected again. */
export const comesBackInSessions = inScripts((script): Outcome | null => {
  const established = visits(script.view).filter((visit) => visit.established !== undefined);
  const lost = established.filter(({ end }) => end !== undefined);
  if (lost.length === 0) return null;
  const [last, open] = [lost.at(-1), openOf(script)];
  if (open !== undefined)
    return pass([
      ...lost.flatMap(({ end }) => (end === undefined ? [] : [end.ref])),
      ...open.connects.slice(0, 1).map(({ ref }) => ref),
    ]);
  return missedDuty(script.view, waitsFor(script.view, 'connection').at(-1), {
    reason: 'not-reconnected',
    message: 'a connection that was lost is not set up again',
    expected: 'an established connection',
    evidence: last?.end === undefined ? [] : [last.end.ref],
  });
});

/** What was said on a connection after an acknowledgement that shows that it was read: an answer to a COMMAND, or something new. */
function fenceOf({ view }: Script, { visit, acknowledged, entries }: Delivery): Reference | undefined {
  const after = acknowledged?.ref.entry;
  if (after === undefined) return undefined;
  const known = new Set(entries.map(({ text }) => text));
  const answers = view.exchanges
    .filter(({ type, request }) => type === 'COMMAND' && request.connection === visit.connection && request.ref.entry > after)
    .flatMap((exchange) => exchange.answers.slice(0, 1).map(({ message }) => message.ref));
  const news = deliveries(view)
    .filter((other) => other.visit.connection === visit.connection && other.request.ref.entry > after)
    .filter((other) => other.entries.every(({ text }) => !known.has(text)))
    .map(({ request }) => request.ref);
  return [...answers, ...news].sort((a, b) => a.entry - b.entry)[0];
}

/** Judges what was acknowledged, and surely read as acknowledged: it does not come again, on its connection or on a later one. */
const notAgain = (isSameConnection: boolean, reason: string, message: string) =>
  inScripts((script): Outcome | null => {
    const got = deliveries(script.view);
    const shown: Reference[] = [];
    for (const earlier of got) {
      const fence = fenceOf(script, earlier);
      if (fence === undefined || earlier.acknowledged === undefined) continue;
      const later = got.filter(
        ({ visit, request }) =>
          (visit.connection === earlier.visit.connection) === isSameConnection && request.ref.entry > fence.entry,
      );
      const again = later.find(({ entries }) => entries.some(({ text }) => earlier.entries.some((entry) => entry.text === text)));
      const refs = [earlier.request.ref, earlier.acknowledged.ref, fence];
      if (again !== undefined)
        return violation(reason, message, 'nothing of it again', 'the same again', [...refs, again.request.ref]);
      const [next] = later;
      if (next !== undefined) shown.push(...refs, next.request.ref);
    }
    return shown.length === 0 ? null : pass(shown);
  });

/** ACK-006: what was acknowledged does not come again on its connection, whatever its session went through. */
export const neverAgainInSessions = notAgain(true, 'sent-after-acknowledgement', 'what was acknowledged is sent again');

/** DLV-005: nor does it on a later one. */
export const notAgainLaterInSessions = notAgain(
  false,
  'delivered-again',
  'what was acknowledged is delivered again after a reconnection',
);
