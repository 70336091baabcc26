import { isEcho } from '../protocol/correlation.ts';
import { groupBy } from '../protocol/group-by.ts';
import { plainText } from '../protocol/plain-text.ts';
import type { Profile } from '../protocol/profile.ts';
import type { SeatSummary, Transcript } from '../transcript/entry.ts';
import { isMark } from '../transcript/mark.ts';
import { derived } from './derived.ts';
import { type Exchange, pairExchanges } from './exchange.ts';
import { type Fact, isOf, type MessageFact, messageFact, objectOf } from './fact.ts';
import type { Outcome } from './outcome.ts';

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
  const facts = transcripts.flatMap(factsOf).filter(isNotOurPace(transcripts));
  if (transcripts.length > 1) facts.sort((a, b) => a.entry.at - b.entry.at);
  const [first] = transcripts;
  // Where a process has properties of its own, its transcript says so; checks of a view of several judge no times.
  const properties = { ...profile.properties, ...(transcripts.length === 1 ? first?.header.properties : {}) };
  return withFacts(
    { profile: { ...profile, properties }, group: first?.header.group ?? [], epochMs: first?.header.epochMs ?? 0 },
    facts,
  );
}

/** A view of only some facts of the same run. */
export function withFacts(
  { profile, group, epochMs }: Pick<View, 'profile' | 'group' | 'epochMs'>,
  facts: readonly Fact[],
): View {
  let messages: readonly MessageFact[] | undefined;
  let exchanges: readonly Exchange[] | undefined;
  return {
    profile,
    group,
    epochMs,
    facts,
    get messages() {
      messages ??= facts.filter(isOf('message')).map(messageFact);
      return messages;
    },
    get exchanges() {
      exchanges ??= pairExchanges(facts, this.messages);
      return exchanges;
    },
  };
}

/** What was turned away since we came faster than a NetBackup does is nobody's fault, and nothing is judged by it (contracts.md §2). */
function isNotOurPace(transcripts: readonly Transcript[]): (fact: Fact) => boolean {
  const ours = new Set<string>();
  for (const { entries } of transcripts)
    for (const entry of entries)
      if ((isMark(entry, 'slowed-down') || isMark(entry, 'rate-limited')) && entry.connection !== undefined)
        ours.add(entry.connection);
  return ({ entry }) => entry.kind === 'mark' || entry.connection === undefined || !ours.has(entry.connection);
}

function factsOf({ header, entries }: Transcript): Fact[] {
  return entries.map((entry) => ({ ref: { transcript: header.scenario, entry: entry.n }, entry }));
}

/** Every message of the candidate, also one that only repeats ours. */
export const receivedWithEchoes = (view: View): readonly MessageFact[] =>
  view.messages.filter(({ entry }) => entry.direction === 'received');

/** The messages of the candidate, less those that only repeat one of ours on its connection: an echo says nothing. */
export const received = derived((view: View): readonly MessageFact[] => {
  const sent = groupBy(
    view.messages.filter(({ entry }) => entry.direction === 'sent'),
    ({ connection, claim }) => `${connection} ${plainText(claim.id)}`,
  );
  const repeats = (message: MessageFact) =>
    (sent.get(`${message.connection} ${plainText(message.claim.id)}`) ?? []).some((ours) =>
      isEcho(objectOf(ours), objectOf(message)),
    );
  return receivedWithEchoes(view).filter((message) => !repeats(message));
});
