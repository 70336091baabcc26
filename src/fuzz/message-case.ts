import fc from 'fast-check';
import { type TSchema, Type } from 'typebox';
import { isObject } from '../protocol/codec.ts';
import { ConnectRequest, NotificationRequest } from '../protocol/message.ts';
import { entriesIn } from '../protocol/notification-entries.ts';
import { LARGE_MESSAGE_BYTES, LARGEST_GRADED_BYTES } from '../protocol/profile.ts';
import type { ServicePeer, Writing } from '../scenario/service-peer.ts';
import { writeEscaped, writePretty, writeShuffled } from '../scenario/writers.ts';
import type { Tag } from '../transcript/mark.ts';
import { arbitraryOf, type Beyond, extraMembers, type JsonSchema } from './arbitrary.ts';
import { type CaseKind, caseKind, only } from './case-kind.ts';
import { tagsOf } from './tags-of.ts';

const layouts = ['compact', 'pretty', 'shuffled', 'escaped'] as const;
type Layout = (typeof layouts)[number];
type Message = Readonly<Record<string, unknown>>;

/** A message that is unusual and still what NetBackup could send; JSON, so that a file can keep it. */
export interface MessageCase {
  readonly type: 'NOTIFICATION' | 'CONNECT';
  /** For a CONNECT what stands beside the token. */
  readonly payload: unknown;
  /** Members of the envelope beside the six. */
  readonly members: Message;
  readonly layout: Layout;
  /** Bytes of each fragment, times `repeat`; null for one frame. */
  readonly fragment: number | null;
  /** How often each entry of each element is repeated: 1 but where the message is to be large. */
  readonly repeat: number;
}

const caseOf = <Name extends MessageCase['type'], Payload extends TSchema>(type: Name, payload: Payload) =>
  only({
    type: Type.Literal(type),
    payload,
    members: anyObject,
    layout: Type.Enum([...layouts]),
    fragment: Type.Union([Type.Null(), Type.Integer({ minimum: 1, maximum: 65_536 })]),
    repeat: Type.Integer({ minimum: 1, maximum: 100 }),
  });
const anyObject = Type.Record(Type.String(), Type.Unknown());
export const notificationKind: CaseKind<MessageCase> = caseKind(
  'notification',
  caseOf('NOTIFICATION', Type.Array(Type.Unknown(), { maxItems: 100 })),
);
export const connectKind: CaseKind<MessageCase> = caseKind('connect', caseOf('CONNECT', anyObject));

const writers: Readonly<Record<Layout, (message: Message) => string>> = {
  compact: JSON.stringify,
  pretty: writePretty,
  shuffled: writeShuffled,
  escaped: writeEscaped,
};

const MOST_REPEATS = 60;
/** What the envelope takes, and what an entry grows by when its names and numbers are invented ones, however they are written. */
const ENVELOPE_BYTES = 400;
const INVENTED_BYTES = 100;
const LONGEST_FRAGMENT = 200;
const ENVELOPE = ['version', 'id', 'type', 'subType', 'timeStamp', 'payload'];

