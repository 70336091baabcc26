import { member } from '../../../protocol/codec.ts';
import { isRespelt, meansNo } from '../../../protocol/correlation.ts';
import { groupBy } from '../../../protocol/group-by.ts';
import { isMessageName, nameOf, senderOf, sentBy } from '../../../protocol/message-name.ts';
import { plainText } from '../../../protocol/plain-text.ts';
import { derived } from '../../derived.ts';
import { envelopeProblem } from '../../envelope.ts';
import { everyMessage, firstProblem, type Problem, show } from '../../every-message.ts';
import { type Answer, type Exchange, shown } from '../../exchange.ts';
import type { MessageFact } from '../../fact.ts';
import { objectOf } from '../../fact.ts';
import { pass, violation } from '../../outcome.ts';
import type { Check, View } from '../../view.ts';
import { received, said } from '../../view.ts';
import { isUsualId } from '../usual-id.ts';

interface Pair {
  readonly exchange: Exchange;
  readonly answer: Answer;
}

/** The answers to requests of one type, or of any. */
const answersTo = (view: View, type: string | null): readonly Pair[] =>
  view.exchanges
    .filter((exchange) => type === null || exchange.type === type)
    .flatMap((exchange) => exchange.answers.map((answer) => ({ exchange, answer })));

/** Each readable answer to a request of this type (null: of any), with the request it was meant for. */
function eachAnswer(
  type: string | null,
  problemOf: (message: MessageFact, exchange: Exchange, view: View) => Problem | undefined,
  applies: (message: MessageFact) => boolean = () => true,
): Check {
  return (view) => {
    const pairs = answersTo(view, type).filter(
      ({ answer }) => answer.match !== 'garbled' && answer.message.decoded.kind !== 'cut' && applies(answer.message),
    );
    if (pairs.length === 0) return null;
    const exchangeOf = new Map(pairs.map(({ exchange, answer }) => [answer.message, exchange]));
    const wrong = firstProblem([...exchangeOf.keys()], (message) => {
      const exchange = exchangeOf.get(message);
      return exchange === undefined ? undefined : problemOf(message, exchange, view);
    });
    return wrong ?? pass(pairs.flatMap(({ exchange, answer }) => [exchange.request.ref, answer.message.ref]));
  };
}

/** The id of a request is repeated: upper-case version 4 UUIDs, as NetBackup makes them; other spellings are MSG-008. */
function idProblem({ claim }: MessageFact, { id, type }: Exchange): Problem | undefined {
  if (claim.id === id) return undefined;
  return {
    reason: 'id-differs',
    message: `a ${type} RESPONSE does not repeat the id of its request`,
    expected: show(id),
    actual: show(claim.id),
  };
}

/** The id row judges the spelling that NetBackup uses; the rest of the answers belongs to MSG-008. */
const usualId = (message: MessageFact, exchange: Exchange): Problem | undefined =>
  isUsualId(exchange.id) ? idProblem(message, exchange) : undefined;

/** MSG-006, on the answers to CONNECT; its half on notifications is ACK-002. */
export const repeatsConnectId: Check = eachAnswer('CONNECT', usualId);
/** ACK-002, on acknowledgements. */
export const repeatsAcknowledgedId: Check = eachAnswer('NOTIFICATION', usualId);

/** MSG-007, on the answers to COMMAND, whatever the id looks like: an endpoint makes its own. One that is only spelt anew is MSG-008's. */
export const repeatsCommandId: Check = eachAnswer('COMMAND', (message, exchange) =>
  isRespelt(exchange.id, message.claim.id) ? undefined : idProblem(message, exchange),
);

/** MSG-014: one response for each transmission, none of them twice and none of them never. */
export const oneResponse: Check = (view) => {
  const judged = view.exchanges.filter(({ end }) => end === 'answered' || end === 'expired');
  if (judged.length === 0) return null;
  const groups = groupBy(judged, ({ id, request }) => `${request.connection} ${id}`);
  for (const group of groups.values()) {
    const answers = group.flatMap((exchange) => exchange.answers);
    const first = group[0];
    if (first === undefined) continue;
    const evidence = group.flatMap(shown);
    if (answers.length > group.length) {
      const sent = group.length === 1 ? 'one request' : `${group.length} transmissions of a request`;
      const message = `a ${first.type} REQUEST was answered more than once`;
      return violation('answered-twice', message, `one response to ${sent}`, `${answers.length} responses`, evidence);
    }
    if (answers.length === 0) {
      const message = `a ${first.type} REQUEST was never answered`;
      return violation('unanswered', message, 'one response', 'none in the time that was waited', evidence);
    }
  }
  return pass(judged.flatMap(shown));
};

/** MSG-015: judged on known types only, since an unknown one is MSG-009 or MSG-010. */
export const answerKind: Check = eachAnswer(
  null,
  ({ claim }, { type }) =>
    claim.type === type && claim.subType === 'RESPONSE'
      ? undefined
      : {
          reason: 'answer-of-another-kind',
          message: `a ${type} REQUEST is answered by another kind of message`,
          expected: `${type} RESPONSE`,
          actual: nameOf(claim),
        },
  ({ claim }) => isMessageName(nameOf(claim)),
);

