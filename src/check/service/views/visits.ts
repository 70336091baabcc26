import { member } from '../../../protocol/codec.ts';
import { meansYes } from '../../../protocol/correlation.ts';
import { groupBy } from '../../../protocol/group-by.ts';
import { isNamed } from '../../../protocol/message-name.ts';
import type { EntryOf } from '../../../transcript/entry.ts';
import { derived } from '../../derived.ts';
import { type Fact, isOf, type MessageFact, objectOf } from '../../fact.ts';
import type { View } from '../../view.ts';

type Http = Fact<EntryOf<'http'> & { readonly direction: 'received' }>;
type Answer = Fact<EntryOf<'http'> & { readonly direction: 'sent' }>;

/** One TCP connection of a service candidate to an endpoint of ours, from its first byte to its end. */
export interface Visit {
  readonly connection: string;
  readonly accepted: Fact<EntryOf<'tcp'>>;
  readonly place: number;
  readonly groupId: string;
  /** How the token of the endpoint's descriptor is shown. */
  readonly token: string;
  /** Why its certificate must not be trusted; undefined for a good one. */
  readonly untrusted: string | undefined;
  /** The end of the TLS handshake, good or not. */
  readonly handshake: Fact<EntryOf<'tls'>> | undefined;
  /** The request of the opening handshake, and what it was answered. */
  readonly request: Http | undefined;
  readonly answer: Answer | undefined;
  /** What the candidate said, in order. */
  readonly said: readonly MessageFact[];
  readonly connects: readonly MessageFact[];
  /** Our `valid:true`. */
  readonly established: MessageFact | undefined;
  /** Our `valid` as text: a lenient reader may take it for a yes, and nothing is held against it (CON-015). */
  readonly perhaps: MessageFact | undefined;
  /** Our `valid:false`. */
  readonly refused: MessageFact | undefined;
  /** The first Close or end of TCP, of either side. */
  readonly end: Fact | undefined;
}

/** All visits in the order in which they began; one that began before the transcript is left out. */
export const visits = derived((view: View): readonly Visit[] => {
  const ofConnections = groupBy(
    view.facts.filter(({ entry }) => entry.connection !== undefined),
    ({ entry }) => entry.connection ?? '',
  );
  return [...ofConnections].flatMap(([connection, facts]) => visitOf(connection, facts, view));
});

function visitOf(connection: string, facts: readonly Fact[], view: View): readonly Visit[] {
  const accepted = facts.filter(isOf('tcp')).find(({ entry }) => entry.event === 'accepted');
  if (accepted?.entry.event !== 'accepted') return [];
  const https = facts.filter(isOf('http'));
  const messages = messagesByConnection(view).get(connection) ?? [];
  const said = messages.filter(({ entry }) => entry.direction === 'received');
  const ours = (valid: boolean) =>
    messages.find(
      (message) =>
        message.entry.direction === 'sent' &&
        message.entry.deviation === undefined &&
        isNamed(message.claim, 'CONNECT RESPONSE') &&
        member(objectOf(message)?.['payload'], 'valid') === valid,
    );
  const connects = said.filter((message) => isNamed(message.claim, 'CONNECT REQUEST'));
  const perhaps = messages.find(
    (message) =>
      message.entry.deviation !== undefined &&
      isNamed(message.claim, 'CONNECT RESPONSE') &&
      connects.some(({ claim }) => claim.id === message.claim.id) &&
      meansYes(objectOf(message)),
  );
  return [
    {
      connection,
      accepted,
      place: accepted.entry.place,
      groupId: accepted.entry.groupId,
      token: accepted.entry.token,
      untrusted: accepted.entry.untrusted,
      handshake: facts.find(isOf('tls')),
      request: https.find((fact): fact is Http => fact.entry.direction === 'received'),
      answer: https.find((fact): fact is Answer => fact.entry.direction === 'sent'),
      said,
      connects,
      established: ours(true),
      perhaps,
      refused: ours(false),
      end: facts.find(({ entry }) => entry.kind === 'close' || (entry.kind === 'tcp' && entry.event === 'ended')),
    },
  ];
}

const messagesByConnection = derived((view: View) => groupBy(view.messages, ({ connection }) => connection));
