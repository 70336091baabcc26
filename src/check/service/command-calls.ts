import { isObject, member } from '../../protocol/codec.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type Problem, show } from '../every-message.ts';
import { isOf } from '../fact.ts';
import { type Observation, pass, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { type Commanded, commandRefs, commandsOf, hasAnswer, type RestCall } from './views/commanded.ts';
import { notProvoked } from './views/waited.ts';

interface Called extends Commanded {
  readonly call: RestCall;
}

const wasCalled = (one: Commanded): one is Called => one.call !== undefined;

/** A check of the call that each COMMAND led to; the first problem is told. */
const eachCall =
  (problemOf: (one: Called) => Problem | undefined, applies: (one: Called) => boolean = () => true): Check =>
  (view) => {
    const judged = commandsOf(view).filter(wasCalled).filter(applies);
    if (judged.length === 0) return notProvoked(view);
    const refs = ({ exchange, call }: Called) => [exchange.request.ref, call.ref];
    for (const one of judged) {
      const problem = problemOf(one);
      if (problem !== undefined) return violation(problem.reason, problem.message, problem.expected, problem.actual, refs(one));
    }
    return pass(judged.flatMap(refs));
  };

/** CMD-005: the call goes to the host and port of the API, and says so. */
export const completesCall: Check = (view) => {
  const spawned = view.facts.filter(isOf('process')).find(({ entry }) => entry.event === 'spawned');
  if (spawned?.entry.event !== 'spawned') return notProvoked(view);
  const host = spawned.entry.apiUrl.replace(/^https?:\/\//, '');
  const outcome = eachCall(({ call }) => {
    const got = call.entry.headers['host'];
    if (got === host) return undefined;
    const message = 'a call of the API names another host than that of the API';
    return { reason: 'other-host', message, expected: `Host: ${host}`, actual: show(got) };
  })(view);
  return outcome?.kind === 'pass' ? { ...outcome, evidence: [spawned.ref, ...outcome.evidence] } : outcome;
};

/** What the guide itself calls by; whether a service takes other methods is left open (AMB-19). */
const surely = (one: Commanded): boolean => /^(GET|POST)$/.test(plainText(member(one.order, 'method')));

/** Those that were answered without a call of the API. */
const uncalled = (view: View): readonly Commanded[] =>
  commandsOf(view).filter((one) => one.call === undefined && one.order !== undefined && hasAnswer(one));

/** CMD-029: the call has the given method and uri, character for character. */
export const callsAsOrdered: Check = (view) => {
  const skipped = uncalled(view).find(surely);
  if (skipped !== undefined) {
    const message = 'a COMMAND is answered, and the API was never called';
    return violation('not-called', message, 'a call of the API', 'none', commandRefs(skipped));
  }
  return eachCall(
    ({ order, call }) => {
      const [uri, method] = [member(order, 'uri'), member(order, 'method')];
      const { entry } = call;
      if (entry.method !== method) {
        const message = 'a call is made with another method than was given';
        return { reason: 'other-method', message, expected: show(method), actual: show(entry.method) };
      }
      if (entry.target === uri) return undefined;
      const message = 'a call is made to another path or query than was given';
      return { reason: 'other-target', message, expected: show(uri), actual: show(entry.target) };
    },
    ({ order }) => order !== undefined,
  )(view);
};

/**
 * CMD-010: the given headers are those of the call; others may be added. A charset, which names the encoding of the body that the
 * service has written, may be added to a Content-Type.
 */
export const appliesHeaders: Check = eachCall(
  ({ order, call }) => {
    const given = Object.entries(Object(member(order, 'headers')) as Readonly<Record<string, string>>);
    for (const [name, value] of given) {
      const got = call.entry.headers[name.toLowerCase()];
      if (got === undefined) {
        const message = `the header ${name} does not arrive at the API`;
        return { reason: 'header-missing', message, expected: show(value), actual: 'nothing' };
      }
      if (got === value || (name.toLowerCase() === 'content-type' && isSameType(got, value))) continue;
      const message = `the header ${name} arrives changed at the API`;
      return { reason: 'header-changed', message, expected: show(value), actual: show(got) };
    }
    return undefined;
  },
  ({ order }) => isObject(member(order, 'headers')),
);

function isSameType(got: string, given: string): boolean {
  const parts = (value: string) => value.split(';').map((part) => part.trim());
  const rest = parts(got).filter((part) => !/^charset="?utf-8"?$/i.test(part));
  return rest.join(';') === parts(given).join(';');
}

/** CMD-030: what `parameters` holds, unescaped once, is the body of the call. */
export const passesParameters: Check = eachCall(
  ({ exchange, order, call }) => {
    const { body } = call.entry;
    const told = (reason: string, message: string, expected: string): Problem => ({
      ...{ reason, message, expected },
      actual: body === '' ? 'no body' : show(body),
    });
    if (order === undefined) {
      // Of one that was cut the beginning is known, as we print it; JSON shows by itself that its end is there.
      const beginning = /"parameters":"((?:[^"\\]|\\.)*)/.exec(exchange.request.entry.text)?.[1] ?? '';
      const isWhole =
        parsedJson(body) !== undefined && JSON.stringify(JSON.stringify(parsedJson(body))).startsWith(`"${beginning}`);
      return isWhole ? undefined : told('body-cut', 'a long body of a call does not arrive whole', 'all of parameters');
    }
    const given = plainText(member(order, 'parameters'));
    if (
      body === given ||
      (parsedJson(given) !== undefined && canonicalJson(parsedJson(body)) === canonicalJson(parsedJson(given)))
    )
      return undefined;
    if (parsedJson(body) === given)
      return told('body-encoded-twice', 'parameters are encoded once more on their way to the API', show(given));
    return told('other-body', 'the body of a call is not what parameters holds', show(given));
  },
  ({ order, exchange }) =>
    order === undefined ? exchange.request.entry.text.includes('"parameters":"') : typeof order['parameters'] === 'string',
);

/** What a service makes of methods that the guide never shows (AMB-19). */
export const whatIsNotCalled = (view: View): readonly Observation[] =>
  uncalled(view)
    .filter((one) => !surely(one))
    .map((one) => ({
      text: `AMB-19: a COMMAND with the method ${show(member(one.order, 'method'))} is answered without a call of the API`,
      evidence: commandRefs(one),
    }));
