import { CloseCode } from '../protocol/close-code.ts';
import { couldAnswer, isEcho } from '../protocol/correlation.ts';
import { groupBy } from '../protocol/group-by.ts';
import { plainText } from '../protocol/plain-text.ts';
import type { EntryOf } from '../transcript/entry.ts';
import { type Fact, isOf, type MessageFact, objectOf, refsOf } from './fact.ts';
import type { Reference } from './outcome.ts';

/** An answer, and whether it came under the request's own id or was only meant for it. */
export interface Answer {
  readonly message: MessageFact;
  readonly match: 'exact' | 'lenient' | 'garbled';
}

/** Why a request stayed open. */
export type OpenEnd = 'expired' | 'closed-by-candidate' | 'closed-by-us' | 'runner-refused' | 'aborted' | 'unwatched';

/** One transmission of a request, what came back, and what became of waiting for it. */
export interface Exchange {
  readonly request: MessageFact;
  readonly type: string;
  readonly id: string;
  /** 1 for the first transmission of this id on the wire, 2 for the first resend. */
  readonly transmission: number;
  readonly answers: readonly Answer[];
  readonly wait: Fact<EntryOf<'timer'>> | undefined;
  readonly end: OpenEnd | 'answered';
  /** The end of its connection, where it ended before an answer. */
  readonly ended: Fact | undefined;
}

/** Entries that show an exchange: request, answers, and its wait where there was none. */
export function exchangeRefs(exchange: Exchange): readonly Reference[] {
  const answers = exchange.answers.map(({ message }) => message.ref);
  const rest = answers.length > 0 ? answers : refsOf([exchange.ended, exchange.wait]);
  return [exchange.request.ref, ...rest];
}

interface Open {
  readonly request: MessageFact;
  readonly type: string;
  readonly id: string;
  readonly transmission: number;
  readonly answers: Answer[];
  ended: Fact | undefined;
}

/**
 * Pairs the requests of one side with the answers of the other: the message that the drive took for the answer, as its timer entry
 * says, and whatever else came under the request's own id. Whether the drive was too lenient is for the checks to say.
 */
export function pairExchanges(facts: readonly Fact[], messages: readonly MessageFact[]): readonly Exchange[] {
  const waits = new Map<string, Fact<EntryOf<'timer'>>>();
  for (const fact of facts)
    if (isOf('timer')(fact) && fact.entry.of !== null) waits.set(`${fact.ref.transcript} ${fact.entry.of}`, fact);
  const opens = asked(messages);
  const waitOf = ({ request }: Open) => waits.get(`${request.ref.transcript} ${request.ref.entry}`);
  assignAnswers(opens, messages, waitOf);
  noteEnds(opens, facts);
  return opens.map((open) => {
    const wait = waitOf(open);
    return { ...open, wait, end: endOf(open, wait) };
  });
}

/** Every transmission of a request of ours. */
function asked(messages: readonly MessageFact[]): readonly Open[] {
  const sends = new Map<string, number>();
  return messages.flatMap((request) => {
    const { entry, claim } = request;
    if (entry.direction !== 'sent' || claim.subType !== 'REQUEST') return [];
    if (typeof claim.type !== 'string' || typeof claim.id !== 'string') return [];
    const transmission = (sends.get(claim.id) ?? 0) + 1;
    sends.set(claim.id, transmission);
    return [{ request, type: claim.type, id: claim.id, transmission, answers: [], ended: undefined }];
  });
}

/** A message that belongs to a request, and whether under its own id. */
interface Claimant {
  readonly key: string;
  readonly answer: Answer;
}

function assignAnswers(
  opens: readonly Open[],
  messages: readonly MessageFact[],
  waitOf: (open: Open) => Fact<EntryOf<'timer'>> | undefined,
): void {
  const byKey = groupBy(opens, keyOf);
  const claimants = [...takenByDrive(opens, messages, waitOf)];
  const taken = new Set(claimants.map(({ answer }) => answer.message));
  for (const message of messages) {
    if (message.entry.direction !== 'received' || taken.has(message)) continue;
    const found = underOwnId(message, byKey) ?? meantForUnwatched(message, opens, waitOf);
    if (found !== undefined) claimants.push(found);
  }
  // The first answer belongs to the first transmission: a late one must not count as a prompt answer to the resend.
  for (const [key, group] of groupBy(claimants, (claimant) => claimant.key)) {
    const transmissions = byKey.get(key) ?? [];
    const inTime = [...group].sort((a, b) => a.answer.message.entry.at - b.answer.message.entry.at);
    for (const [index, { answer }] of inTime.entries()) (transmissions[index] ?? transmissions.at(-1))?.answers.push(answer);
  }
}

