import { CloseCode } from '../protocol/close-code.ts';
import { couldAnswer } from '../protocol/correlation.ts';
import type { EntryOf } from '../transcript/entry.ts';
import { type Fact, isOf, type MessageFact } from './fact.ts';
import { groupBy } from './group-by.ts';
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
export function shown(exchange: Exchange): readonly Reference[] {
  const answers = exchange.answers.map(({ message }) => message.ref);
  const rest = answers.length > 0 ? answers : [exchange.ended, exchange.wait].flatMap((fact) => (fact ? [fact.ref] : []));
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

function assignAnswers(
  opens: readonly Open[],
  messages: readonly MessageFact[],
  waitOf: (open: Open) => Fact<EntryOf<'timer'>> | undefined,
): void {
  const byRef = new Map(messages.map((message) => [`${message.ref.transcript} ${message.ref.entry}`, message]));
  const taken = new Set<MessageFact>();
  const byId = new Map<string, Open[]>();
  for (const open of opens) {
    const key = `${open.request.connection} ${open.id}`;
    byId.set(key, [...(byId.get(key) ?? []), open]);
    const wait = waitOf(open);
    const message = wait?.entry.by == null ? undefined : byRef.get(`${wait.ref.transcript} ${wait.entry.by}`);
    if (message === undefined) continue;
    taken.add(message);
    open.answers.push({
      message,
      match: message.decoded.kind === 'unreadable' ? 'garbled' : message.claim.id === open.id ? 'exact' : 'lenient',
    });
  }
  for (const message of messages) {
    if (message.entry.direction !== 'received' || taken.has(message)) continue;
    const subject = message.decoded.kind === 'object' ? message.decoded.value : message.claim;
    const asked = byId.get(`${message.connection} ${String(message.claim.id)}`) ?? [];
    const before = asked.filter((open) => open.request.entry.at <= message.entry.at && couldAnswer(open, subject) === 'exact');
    // An echo of the request is no answer to it.
    const own = before.filter(({ request }) => request.entry.text !== message.entry.text);
    (own.find(({ answers }) => answers.length === 0) ?? own.at(-1))?.answers.push({ message, match: 'exact' });
  }
}

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
