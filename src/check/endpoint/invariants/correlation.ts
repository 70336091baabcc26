import { member } from '../../../protocol/codec.ts';
import { meansNo } from '../../../protocol/correlation.ts';
import { groupBy } from '../../../protocol/group-by.ts';
import { isMessageName, isNamed, nameOf, senderOf, sentBy } from '../../../protocol/message-name.ts';
import { plainText } from '../../../protocol/plain-text.ts';
import { answerKind, answersTo, eachAnswer, idProblem, oneResponse } from '../../answers.ts';
import { derived } from '../../derived.ts';
import { envelopeProblem } from '../../envelope.ts';
import { everyMessage, type Problem, show } from '../../every-message.ts';
import type { Exchange } from '../../exchange.ts';
import type { MessageFact } from '../../fact.ts';
import { objectOf } from '../../fact.ts';
import { pass, violation } from '../../outcome.ts';
import type { Check, View } from '../../view.ts';
import { received, receivedWithEchoes } from '../../view.ts';
import { isUsualId } from '../usual-id.ts';

/** The id row judges the spelling that NetBackup uses; the rest of the answers belongs to MSG-008. */
const usualId = (message: MessageFact, exchange: Exchange): Problem | undefined =>
  isUsualId(exchange.id) ? idProblem(message, exchange) : undefined;

/** MSG-006, on the answers to CONNECT; its half on notifications is ACK-002. */
export const repeatsConnectId: Check = eachAnswer('CONNECT', usualId);
/** ACK-002, on acknowledgements. */
export const repeatsAcknowledgedId: Check = eachAnswer('NOTIFICATION', usualId);

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
  receivedWithEchoes,
);

const isCommand = ({ claim }: MessageFact): boolean => isNamed(claim, 'COMMAND REQUEST');

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
  const acks = received(view).filter(({ claim }) => isNamed(claim, 'NOTIFICATION RESPONSE'));
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
