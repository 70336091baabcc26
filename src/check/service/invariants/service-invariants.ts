import { member } from '../../../protocol/codec.ts';
import { isRespelt } from '../../../protocol/correlation.ts';
import { groupBy } from '../../../protocol/group-by.ts';
import { isMessageName, nameOf, senderOf, sentBy } from '../../../protocol/message-name.ts';
import { plainText } from '../../../protocol/plain-text.ts';
import { FLOOD } from '../../../transcript/entry.ts';
import { isMark } from '../../../transcript/mark.ts';
import { answerKind, eachAnswer, idProblem, oneResponse } from '../../answers.ts';
import { envelopeInvariants } from '../../envelope.ts';
import { everyMessage, type Problem, show } from '../../every-message.ts';
import { type Fact, isOf, type MessageFact, objectOf, refsOf } from '../../fact.ts';
import { frameInvariants } from '../../frames.ts';
import { pass, violation } from '../../outcome.ts';
import { type Check, received, type View } from '../../view.ts';
import { connectsFirst, earlyNotification } from '../connect.ts';
import { notifiedIn } from '../views/deliveries.ts';
import { type Visit, visits } from '../views/visits.ts';
import { handshakeInvariants } from './handshakes.ts';
import { notificationInvariants } from './notifications.ts';

const isRequest = ({ claim }: MessageFact): boolean =>
  claim.subType === 'REQUEST' && (claim.type === 'CONNECT' || claim.type === 'NOTIFICATION');

/** MSG-016; what has unknown types is judged by MSG-009 and MSG-010. */
const direction: Check = everyMessage(
  ({ claim }) => isMessageName(nameOf(claim)),
  ({ claim }) => {
    const name = nameOf(claim);
    if (isMessageName(name) && senderOf[name] === 'service') return undefined;
    return { reason: 'wrong-direction', message: `a service sent a ${name}`, expected: sentBy.service.join(', '), actual: name };
  },
);

/** What a request says, whatever its id and the moment: a resend says it again. */
const sameRequest = (a: MessageFact, b: MessageFact): boolean =>
  a.claim.type === b.claim.type && a.claim.type === 'NOTIFICATION' && entries(a) === entries(b);
const entries = (message: MessageFact): string =>
  notifiedIn(message)
    .map(({ text }) => text)
    .sort()
    .join();

/** A request id that is used for another request too, in some scope. */
const reused =
  (scopeOf: (message: MessageFact) => string, where: string): Check =>
  (view) => {
    const requests = received(view).filter((message) => isRequest(message) && typeof message.claim.id === 'string');
    if (requests.length === 0) return null;
    for (const group of groupBy(requests, (message) => `${scopeOf(message)} ${plainText(message.claim.id)}`).values()) {
      const [first] = group;
      const other = group.find((message) => first !== undefined && message !== first && !sameRequest(message, first));
      if (first === undefined || other === undefined) continue;
      return violation(
        'id-reused',
        `two requests ${where} carry the same id`,
        'a new id for each request',
        show(first.claim.id),
        [first.ref, other.ref],
      );
    }
    return pass(requests.map(({ ref }) => ref));
  };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** MSG-005: each request carries a UUID of its own, over the whole run. */
const ownUuids: Check = (view) => {
  const requests = received(view).filter(isRequest);
  const none = requests.filter(({ claim }) => typeof claim.id !== 'string' || !uuid.test(claim.id));
  const [first] = none;
  if (first !== undefined)
    return violation(
      'id-not-a-uuid',
      'the id of a request is no UUID',
      'a UUID',
      show(first.claim.id),
      none.map(({ ref }) => ref),
    );
  return reused(() => '', 'of the run')(view);
};

/** Each visit on which something was said. */
const perVisit =
  (problemOf: (visit: Visit) => { readonly problem: Problem; readonly fact: Fact } | undefined): Check =>
  (view) => {
    const judged = visits(view).filter(({ connects }) => connects.length > 0);
    for (const visit of judged) {
      const found = problemOf(visit);
      if (found !== undefined)
        return violation(found.problem.reason, found.problem.message, found.problem.expected, found.problem.actual, [
          found.fact.ref,
        ]);
    }
    return judged.length === 0
      ? null
      : pass(judged.flatMap(({ accepted, connects }) => [accepted.ref, ...connects.map(({ ref }) => ref)]));
  };

/** CON-005: the token of this very endpoint's descriptor, unchanged. */
const ownToken = perVisit(({ token, connects }) => {
  for (const fact of connects) {
    const got = member(objectOf(fact)?.['payload'], 'token');
    if (got === token) continue;
    const reason = typeof got === 'string' ? 'other-token' : 'token-missing';
    return {
      fact,
      problem: {
        reason,
        message: 'a CONNECT REQUEST does not carry the token of its endpoint',
        expected: token,
        actual: show(got),
      },
    };
  }
  return undefined;
});

