import { member } from '../../protocol/codec.ts';
import { isNamed } from '../../protocol/message-name.ts';
import { show } from '../every-message.ts';
import { exchangeRefs } from '../exchange.ts';
import { objectOf } from '../fact.ts';
import { type Observation, pass, type Reference, untestable, violation } from '../outcome.ts';
import { type Check, received, type View } from '../view.ts';
import { answerableCommands, type Commanded, commandRefs, commandsOf, hasAnswer } from './views/commanded.ts';
import { visits } from './views/visits.ts';
import { missedDuty, notProvoked } from './views/waited.ts';

const statusOf = ({ callAnswer }: Commanded): number | undefined => callAnswer?.entry.status;
const isError = (one: Commanded): boolean => (statusOf(one) ?? 0) >= 400;

/** Each COMMAND RESPONSE that answers nothing which was asked. */
const stray = (view: View) => {
  const meant = new Set(view.exchanges.flatMap(({ answers }) => answers.map(({ message }) => message)));
  return received(view).filter((message) => isNamed(message.claim, 'COMMAND RESPONSE') && !meant.has(message));
};

/** CMD-014: each COMMAND gets a COMMAND RESPONSE; where the API answered an error CMD-019 says that none came. */
export const answersCommands: Check = (view) => {
  const judged = answerableCommands(view).filter((one) => !isError(one) || hasAnswer(one));
  const open = judged.find((one) => !hasAnswer(one));
  if (judged.length === 0) return notProvoked(view);
  if (open === undefined) return pass(judged.flatMap(commandRefs));
  if (stray(view).length > 0)
    return untestable('under-other-ids', 'COMMAND RESPONSEs came under other ids (MSG-007 says so)', commandRefs(open));
  return missedDuty(view, open.exchange.wait, {
    reason: 'unanswered',
    message: 'a COMMAND is not answered',
    expected: 'a COMMAND RESPONSE',
    evidence: commandRefs(open),
  });
};

/** CMD-014, and no COMMAND gets more than one. */
export const answersOnce: Check = (view) => {
  const twice = answerableCommands(view).find(({ exchange }) => exchange.answers.length > 1);
  if (twice === undefined) return answersCommands(view);
  const { answers } = twice.exchange;
  const message = 'a COMMAND is answered more than once';
  return violation('answered-twice', message, 'one COMMAND RESPONSE', `${answers.length} of them`, exchangeRefs(twice.exchange));
};

/** CMD-019: an HTTP error comes back as a COMMAND RESPONSE with its code. */
export const relaysErrors: Check = (view) => {
  const judged = answerableCommands(view).filter(isError);
  for (const one of judged) {
    const { exchange, answer } = one;
    const status = statusOf(one);
    if (!hasAnswer(one))
      return missedDuty(view, exchange.wait, {
        reason: 'error-unanswered',
        message: `a COMMAND to which the API answers ${status} is not answered`,
        expected: `a COMMAND RESPONSE with ${status}`,
        evidence: commandRefs(one),
      });
    const code = answer === undefined ? undefined : member(member(objectOf(answer), 'payload'), 'responseCode');
    // That it is a number is CMD-017's, that there is one CMD-015's.
    if (code === undefined || Number(code) === status) continue;
    const message = 'a COMMAND RESPONSE does not have the code of the error that the API answered';
    return violation('other-error-code', message, String(status), show(code), commandRefs(one));
  }
  return judged.length === 0 ? notProvoked(view) : pass(judged.flatMap(commandRefs));
};

/** CMD-031: an HTTP error does not end the connection: the next COMMAND on it is served. */
export const servesAfterErrors: Check = (view) => {
  const failed = commandsOf(view).filter(isError);
  const last = failed.at(-1);
  if (last === undefined) return notProvoked(view);
  const { request } = last.exchange;
  const refs = failed.flatMap(commandRefs);
  const next = commandsOf(view).find(
    ({ exchange }) => exchange.request.connection === request.connection && exchange.request.entry.at > request.entry.at,
  );
  if (next !== undefined && hasAnswer(next)) return pass([...refs, ...commandRefs(next)]);
  const end = visits(view).find(({ connection }) => connection === request.connection)?.end;
  if (end?.entry.direction === 'received') {
    const message = 'a connection ends after an HTTP error of the API';
    return violation('closed-after-error', message, 'an open connection', 'its end', [...commandRefs(last), end.ref]);
  }
  if (next === undefined) return notProvoked(view);
  return missedDuty(view, next.exchange.wait, {
    reason: 'unserved-after-error',
    message: 'after an HTTP error of the API the next COMMAND is not answered',
    expected: 'a COMMAND RESPONSE',
    evidence: [...commandRefs(last), ...commandRefs(next)],
  });
};

/** MSG-008: an id comes back as the very same string, whatever it looks like. */
export const repeatsAnyId: Check = (view) => {
  const refs: Reference[] = [];
  for (const one of commandsOf(view)) {
    const { exchange, answer } = one;
    if (!hasAnswer(one))
      return missedDuty(view, exchange.wait, {
        reason: 'id-not-answered',
        message: `a COMMAND under the id ${show(exchange.id)} is not answered`,
        expected: 'a COMMAND RESPONSE',
        evidence: commandRefs(one),
      });
    if (answer === undefined)
      return untestable('under-other-ids', 'a COMMAND is answered under another id (MSG-007 says so)', exchangeRefs(exchange));
    if (answer.claim.id !== exchange.id) {
      const message = 'an id comes back in another spelling than it was sent in';
      return violation('id-rewritten', message, show(exchange.id), show(answer.claim.id), exchangeRefs(exchange));
    }
    refs.push(...exchangeRefs(exchange));
  }
  return refs.length === 0 ? notProvoked(view) : pass(refs);
};

/** What a service makes of a call on which the API hangs up (AMB-19). */
export const whatOfHangUps = (view: View): readonly Observation[] =>
  commandsOf(view)
    .filter(({ call, callAnswer }) => call !== undefined && callAnswer === undefined)
    .map((one) => {
      const code = member(member(one.answer === undefined ? undefined : objectOf(one.answer), 'payload'), 'responseCode');
      const end = visits(view).find(({ connection }) => connection === one.exchange.request.connection)?.end;
      const instead = end?.entry.direction === 'received' ? 'by the end of the connection' : 'by nothing';
      const how = one.answer === undefined ? instead : `by the code ${show(code)}`;
      return { text: `AMB-19: a COMMAND is answered ${how} when the API hangs up`, evidence: commandRefs(one) };
    });
