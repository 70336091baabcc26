import { isObject, member } from '../../protocol/codec.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type Problem, show } from '../every-message.ts';
import { objectOf } from '../fact.ts';
import { pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { answerableCommands, type Commanded, commandRefs, hasAnswer, type RestCallAnswer } from './views/commanded.ts';
import { notProvoked } from './views/waited.ts';

/** A COMMAND that was answered, the API's answer, and what ours is said to have been. */
interface Relayed extends Commanded {
  readonly callAnswer: RestCallAnswer;
  readonly answer: NonNullable<Commanded['answer']>;
  /** Undefined where the transcript kept only the beginning of it. */
  readonly payload: Readonly<Record<string, unknown>> | undefined;
}

/** Those whose answer can be compared with the API's; a payload that is not an object is for MSG-012. */
function relayed(view: View): readonly Relayed[] {
  return answerableCommands(view).flatMap((one): readonly Relayed[] => {
    const { callAnswer, answer } = one;
    if (callAnswer === undefined || answer === undefined) return [];
    const payload = member(objectOf(answer), 'payload');
    if (isObject(payload)) return [{ ...one, callAnswer, answer, payload }];
    return answer.decoded.kind === 'cut' ? [{ ...one, callAnswer, answer, payload: undefined }] : [];
  });
}

/** A check of each answer beside what the API said; the first problem is told. */
const eachRelayed =
  (problemOf: (one: Relayed, all: readonly Relayed[]) => Problem | undefined, applies: (one: Relayed) => boolean): Check =>
  (view) => {
    const all = relayed(view);
    const judged = all.filter(applies);
    const unread = answerableCommands(view).find(hasAnswer);
    if (all.length === 0 && unread !== undefined)
      return untestable(
        'not-comparable',
        'no answer can be compared with that of the API (MSG-007, MSG-012 or MSG-015 says why)',
        commandRefs(unread),
      );
    if (judged.length === 0) return notProvoked(view);
    for (const one of judged) {
      const problem = problemOf(one, all);
      if (problem !== undefined)
        return violation(problem.reason, problem.message, problem.expected, problem.actual, commandRefs(one));
    }
    return pass(judged.flatMap(commandRefs));
  };

const isReadable = ({ payload }: Relayed): boolean => payload !== undefined;

/** CMD-015: headers, responseCode and body are there; what is wrong with the types of the last two CMD-017 and CMD-018 say. */
export const hasAnswerShape: Check = eachRelayed(({ payload, callAnswer }) => {
  const headers = member(payload, 'headers');
  if (!isObject(headers)) {
    const message = 'the headers of a COMMAND RESPONSE are no object';
    return { reason: 'headers-not-an-object', message, expected: 'an object of HTTP headers', actual: show(headers) };
  }
  const odd = Object.entries(headers).find(([, value]) => typeof value !== 'string');
  if (odd !== undefined) {
    const message = `the header ${odd[0]} of a COMMAND RESPONSE is no text`;
    return { reason: 'header-not-text', message, expected: 'a string', actual: show(odd[1]) };
  }
  for (const name of ['responseCode', 'body']) {
    if (member(payload, name) !== undefined || (name === 'body' && callAnswer.entry.body === '')) continue;
    const message = `a COMMAND RESPONSE has no ${name}`;
    return { reason: 'member-missing', message, expected: 'headers, responseCode and body', actual: show(payload) };
  }
  return undefined;
}, isReadable);

/** CMD-017: responseCode is a number, the HTTP status; that of an error is CMD-019's. */
export const relaysStatus: Check = eachRelayed(
  ({ payload, callAnswer }) => {
    const code = member(payload, 'responseCode');
    const { status } = callAnswer.entry;
    if (!Number.isInteger(code)) {
      const message = 'responseCode is no integer';
      return { reason: 'response-code-not-an-integer', message, expected: String(status), actual: show(code) };
    }
    if (code === status || status >= 400) return undefined;
    const message = 'responseCode is not the status that the API answered';
    return { reason: 'other-response-code', message, expected: String(status), actual: show(code) };
  },
  ({ payload }) => member(payload, 'responseCode') !== undefined,
);

/** CMD-018: body is the HTTP body as a text, and JSON where the API said so. */
export const bodyIsText: Check = eachRelayed(
  ({ payload, callAnswer }) => {
    const body = member(payload, 'body');
    const told = (reason: string, message: string, expected: string): Problem => ({
      reason,
      message,
      expected,
      actual: show(body),
    });
    if (typeof body !== 'string')
      return told('body-not-text', 'the body of a COMMAND RESPONSE is no text', 'the HTTP body as a string');
    if (callAnswer.entry.body !== body && parsedJson(body) === callAnswer.entry.body)
      return told('body-escaped-twice', 'the body of a COMMAND RESPONSE is escaped once too often', show(callAnswer.entry.body));
    return parsedJson(callAnswer.entry.body) !== undefined && parsedJson(body) === undefined
      ? told('body-not-json', 'the body of a COMMAND RESPONSE is no JSON, although what the API answered was', 'JSON')
      : undefined;
  },
  ({ payload, callAnswer }) => callAnswer.entry.body !== '' && member(payload, 'body') !== undefined,
);

/** CMD-016: headers and body are those that the API answered; the status is CMD-017's and CMD-019's. */
export const relaysAnswer: Check = eachRelayed(
  (one, all) => bodyProblem(one, all) ?? headerProblem(one),
  () => true,
);

/** Of the headers only those that no HTTP library makes of its own (guide §1.7.2; AMB-18: names in any letter case). */
function headerProblem({ payload, callAnswer }: Relayed): Problem | undefined {
  const headers = member(payload, 'headers');
  if (!isObject(headers)) return undefined;
  const got = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of Object.entries(callAnswer.entry.headers)) {
    if (!name.toLowerCase().startsWith('x-') || saidBy(got.get(name.toLowerCase())) === value) continue;
    const isLost = !got.has(name.toLowerCase());
    const message = `the header ${name} of the API's answer ${isLost ? 'is not' : 'comes changed'} in the COMMAND RESPONSE`;
    const reason = isLost ? 'header-lost' : 'header-changed';
    return { reason, message, expected: show(value), actual: show(got.get(name.toLowerCase())) };
  }
  return undefined;
}