/** CON-006: one CONNECT REQUEST a connection. */
const oneConnect = perVisit(({ connects: [, second] }) =>
  second === undefined
    ? undefined
    : {
        fact: second,
        problem: {
          reason: 'connected-twice',
          message: 'a second CONNECT REQUEST comes on one connection',
          expected: 'one',
          actual: 'two',
        },
      },
);

/** CON-004, on every connection: nothing comes before the CONNECT REQUEST. */
const connectFirst = (view: View) => (visits(view).some(({ said }) => said.length > 0) ? connectsFirst(view) : null);

/** CON-013, on every connection: no notification comes before our `valid:true`. */
const nothingBeforeValid: Check = (view) => {
  const early = earlyNotification(view);
  if (early !== undefined) return early;
  const established = visits(view).flatMap((visit) => (visit.established === undefined ? [] : [visit.established.ref]));
  return established.length === 0 ? null : pass(established);
};

/** GRP-004 and GRP-005: one connection at a time, counted from our `valid:true` to the first Close or end of either side. */
const oneAtATime =
  (keyOf: (visit: Visit) => string, reason: string, what: string): Check =>
  (view) => {
    const live = visits(view).filter(({ established }) => established !== undefined);
    if (live.length === 0) return null;
    for (const group of groupBy(live, keyOf).values()) {
      for (const [index, later] of group.entries()) {
        const at = later.established?.entry.at ?? 0;
        const other = group.slice(0, index).find(({ end }) => end === undefined || end.entry.at > at);
        if (other === undefined) continue;
        const refs = refsOf([other.established, later.established]);
        return violation(reason, `two connections to ${what} are established at a time`, 'one', 'two', refs);
      }
    }
    return pass(live.flatMap(({ established }) => (established === undefined ? [] : [established.ref])));
  };

const isFlood = ({ entry }: Fact): boolean =>
  isMark(entry, FLOOD) || (entry.kind === 'tcp' && entry.event === 'ended' && entry.cause === FLOOD);

/** CON-019: the connection process goes on; a candidate that has ended by itself, or that had to be stopped, runs none. */
const keepsRunning: Check = (view) => {
  // A candidate that has reached no endpoint cannot be judged.
  if (visits(view).length === 0) return null;
  const flood = view.facts.find(isFlood);
  if (flood !== undefined) {
    const what = flood.entry.kind === 'mark' ? flood.entry.detail : 'more on one connection, or more connections, than we take';
    const message = 'the candidate floods our endpoints, so that we hung up';
    return violation('candidate-floods', message, 'a connection process that runs periodically', what, [flood.ref]);
  }
  const exit = view.facts.filter(isOf('process')).find(({ entry }) => entry.event === 'exited');
  if (exit === undefined) return null;
  return violation(
    'candidate-ended',
    'the candidate ends by itself',
    'a service that runs until it is told to end',
    exit.entry.detail,
    [exit.ref],
  );
};

/** MSG-007, on the answers to COMMAND, whatever the id looks like: an endpoint makes its own. One that is only spelt anew is MSG-008's. */
const repeatsCommandId: Check = eachAnswer('COMMAND', (message, exchange) =>
  isRespelt(exchange.id, message.claim.id) ? undefined : idProblem(message, exchange),
);

/** A service owes answers to COMMANDs alone: a REQUEST of another type is not one that an endpoint may send. */
const onCommands =
  (check: Check): Check =>
  (view) =>
    check({ ...view, exchanges: view.exchanges.filter(({ type }) => type === 'COMMAND') });

/** What holds over everything that a service says, judged once over all transcripts of a run, by requirement. */
export const serviceInvariants: Readonly<Record<string, Check>> = {
  ...envelopeInvariants,
  ...frameInvariants('service'),
  ...handshakeInvariants,
  ...notificationInvariants,
  'MSG-004': reused(({ connection }) => connection, 'on one connection'),
  'MSG-005': ownUuids,
  'MSG-007': repeatsCommandId,
  'MSG-014': onCommands(oneResponse),
  'MSG-015': onCommands(answerKind),
  'MSG-016': direction,
  'CON-004': connectFirst,
  'CON-005': ownToken,
  'CON-006': oneConnect,
  'CON-013': nothingBeforeValid,
  'CON-019': keepsRunning,
  'GRP-004': oneAtATime(({ groupId, place }) => `${groupId} ${place}`, 'two-to-one-endpoint', 'one endpoint'),
  'GRP-005': oneAtATime(({ groupId }) => groupId, 'two-in-a-group', 'one server group'),
};