const mostly = <T>(usual: T, weight: number, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ withCrossShrink: true }, { weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const payloadSchema = NotificationRequest.properties.payload as JsonSchema;

/** How a message is written, whatever it says. */
const manner = ({ members }: Beyond) => ({
  members: members ? mostly<Message>({}, 9, extraMembers(ENVELOPE)) : fc.constant({}),
  layout: mostly<Layout>('compact', 4, fc.constantFrom(...layouts)),
  fragment: mostly<number | null>(null, 9, fc.integer({ min: 1, max: LONGEST_FRAGMENT })),
});

/** Notifications from their schema, none of them so large that nobody need take it. */
export const notificationCases = (beyond: Beyond): fc.Arbitrary<MessageCase> =>
  fc
    .record({
      type: fc.constant('NOTIFICATION' as const),
      payload: arbitraryOf(payloadSchema, beyond),
      ...manner(beyond),
      repeat: mostly(1, 29, fc.integer({ min: 2, max: MOST_REPEATS })),
    })
    .filter((one) => mostBytesOf(one) <= LARGEST_GRADED_BYTES);

/** CONNECT REQUESTs with the right token. */
export const connectCases = (beyond: Beyond): fc.Arbitrary<MessageCase> =>
  fc.record({
    type: fc.constant('CONNECT' as const),
    payload: beyond.members ? mostly<Message>({}, 2, extraMembers(['token'])) : fc.constant({}),
    ...manner(beyond),
    repeat: fc.constant(1),
  });

/** What is unusual about a case. */
export function tagsOfCase(one: MessageCase): readonly Tag[] {
  const schema = one.type === 'CONNECT' ? (ConnectRequest.properties.payload as JsonSchema) : payloadSchema;
  const found = new Set(tagsOf(one.type === 'CONNECT' ? one.payload : repeated(one), schema));
  if (Object.keys(one.members).length > 0) found.add('extra-member');
  if (one.layout !== 'compact') found.add('layout');
  if (one.fragment !== null) found.add('fragments');
  if (entriesOf(one) > 1) found.add('batch');
  if (mostBytesOf(one) >= LARGE_MESSAGE_BYTES) found.add('large');
  return [...found];
}

const entriesOf = (one: MessageCase): number => (one.type === 'CONNECT' ? 0 : entriesIn(repeated(one)).length);

/** How long the message of a case is at most. */
function mostBytesOf(one: MessageCase): number {
  const written = writers[one.layout]({ ...one.members, payload: one.type === 'CONNECT' ? one.payload : repeated(one) });
  return Buffer.byteLength(written) + ENVELOPE_BYTES + entriesOf(one) * INVENTED_BYTES;
}

/** Its payload with names and numbers that a provider can purge; a parentJobId of 0 stays: it is nobody's. */
export function purgeable(peer: ServicePeer, one: MessageCase): readonly unknown[] {
  return repeated(one).map((element) => {
    if (!isObject(element) || !Array.isArray(element['data'])) return element;
    const invent = element['object'] === 'IMAGE' ? peer.invent.image : peer.invent.job;
    return {
      ...element,
      data: element['data'].map((entry: unknown) => (isObject(entry) ? { ...entry, ...invented(entry, invent()) } : entry)),
    };
  });
}

const purged = ['clientName', 'jobId', 'parentJobId', 'backupId'] as const;

const invented = (entry: Message, fresh: Message): Message =>
  Object.fromEntries(purged.flatMap((name) => (!Object.hasOwn(entry, name) || entry[name] === 0 ? [] : [[name, fresh[name]]])));

function repeated({ payload, repeat }: MessageCase): readonly unknown[] {
  const elements = Array.isArray(payload) ? (payload as readonly unknown[]) : [];
  if (repeat === 1) return elements;
  return elements.map((element) =>
    isObject(element) && Array.isArray(element['data'])
      ? { ...element, data: Array.from({ length: repeat }, () => element['data'] as unknown[]).flat() }
      : element,
  );
}

/** The case without one element, or without one entry of one. */
export function* withoutOne(one: MessageCase): Generator<MessageCase> {
  const elements = Array.isArray(one.payload) ? (one.payload as readonly unknown[]) : [];
  if (elements.length > 1) for (const index of elements.keys()) yield { ...one, payload: elements.toSpliced(index, 1) };
  for (const [index, element] of elements.entries()) {
    const data: readonly unknown[] = isObject(element) && Array.isArray(element['data']) ? element['data'] : [];
    if (data.length < 2) continue;
    for (const entry of data.keys())
      yield { ...one, payload: elements.with(index, { ...Object(element), data: data.toSpliced(entry, 1) }) };
  }
}

/** How it goes on the wire; a large one in larger fragments, since tens of thousands of them are an attack. */
export function writingOf({ type, payload, members, layout, fragment, repeat }: MessageCase): Writing {
  const beside = type === 'CONNECT' && isObject(payload) ? payload : {};
  const write = (message: Message) =>
    writers[layout]({
      ...message,
      ...members,
      ...(type === 'CONNECT' ? { payload: { ...(message['payload'] as Message), ...beside } } : {}),
    });
  return { write, deviation: 'a generated message', ...(fragment === null ? {} : { fragments: { size: fragment * repeat } }) };
}

/** A case as a person would read it. */
export const stepsOfCase = (one: MessageCase): readonly string[] => {
  const how = [
    one.layout === 'compact' ? '' : `written ${one.layout}`,
    one.fragment === null ? '' : `in fragments of ${one.fragment * one.repeat} bytes`,
    one.repeat === 1 ? '' : `each entry ${one.repeat} times`,
    Object.keys(one.members).length === 0 ? '' : `with ${JSON.stringify(one.members)} in the envelope`,
  ].filter((part) => part !== '');
  return [[`${one.type} ${JSON.stringify(one.payload)}`, ...how].join(', ')];
};

const usual: MessageCase = { type: 'NOTIFICATION', payload: [], members: {}, layout: 'compact', fragment: null, repeat: 1 };
const job = (fields: Message = {}) => ({
  scheduleType: 'ST_FULL',
  clientName: 'a',
  status: 0,
  startTime: 1,
  state: 'ACTIVE',
  policyName: 'a',
  parentJobId: 1,
  jobId: 1,
  policyType: 'VMWARE',
  jobType: 'BACKUP',
  ...fields,
});
const image = {
  clientType: 'VMWARE',
  clientName: 'a',
  backupTime: 1,
  createdTime: 1,
  operationId: 'CREATE',
  backupId: 'a_1',
};
const jobs = (...data: readonly Message[]) => [{ notificationType: 'INFO', object: 'JOB', data }];

/** One case for each thing that can be unusual, so that a run of few cases has met them all. */
export const notificationExamples: readonly MessageCase[] = [
  { ...usual, payload: jobs(job()) },
  { ...usual, payload: jobs(job(), job()) },
  { ...usual, payload: jobs(job({ kilobytes: 1 })) },
  { ...usual, payload: jobs(job({ state: 'X_SUSPENDED' })) },
  { ...usual, payload: jobs(job({ parentJobId: 0 })) },
  { ...usual, payload: jobs(job({ policyName: 'é備😀\u2028' })) },
  { ...usual, payload: jobs(job()), layout: 'pretty' },
  { ...usual, payload: jobs(job()), fragment: 7 },
  { ...usual, payload: jobs(job()), repeat: MOST_REPEATS },
  { ...usual, payload: [{ notificationType: 'INFO', object: 'IMAGE', data: [image] }], repeat: MOST_REPEATS },
];

/** The same for CONNECT. */
export const connectExamples: readonly MessageCase[] = [
  { ...usual, type: 'CONNECT', payload: {} },
  { ...usual, type: 'CONNECT', payload: { locale: 'en' } },
  { ...usual, type: 'CONNECT', payload: {}, layout: 'pretty' },
];