const keyOf = ({ request, id }: Open): string => `${request.connection} ${id}`;

/** What the drive took for the answer, as its timer entries say. */
function* takenByDrive(
  opens: readonly Open[],
  messages: readonly MessageFact[],
  waitOf: (open: Open) => Fact<EntryOf<'timer'>> | undefined,
): Generator<Claimant> {
  const byRef = new Map(messages.map((message) => [`${message.ref.transcript} ${message.ref.entry}`, message]));
  for (const open of opens) {
    const wait = waitOf(open);
    const message = wait?.entry.by == null ? undefined : byRef.get(`${wait.ref.transcript} ${wait.entry.by}`);
    if (message === undefined) continue;
    const match =
      message.decoded.kind === 'unreadable' || message.decoded.kind === 'value'
        ? 'garbled'
        : message.claim.id === open.id
          ? 'exact'
          : 'lenient';
    yield { key: keyOf(open), answer: { message, match } };
  }
}

/** Whatever else came under the id of a request that was sent before; an echo of the request is not an answer to it. */
function underOwnId(message: MessageFact, byKey: ReadonlyMap<string, readonly Open[]>): Claimant | undefined {
  const key = `${message.connection} ${plainText(message.claim.id)}`;
  const subject = message.decoded.kind === 'object' ? message.decoded.value : message.claim;
  const own = byKey
    .get(key)
    ?.find((open) => isBefore(open, message) && couldAnswer(open, subject) === 'exact' && !repeats(open, message));
  return own === undefined ? undefined : { key, answer: { message, match: 'exact' } };
}

/** What could only be meant for the one request that was sent and not waited for. */
function meantForUnwatched(
  message: MessageFact,
  opens: readonly Open[],
  waitOf: (open: Open) => Fact<EntryOf<'timer'>> | undefined,
): Claimant | undefined {
  if (message.decoded.kind !== 'object') return undefined;
  const { value } = message.decoded;
  const unwatched = opens.filter(
    (open) => open.request.connection === message.connection && waitOf(open) === undefined && isBefore(open, message),
  );
  const meant = unwatched.filter((open) => couldAnswer(open, value) === 'lenient' && !repeats(open, message));
  const [only] = meant;
  return meant.length === 1 && only !== undefined ? { key: keyOf(only), answer: { message, match: 'lenient' } } : undefined;
}

const isBefore = ({ request }: Open, message: MessageFact): boolean => request.entry.at <= message.entry.at;
const repeats = ({ request }: Open, message: MessageFact): boolean => isEcho(objectOf(request), objectOf(message));

/** Where a connection ended before an answer, the end belongs to the exchange. */
function noteEnds(opens: readonly Open[], facts: readonly Fact[]): void {
  const unanswered = groupBy(
    opens.filter(({ answers }) => answers.length === 0),
    ({ request }) => request.connection,
  );
  for (const fact of facts) {
    if (!endsConnection(fact)) continue;
    for (const open of unanswered.get(fact.entry.connection ?? '') ?? []) {
      if (open.request.entry.at <= fact.entry.at) open.ended ??= fact;
    }
  }
}

function endsConnection({ entry }: Fact): boolean {
  return entry.kind === 'close' || (entry.kind === 'tcp' && entry.event === 'ended');
}

function endOf(open: Open, wait: Fact<EntryOf<'timer'>> | undefined): Exchange['end'] {
  if (open.answers.length > 0) return 'answered';
  if (wait?.entry.outcome === 'expired') return 'expired';
  if (wait?.entry.outcome === 'aborted') return 'aborted';
  const { entry } = open.ended ?? {};
  if (entry === undefined) return 'unwatched';
  if (entry.direction === 'received') return 'closed-by-candidate';
  const normal =
    entry.kind === 'close'
      ? entry.code === CloseCode.Normal
      : entry.kind === 'tcp' && 'cause' in entry && entry.cause === 'drive';
  return normal ? 'closed-by-us' : 'runner-refused';
}
