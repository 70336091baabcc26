import { type Decoded, decode } from '../protocol/codec.ts';
import { type Claim, claimOf } from '../protocol/correlation.ts';
import type { Profile } from '../protocol/profile.ts';
import type { Entry, EntryOf, SeatSummary, Transcript } from '../transcript/entry.ts';
import { type Exchange, pairExchanges } from './exchange.ts';
import type { Outcome, Reference } from './outcome.ts';

/** An entry and how to cite it. */
export interface Fact<E extends Entry = Entry> {
  readonly ref: Reference;
  readonly entry: E;
}

/** A data message as checks read it. */
export interface MessageFact extends Fact<EntryOf<'message'>> {
  readonly connection: string;
  /** `cut` where the transcript kept only the beginning: its envelope is known, its payload is not. */
  readonly decoded: Decoded | { readonly kind: 'cut' };
  readonly claim: Claim;
}

/** A pure judgement of a view; null where an invariant found nothing to judge. */
export type Check = (view: View) => Outcome | null;

/** What checks see: the entries of one transcript, or of a whole run in order of time. */
export interface View {
  readonly profile: Profile;
  readonly group: readonly SeatSummary[];
  /** Wall-clock milliseconds at `at` 0. */
  readonly epochMs: number;
  readonly facts: readonly Fact[];
  readonly messages: readonly MessageFact[];
  readonly exchanges: readonly Exchange[];
}

/** Makes a view of one or more transcripts of a run. */
export function viewOf(transcripts: readonly Transcript[], profile: Profile): View {
  const facts = transcripts.flatMap(factsOf);
  if (transcripts.length > 1) facts.sort((a, b) => a.entry.at - b.entry.at);
  let messages: readonly MessageFact[] | undefined;
  let exchanges: readonly Exchange[] | undefined;
  const view: View = {
    profile,
    group: transcripts[0]?.header.group ?? [],
    epochMs: transcripts[0]?.header.epochMs ?? 0,
    facts,
    get messages() {
      messages ??= facts.filter(isOf('message')).map(messageFact);
      return messages;
    },
    get exchanges() {
      exchanges ??= pairExchanges(view);
      return exchanges;
    },
  };
  return view;
}

function factsOf({ header, entries }: Transcript): Fact[] {
  return entries.map((entry) => ({ ref: { transcript: header.scenario, entry: entry.n }, entry }));
}

const known = new WeakMap<Entry, MessageFact>();

/** A message is decoded once, however many checks read it: entries never change. */
function messageFact(fact: Fact<EntryOf<'message'>>): MessageFact {
  const seen = known.get(fact.entry);
  if (seen !== undefined) return seen;
  const { cut, text, connection } = fact.entry;
  const decoded: MessageFact['decoded'] = cut === undefined ? decode(text) : { kind: 'cut' };
  const claim = cut ?? claimOf(decoded.kind === 'object' ? decoded.value : undefined);
  const made = { ...fact, connection: connection ?? '', decoded, claim };
  known.set(fact.entry, made);
  return made;
}

/** A predicate that narrows facts to one kind of entry. */
export function isOf<K extends Entry['kind']>(kind: K): (fact: Fact) => fact is Fact<EntryOf<K>> {
  return (fact): fact is Fact<EntryOf<K>> => fact.entry.kind === kind;
}

/** The decoded object of a message, undefined where it is not one. */
export function objectOf(message: MessageFact): Readonly<Record<string, unknown>> | undefined {
  return message.decoded.kind === 'object' ? message.decoded.value : undefined;
}

/** What the candidate said. */
export const received = (view: View): readonly MessageFact[] =>
  view.messages.filter(({ entry }) => entry.direction === 'received');
