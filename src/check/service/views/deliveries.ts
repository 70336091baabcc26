import { isObject, member } from '../../../protocol/codec.ts';
import { subjectOf } from '../../../protocol/entry-subject.ts';
import { isNamed } from '../../../protocol/message-name.ts';
import { entriesIn, type NotificationEntry } from '../../../protocol/notification-entries.ts';
import { plainText } from '../../../protocol/plain-text.ts';
import type { EntryOf } from '../../../transcript/entry.ts';
import { canonicalJson } from '../../canonical-json.ts';
import { derived } from '../../derived.ts';
import { type Fact, isOf, type MessageFact, objectOf } from '../../fact.ts';
import type { Reference } from '../../outcome.ts';
import type { View } from '../../view.ts';
import { type Visit, visits } from './visits.ts';

/** One entry of a notification. */
export interface Notified extends NotificationEntry {
  /** What identifies it: its object, and the number of the job or the name of the image. */
  readonly key: string | null;
  /** The members that its event has too, as canonical JSON: a service may add others. */
  readonly text: string;
}

/** A NOTIFICATION REQUEST that holds entries of the scenario's own events; an event concerns every group (contracts.md §5). */
export interface Delivery {
  readonly request: MessageFact;
  readonly visit: Visit;
  readonly at: number;
  /** Its own entries. */
  readonly entries: readonly Notified[];
  /** Our acknowledgement, where we sent one. */
  readonly acknowledged: MessageFact | undefined;
}

/** The events of which the candidate was told. */
export interface RaisedEvent {
  readonly fact: Fact<EntryOf<'event'>>;
  readonly key: string | null;
  readonly text: string;
}

export const raisedEvents = (view: View): readonly RaisedEvent[] =>
  view.facts.filter(isOf('event')).map((fact) => ({
    fact,
    key: subjectOf(fact.entry.object, fact.entry.data),
    text: `${fact.entry.object} ${canonicalJson(fact.entry.data)}`,
  }));

/** Every entry of a NOTIFICATION REQUEST, with the element that it stands in. */
export const notifiedIn = (message: MessageFact): readonly Notified[] =>
  entriesIn(member(objectOf(message), 'payload')).map(({ object, data }) => ({
    object,
    data,
    key: subjectOf(object, data),
    text: `${plainText(object)} ${canonicalJson(data)}`,
  }));

/** An entry without the members that its event does not have. */
const withoutMore = (data: unknown, event: Readonly<Record<string, unknown>>): unknown =>
  isObject(data) ? Object.fromEntries(Object.entries(data).filter(([name]) => Object.hasOwn(event, name))) : data;

/** All deliveries in order of time. */
export const deliveries = derived((view: View): readonly Delivery[] => {
  const events = new Map(raisedEvents(view).map(({ key, fact }) => [key, fact.entry.data]));
  const byConnection = new Map(visits(view).map((visit) => [visit.connection, visit]));
  const acks = view.messages.filter(
    (message) =>
      message.entry.direction === 'sent' &&
      message.entry.deviation === undefined &&
      isNamed(message.claim, 'NOTIFICATION RESPONSE'),
  );
  return view.messages.flatMap((request): readonly Delivery[] => {
    const visit = byConnection.get(request.connection);
    if (visit === undefined || request.entry.direction !== 'received' || request.claim.type !== 'NOTIFICATION') return [];
    const entries = notifiedIn(request).flatMap((entry) => {
      const event = events.get(entry.key);
      return event === undefined
        ? []
        : [{ ...entry, text: `${plainText(entry.object)} ${canonicalJson(withoutMore(entry.data, event))}` }];
    });
    if (entries.length === 0) return [];
    const acknowledged = acks.find(
      (ack) => ack.connection === request.connection && ack.claim.id === request.claim.id && ack.entry.at >= request.entry.at,
    );
    return [{ request, visit, at: request.entry.at, entries, acknowledged }];
  });
});

/** True where one delivery says all of what another said: the same notification, sent again. */
export const saysAgain = (later: Delivery, earlier: Delivery): boolean =>
  earlier.entries.every(({ text }) => later.entries.some((entry) => entry.text === text));

export const deliveryRefs = (sends: readonly Delivery[]): readonly Reference[] => sends.map(({ request }) => request.ref);
