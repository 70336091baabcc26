import { meansYes } from '../../protocol/correlation.ts';
import { canonicalJson } from '../canonical-json.ts';
import { show } from '../every-message.ts';
import { type Exchange, exchangeRefs } from '../exchange.ts';
import { type Fact, type MessageFact, objectOf } from '../fact.ts';
import { type Outcome, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { connectAnswerOf, isAltered, presentations } from './presentation.ts';

const isEarly = ({ type, request }: Exchange): boolean => type === 'NOTIFICATION' && request.entry.provokes === true;
const isAfter = (fact: Fact, one: MessageFact): boolean =>
  fact.entry.connection === one.connection && fact.entry.at >= one.entry.at && fact.entry.n > one.entry.n;
const payloadOf = (message: MessageFact): string => canonicalJson(objectOf(message)?.['payload'] ?? []);

/** Whether the candidate's side of a connection has ended. */
const isEnd = ({ entry }: Fact): boolean =>
  entry.direction === 'received' && (entry.kind === 'close' || (entry.kind === 'tcp' && entry.event === 'ended'));
/** What shows that the candidate had read what came before: a pong or a message, its end, or a wait that ran out. */
const isFence = (fact: Fact): boolean =>
  isEnd(fact) ||
  (fact.entry.direction === 'received' && (fact.entry.kind === 'pong' || fact.entry.kind === 'message')) ||
  (fact.entry.kind === 'timer' && fact.entry.outcome === 'expired');

/** What is said after one message of ours on its connection before a CONNECT is answered by yes. */
function saidUnestablished(view: View, request: MessageFact): readonly MessageFact[] {
  const said = view.messages.filter((message) => message.entry.direction === 'received' && isAfter(message, request));
  const yes = said.findIndex((message) => message.claim.type === 'CONNECT' && meansYes(objectOf(message)));
  return yes < 0 ? said : said.slice(0, yes);
}

/** CON-036: what comes on a connection that is not established is not acknowledged, as a control is on one that is. */
export const servesNobodyElse: Check = (view) => {
  const early = view.exchanges.filter(isEarly);
  const control = view.exchanges.find((one) => one.type === 'NOTIFICATION' && one.end === 'answered' && !isEarly(one));
  const usual = new Set(['[]', ...(control?.answers ?? []).map(({ message }) => payloadOf(message))]);
  for (const { request } of early) {
    // What says something else than an acknowledgement may be an error.
    const ack = saidUnestablished(view, request).find(
      (message) => message.claim.type === 'NOTIFICATION' && message.claim.subType === 'RESPONSE' && usual.has(payloadOf(message)),
    );
    if (ack === undefined) continue;
    const message = 'a NOTIFICATION REQUEST is acknowledged on a connection that is not established';
    return violation('served-unestablished', message, 'no acknowledgement before valid: true', show(objectOf(ack)), [
      request.ref,
      ack.ref,
    ]);
  }
  if (control === undefined)
    return untestable('no-control', 'no notification was acknowledged on an established connection after it');
  const fences = early.map(({ request }) => view.facts.findLast((fact) => isFence(fact) && isAfter(fact, request)));
  if (early.length === 0 || fences.includes(undefined)) return endedAtOnce(view, control) ?? notTried(early);
  return pass([
    ...early.map(({ request }) => request.ref),
    ...fences.flatMap((fence) => (fence === undefined ? [] : [fence.ref])),
    ...exchangeRefs(control),
  ]);
};

const notTried = (early: readonly Exchange[]): Outcome =>
  early.length === 0
    ? untestable('not-provoked', 'no notification was sent on a connection that is not established: the drive ended before it')
    : untestable(
        'no-fence',
        'nothing shows that the endpoint had read the notification',
        early.map(({ request }) => request.ref),
      );

/** Who ends the connection together with `valid:false` serves nothing on it. */
function endedAtOnce(view: View, control: Exchange): Outcome | undefined {
  for (const presentation of presentations(view).filter(isAltered)) {
    const { request, answers } = presentation.exchange;
    const end = view.facts.find((fact) => isEnd(fact) && isAfter(fact, request));
    const isRefused = answers.length === 0 || !meansYes(connectAnswerOf(presentation));
    if (end !== undefined && isRefused) return pass([...exchangeRefs(presentation.exchange), end.ref, ...exchangeRefs(control)]);
  }
  return undefined;
}
