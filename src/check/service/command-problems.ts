import { member } from '../../protocol/codec.ts';
import type { CommandOrder } from '../../protocol/command-order.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type Problem, show } from '../every-message.ts';

/** A call as the API got it; names of headers in lower case. */
export interface ArrivedCall {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the API answered. */
export interface AnsweredCall {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is wrong with a call that a COMMAND led to, by row; undefined for nothing. */
export const callProblems = {
  'CMD-029': ({ uri, method }: CommandOrder, got: ArrivedCall): Problem | undefined =>
    got.method === method && got.target === uri
      ? undefined
      : {
          reason: 'other-call',
          message: 'a call is not made with the method and on the uri that were given',
          expected: `${method} ${show(uri)}`,
          actual: `${got.method} ${show(got.target)}`,
        },
  'CMD-010': ({ headers }: CommandOrder, got: ArrivedCall): Problem | undefined => {
    const wrong = Object.entries(headers).find(([name, value]) => !isSame(name, value, got.headers[name.toLowerCase()]));
    if (wrong === undefined) return undefined;
    const [name, value] = wrong;
    const message = `the header ${name} does not arrive as it was given`;
    return { reason: 'header-changed', message, expected: show(value), actual: show(got.headers[name.toLowerCase()]) };
  },
  'CMD-030': ({ parameters = '' }: CommandOrder, { body }: ArrivedCall): Problem | undefined =>
    isSameText(body, parameters)
      ? undefined
      : {
          reason: 'body-changed',
          message: 'the body of a call is not what parameters holds',
          expected: show(parameters),
          actual: show(body),
        },
} as const;

/** What is wrong with the payload of a COMMAND RESPONSE beside the API's answer. */
export function answerProblem({ status, headers, body }: AnsweredCall, payload: unknown): Problem | undefined {
  const told = (what: string, expected: unknown, actual: unknown): Problem => ({
    reason: 'answer-changed',
    message: `${what} of a COMMAND RESPONSE is not what the API answered`,
    expected: show(expected),
    actual: show(actual),
  });
  if (member(payload, 'responseCode') !== status) return told('the responseCode', status, member(payload, 'responseCode'));
  const got = Object.fromEntries(
    Object.entries(Object(member(payload, 'headers')) as object).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const wrong = Object.entries(headers).find(([name, value]) => got[name.toLowerCase()] !== value);
  if (wrong !== undefined) return told(`the header ${wrong[0]}`, wrong[1], got[wrong[0].toLowerCase()]);
  return isSameText(member(payload, 'body') ?? '', body) ? undefined : told('the body', body, member(payload, 'body'));
}

/** A charset may be added where the service has written the text itself. */
const isSame = (name: string, given: string, got: string | undefined): boolean =>
  got === given || (name.toLowerCase() === 'content-type' && got?.replace(/; ?charset="?utf-8"?$/i, '') === given);

/** The same, or the same as JSON. */
function isSameText(got: unknown, given: string): boolean {
  if (got === given) return true;
  const [one, other] = [parsedJson(String(got)), parsedJson(given)];
  return one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other);
}
