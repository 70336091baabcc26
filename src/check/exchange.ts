import { CloseCode } from '../protocol/close-code.ts';
import { couldAnswer } from '../protocol/correlation.ts';
import type { EntryOf } from '../transcript/entry.ts';
import { type Fact, isOf, type MessageFact } from './fact.ts';
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

/** One connection while its entries are walked. */
interface Side {
  readonly unanswered: Open[];
  /** The last transmission of each id. */
  readonly last: Map<string, Open>;
}

/**
 * Pairs the requests of one side with the answers of the other, connection by connection, exactly as a lenient drive does: an
 * answer under the request's id; failing that, the only message that could be meant for the one request that is open.
 */
export function pairExchanges(facts: readonly Fact[], messages: readonly MessageFact[]): readonly Exchange[] {
  const all: Open[] = [];
  const byConnection = new Map<string, Side>();
  const sends = new Map<string, number>();
  const waits = new Map<string, Fact<EntryOf<'timer'>>>();
  const byEntry = new Map(messages.map((message) => [message.entry, message]));
  for (const fact of facts) {
    const connection = fact.entry.connection ?? '';
    const message = fact.entry.kind === 'message' ? byEntry.get(fact.entry) : undefined;
    if (message !== undefined) {
      const side = sideOf(byConnection, connection);
      const asked = questionOf(message);
      if (asked !== undefined) {
        const transmission = (sends.get(asked.id) ?? 0) + 1;
        sends.set(asked.id, transmission);
        const open: Open = { request: message, ...asked, transmission, answers: [], ended: undefined };
        side.unanswered.push(open);
        side.last.set(asked.id, open);
        all.push(open);
      }
      if (message.entry.direction === 'received') assign(message, side);
    } else if (isOf('timer')(fact) && fact.entry.of !== null) {
      waits.set(`${fact.ref.transcript} ${fact.entry.of}`, fact);
    } else if (endsConnection(fact)) {
      for (const open of sideOf(byConnection, connection).unanswered) open.ended ??= fact;
    }
  }
  return all.map((open) => {
    const wait = waits.get(`${open.request.ref.transcript} ${open.request.ref.entry}`);
    return { ...open, wait, end: endOf(open, wait) };
  });
}

/** A request of ours: the drive's side of the wire asks, the candidate answers. */
function questionOf({ entry, claim }: MessageFact): { type: string; id: string } | undefined {
  if (entry.direction !== 'sent' || claim.subType !== 'REQUEST') return undefined;
  return typeof claim.type === 'string' && typeof claim.id === 'string' ? { type: claim.type, id: claim.id } : undefined;
}

function assign(message: MessageFact, side: Side): void {
  // An echo of the request is no answer to it.
  if (side.unanswered.some(({ request }) => request.entry.text === message.entry.text)) return;
  const only = side.unanswered.length === 1 ? side.unanswered[0] : undefined;
  if (message.decoded.kind === 'unreadable') {
    if (only !== undefined && message.entry.text.includes(only.id)) answer(side, only, { message, match: 'garbled' });
    return;
  }
  const subject = message.decoded.kind === 'cut' ? message.claim : message.decoded.value;
  const meant = side.unanswered.map((open) => [open, couldAnswer(open, subject)] as const);
  const exact = meant.find(([, match]) => match === 'exact')?.[0] ?? again(side, message, subject);
  if (exact !== undefined) {
    answer(side, exact, { message, match: 'exact' });
    return;
  }
  const lenient = meant.filter(([, match]) => match === 'lenient');
  const first = lenient[0]?.[0];
  if (first !== undefined && lenient.every(([{ id }]) => id === first.id)) answer(side, first, { message, match: 'lenient' });
}

/** The request that this message answers once more. */
function again(side: Side, { claim }: MessageFact, subject: unknown): Open | undefined {
  const last = typeof claim.id === 'string' ? side.last.get(claim.id) : undefined;
  return last !== undefined && couldAnswer(last, subject) === 'exact' ? last : undefined;
}

function answer(side: Side, open: Open, given: Answer): void {
  open.answers.push(given);
  const index = side.unanswered.indexOf(open);
  if (index >= 0) side.unanswered.splice(index, 1);
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

function sideOf(map: Map<string, Side>, key: string): Side {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made: Side = { unanswered: [], last: new Map() };
  map.set(key, made);
  return made;
}
