import { isObject, member } from '../../protocol/codec.ts';
import { type CommandOrder, isCommandOrder } from '../../protocol/command-order.ts';
import { eachCase } from '../cases.ts';
import type { Problem } from '../every-message.ts';
import { type Exchange, exchangeRefs } from '../exchange.ts';
import { isOf, objectOf } from '../fact.ts';
import { type Outcome, pass, type Reference, violation } from '../outcome.ts';
import type { View } from '../view.ts';
import { answerProblem, callProblems } from './command-problems.ts';
import type { RestCall, RestCallAnswer } from './views/commanded.ts';
import { missedDuty } from './views/waited.ts';

/** One generated COMMAND, and what became of it. */
interface Commanded {
  readonly exchange: Exchange;
  readonly order: CommandOrder;
  readonly call: RestCall | undefined;
  readonly callAnswer: RestCallAnswer | undefined;
}

/** Of a path of the search: what makes it one COMMAND's own, however the rest is written. */
const OWN = /^\/netbackup\/[^/]+\/[^/]+\/[a-z0-9]+/;
const ownPart = (target: string): string | undefined => OWN.exec(target)?.[0];

function commanded(view: View): readonly Commanded[] {
  const https = view.facts.filter(isOf('http')).filter(({ entry }) => entry.server === 'api');
  return view.exchanges.flatMap((exchange): readonly Commanded[] => {
    const order = member(objectOf(exchange.request), 'payload');
    if (exchange.type !== 'COMMAND' || !isCommandOrder(order)) return [];
    const own = ownPart(order.uri);
    const call = https.find(
      (fact): fact is RestCall => fact.entry.direction === 'received' && ownPart(fact.entry.target) === own,
    );
    const callAnswer = https.find(
      (fact): fact is RestCallAnswer => fact.entry.direction === 'sent' && fact.entry.call === call?.entry.call,
    );
    return [{ exchange, order, call, callAnswer }];
  });
}

/** Judges each COMMAND of each case; the first problem is told, and those that give no outcome say nothing. */
const each = (outcomeOf: (one: Commanded, view: View) => Outcome | null) =>
  eachCase((view) => {
    const outcomes = commanded(view).flatMap((one) => outcomeOf(one, view) ?? []);
    const wrong = outcomes.find(({ kind }) => kind === 'violation') ?? outcomes.find(({ kind }) => kind !== 'pass');
    if (wrong !== undefined) return wrong;
    const evidence = outcomes.flatMap((outcome) => (outcome.kind === 'pass' ? outcome.evidence : []));
    return evidence.length === 0 ? null : pass(evidence);
  });

const told = (problem: Problem | undefined, refs: readonly Reference[]): Outcome =>
  problem === undefined ? pass(refs) : violation(problem.reason, problem.message, problem.expected, problem.actual, refs);

const ofCall = (row: keyof typeof callProblems, applies: (order: CommandOrder) => boolean = () => true) =>
  each(({ exchange, order, call }) =>
    call === undefined || !applies(order) ? null : told(callProblems[row](order, call.entry), [exchange.request.ref, call.ref]),
  );

/** CMD-029: a generated COMMAND arrives at the API with its method and uri, character for character. */
export const arrivesAsOrdered = ofCall('CMD-029');

/** CMD-010: with its headers. */
export const arrivesWithHeaders = ofCall('CMD-010', ({ headers }) => Object.keys(headers).length > 0);

/** CMD-030: and with what its parameters hold as the body. */
export const arrivesWithParameters = ofCall('CMD-030', ({ parameters }) => parameters !== undefined);

/** CMD-016: what the API answers comes back as it is. */
export const comesBackAsAnswered = each(({ exchange, callAnswer }) => {
  const answer = exchange.answers.find(({ match }) => match === 'exact')?.message;
  const payload = answer === undefined ? undefined : member(objectOf(answer), 'payload');
  if (answer === undefined || callAnswer === undefined || !isObject(payload)) return null;
  return told(answerProblem(callAnswer.entry, payload), [exchange.request.ref, callAnswer.ref, answer.ref]);
});

/** CMD-014: the API is called for every generated COMMAND, and each is answered under its own id. */
export const answersEachCommand = each(({ exchange, call }, view) => {
  const [answer] = exchange.answers;
  const because = (reason: string, message: string, actual: string) =>
    violation(reason, message, 'a call of the API and a COMMAND RESPONSE', actual, exchangeRefs(exchange));
  if (answer === undefined && exchange.end === 'closed-by-candidate')
    return because('not-answered', 'the connection ends instead of an answer to a COMMAND', 'its end');
  if (answer === undefined) {
    const evidence = [exchange.request.ref, ...(call === undefined ? [] : [call.ref])];
    const message = 'a COMMAND is not answered';
    return missedDuty(view, exchange.wait, { reason: 'not-answered', message, expected: 'a COMMAND RESPONSE', evidence });
  }
  if (call === undefined) return because('not-called', 'a COMMAND is answered without a call of the API', 'an answer alone');
  if (answer.match !== 'exact') return because('other-id', 'a COMMAND is answered under another id', 'another id');
  return pass([exchange.request.ref, call.ref, answer.message.ref]);
});
