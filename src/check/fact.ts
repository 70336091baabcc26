import { type Decoded, decode } from '../protocol/codec.ts';
import { type Claim, claimOf } from '../protocol/correlation.ts';
import type { Entry, EntryOf } from '../transcript/entry.ts';
import { derived } from './derived.ts';
import type { Reference } from './outcome.ts';

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

/** A predicate that narrows facts to one kind of entry. */
export function isOf<K extends Entry['kind']>(kind: K): (fact: Fact) => fact is Fact<EntryOf<K>> {
  return (fact): fact is Fact<EntryOf<K>> => fact.entry.kind === kind;
}

/** How to cite facts, less those that are not there. */
export const refsOf = (facts: readonly (Pick<Fact, 'ref'> | undefined)[]): readonly Reference[] =>
  facts.flatMap((fact) => (fact === undefined ? [] : [fact.ref]));

/** The decoded object of a message, undefined where it is not one. */
export function objectOf(message: MessageFact): Readonly<Record<string, unknown>> | undefined {
  return message.decoded.kind === 'object' ? message.decoded.value : undefined;
}

interface Read {
  readonly decoded: MessageFact['decoded'];
  readonly claim: Claim;
}

/** A message is decoded once, however many checks read it: entries never change. How it is cited depends on its transcript. */
export function messageFact(fact: Fact<EntryOf<'message'>>): MessageFact {
  return { ...fact, connection: fact.entry.connection ?? '', ...read(fact.entry) };
}

const read = derived(({ cut, text }: EntryOf<'message'>): Read => {
  const decoded: MessageFact['decoded'] = cut === undefined ? decode(text) : { kind: 'cut' };
  return { decoded, claim: cut ?? claimOf(decoded.kind === 'object' ? decoded.value : undefined) };
});