const answersIn = derived(
  (view: View) => new Set(view.exchanges.flatMap(({ answers }) => answers.map(({ message }) => message))),
);
const isAnswer = (message: MessageFact, view: View): boolean => answersIn(view).has(message);

/** MSG-017, echoes included: what came as an answer is judged by MSG-015, what has unknown types by MSG-009 and MSG-010. */
const direction: Check = everyMessage(
  (message) =>
    objectOf(message) !== undefined && typeof message.claim.type === 'string' && typeof message.claim.subType === 'string',
  (message, view) => {
    const name = nameOf(message.claim);
    if (!isMessageName(name) || senderOf[name] === 'endpoint' || isAnswer(message, view)) return undefined;
    const expected = sentBy.endpoint.join(', ');
    return { reason: 'wrong-direction', message: `an endpoint sent a ${name}`, expected, actual: name };
  },
  said,
);

const isCommand = ({ claim }: MessageFact): boolean => claim.type === 'COMMAND' && claim.subType === 'REQUEST';

function repeated(key: (message: MessageFact) => string, where: string): Check {
  return (view) => {
    const commands = received(view).filter((message) => isCommand(message) && typeof message.claim.id === 'string');
    if (commands.length === 0) return null;
    for (const group of groupBy(commands, key).values()) {
      if (group.length < 2) continue;
      const refs = group.map(({ ref }) => ref);
      const message = `two COMMAND REQUESTs ${where} carry the same id`;
      return violation('id-reused', message, 'a new id for each request', show(group[0]?.claim.id), refs);
    }
    return pass(commands.map(({ ref }) => ref));
  };
}

/** ACK-016: an acknowledgement of nothing that was asked. */
const strayAcknowledgement: Check = (view) => {
  const acks = received(view).filter(({ claim }) => claim.type === 'NOTIFICATION' && claim.subType === 'RESPONSE');
  if (acks.length === 0) return null;
  // An acknowledgement may come on another connection than its request; it is stray where no such request was ever sent.
  const sent = new Set(view.exchanges.filter(({ type }) => type === 'NOTIFICATION').map(({ id }) => id));
  const stray = acks.filter((message) => !isAnswer(message, view) && !sent.has(plainText(message.claim.id)));
  if (stray.length === 0) {
    const asked = answersTo(view, 'NOTIFICATION').map(({ exchange }) => exchange.request.ref);
    return pass([...asked, ...acks.map(({ ref }) => ref)]);
  }
  const refs = stray.map(({ ref }) => ref);
  const message = 'a NOTIFICATION RESPONSE answers no request';
  return violation('stray-acknowledgement', message, 'the id of a request received before', show(stray[0]?.claim.id), refs);
};

/** CON-014: nothing is asked for before the token was taken; judged on each connection that carried a COMMAND. */
const commandsAfterConnect: Check = (view) => {
  const commands = received(view).filter(isCommand);
  if (commands.length === 0) return null;
  const connects = answersTo(view, 'CONNECT');
  const firstAnswer = (connection: string) =>
    connects.find(({ answer }) => answer.message.connection === connection && !meansNo(objectOf(answer.message)))?.answer.message;
  const early = commands.filter((command) => {
    const answer = firstAnswer(command.connection);
    return answer === undefined ? hasConnect(view, command.connection) : command.entry.at < answer.entry.at;
  });
  const refs = early.map(({ ref }) => ref);
  if (early.length > 0) {
    const message = 'a COMMAND REQUEST came before the CONNECT RESPONSE';
    return violation('command-before-connect', message, 'valid:true first', 'a COMMAND REQUEST first', refs);
  }
  return pass(commands.map(({ ref }) => ref));
};

const hasConnect = (view: View, connection: string): boolean =>
  view.exchanges.some(({ type, request }) => type === 'CONNECT' && request.connection === connection);

/** Who answers what (guide §1.4, §1.6), by the requirement it belongs to. */
export const correlationInvariants: Readonly<Record<string, Check>> = {
  'MSG-004': repeated(({ connection, claim }) => `${connection} ${plainText(claim.id)}`, 'on one connection'),
  'MSG-006': repeatsConnectId,
  'MSG-014': oneResponse,
  'MSG-015': answerKind,
  'MSG-017': direction,
  'MSG-020': repeated(({ claim }) => plainText(claim.id), 'of the run'),
  'CON-014': commandsAfterConnect,
  'ACK-002': repeatsAcknowledgedId,
  'ACK-003': eachAnswer('NOTIFICATION', (message) => {
    const payload = member(objectOf(message), 'payload');
    if (Array.isArray(payload) && payload.length === 0) return undefined;
    return {
      reason: 'payload-not-empty-array',
      message: 'the payload of a NOTIFICATION RESPONSE is not an empty array',
      expected: '[]',
      actual: show(payload),
    };
  }),
  'ACK-004': eachAnswer('NOTIFICATION', (message, _exchange, view) => envelopeProblem(message, view)),
  'ACK-016': strayAcknowledgement,
};