function bodyProblem({ exchange, payload, callAnswer, answer }: Relayed, all: readonly Relayed[]): Problem | undefined {
  const { body } = callAnswer.entry;
  if (payload === undefined) {
    // Whatever else it says, it takes the length of the body.
    const bytes = shortest(exchange.id, body);
    if (answer.entry.bytes >= bytes) return undefined;
    const message = 'a long body does not come back whole';
    const actual = `${answer.entry.bytes} bytes`;
    return { reason: 'body-cut', message, expected: `a COMMAND RESPONSE of ${bytes} bytes or more`, actual };
  }
  const got = member(payload, 'body');
  // What is missing CMD-015 tells, and CMD-018 what is null.
  if (got === undefined || got === null || says(got, body)) return undefined;
  const other = all.find((one) => one.exchange.id !== exchange.id && says(got, one.callAnswer.entry.body));
  return other === undefined
    ? {
        reason: 'body-differs',
        message: 'the body of a COMMAND RESPONSE is not what the API answered',
        expected: show(body),
        actual: show(got),
      }
    : {
        reason: 'answer-of-another-command',
        message: 'a COMMAND is answered by what the API said to another one',
        expected: show(body),
        actual: show(got),
      };
}

/** True where a body says what the API did, be it nested, escaped twice or not at all, which CMD-018 tells. */
function says(got: unknown, body: string): boolean {
  if (typeof got === 'string') return got === body || parsedJson(got) === body || got === parsedJson(body);
  return got !== null && canonicalJson(got) === canonicalJson(parsedJson(body));
}

/** The bytes of the shortest COMMAND RESPONSE with a body; what else it lacks other checks say. */
const shortest = (id: string, body: string): number => JSON.stringify({ id, payload: { body } }).length;

/** What a header says, whatever form it has; that it is not a text is for CMD-015. */
const saidBy = (value: unknown): string => (Array.isArray(value) ? value.map(plainText).join(',') : plainText(value));
