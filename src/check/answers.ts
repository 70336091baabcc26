import { groupBy } from '../protocol/group-by.ts';
import { isMessageName, nameOf } from '../protocol/message-name.ts';
import { LARGE_MESSAGE_BYTES } from '../protocol/profile.ts';
import { firstProblem, type Problem, show } from './every-message.ts';
import { type Answer, type Exchange, exchangeRefs } from './exchange.ts';
import type { MessageFact } from './fact.ts';
import { pass, violation } from './outcome.ts';
import type { Check, View } from './view.ts';

interface Pair {
  readonly exchange: Exchange;
  readonly answer: Answer;
}

/** The answers to requests of one type, or of any. */
export const answersTo = (view: View, type: string | null): readonly Pair[] =>
  view.exchanges
    .filter((exchange) => type === null || exchange.type === type)
    .flatMap((exchange) => exchange.answers.map((answer) => ({ exchange, answer })));

/** Each readable answer to a request of this type (null: of any), with the request it was meant for. */
export function eachAnswer(
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
export function idProblem({ claim }: MessageFact, { id, type }: Exchange): Problem | undefined {
  if (claim.id === id) return undefined;
  return {
    reason: 'id-differs',
    message: `a ${type} RESPONSE does not repeat the id of its request`,
    expected: show(id),
    actual: show(claim.id),
  };
}

/** MSG-014: one response for each transmission, none of them twice and none of them never. */
export const oneResponse: Check = (view) => {
  // Whether one is answered that may be too large is NTF-033's to say (contracts.md §2).
  const isJudged = ({ end, request }: Exchange) =>
    end === 'answered' || (end === 'expired' && request.entry.bytes < LARGE_MESSAGE_BYTES);
  const judged = view.exchanges.filter(isJudged);
  if (judged.length === 0) return null;
  const groups = groupBy(judged, ({ id, request }) => `${request.connection} ${id}`);
  for (const group of groups.values()) {
    const answers = group.flatMap((exchange) => exchange.answers);
    const first = group[0];
    if (first === undefined) continue;
    const evidence = group.flatMap(exchangeRefs);
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
  return pass(judged.flatMap(exchangeRefs));
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
