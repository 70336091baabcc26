import { isRespelt } from '../../protocol/correlation.ts';
import { isNamed } from '../../protocol/message-name.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { show } from '../every-message.ts';
import type { MessageFact } from '../fact.ts';
import { type Observation, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { deliveries } from './views/deliveries.ts';
import { visits } from './views/visits.ts';
import { lastWaitInVain, missedDuty, notProvoked, waitsFor } from './views/waited.ts';

/** What the drive sent that is not a message. */
const nonsense = (view: View): readonly MessageFact[] =>
  view.messages.filter(({ entry }) => entry.direction === 'sent' && entry.deviation?.startsWith('undecodable') === true);

const endOf = (view: View, { connection }: MessageFact) => visits(view).find((visit) => visit.connection === connection)?.end;

/** DEC-001: with exception.ignoreDecoder=false undecodable text ends the connection. */
export const closesOnNonsense: Check = (view) => {
  const said = nonsense(view);
  if (said.length === 0) return notProvoked(view);
  const refs = [];
  for (const text of said) {
    const end = endOf(view, text);
    if (end === undefined || end.entry.direction === 'sent') {
      return missedDuty(view, lastWaitInVain(view), {
        reason: 'stays-after-nonsense',
        message: 'the connection goes on after text that cannot be decoded',
        expected: 'its end',
        evidence: [text.ref],
      });
    }
    refs.push(text.ref, end.ref);
  }
  return pass(refs);
};

/** DEC-002: with exception.ignoreDecoder=true the connection stays open and usable, which a COMMAND shows. */
export const ignoresNonsense: Check = (view) => {
  const said = nonsense(view);
  const [first] = said;
  if (first === undefined) return notProvoked(view);
  const end = endOf(view, first);
  const answered = view.exchanges.find(
    ({ type, request, answers }) => type === 'COMMAND' && request.entry.at > first.entry.at && answers.length > 0,
  );
  const answerAt = answered?.answers[0]?.message.entry.at ?? Number.POSITIVE_INFINITY;
  if (end !== undefined && end.entry.direction === 'received' && end.entry.at < answerAt)
    return violation(
      'closes-although-ignoring',
      'the connection ends after text that cannot be decoded, although exception.ignoreDecoder is true',
      'an open connection',
      'its end',
      [...said.map(({ ref }) => ref), end.ref],
    );
  const [answer] = answered?.answers ?? [];
  if (answered !== undefined && answer !== undefined)
    return pass([...said.map(({ ref }) => ref), answered.request.ref, answer.message.ref]);
  return missedDuty(view, waitsFor(view, 'COMMAND RESPONSE').at(-1), {
    reason: 'not-usable',
    message: 'after text that cannot be decoded a COMMAND is not answered',
    expected: 'a COMMAND RESPONSE',
    evidence: said.map(({ ref }) => ref),
  });
};

/** DEC-006: text that is ignored is not replied to. */
export const repliesNothing: Check = (view) => {
  const said = nonsense(view);
  const [first] = said;
  const fence = view.exchanges.find(({ type, answers }) => type === 'COMMAND' && answers.length > 0)?.answers[0]?.message;
  if (first === undefined) return notProvoked(view);
  // What it says under an id that one of us has asked under is about that.
  const asked = [
    ...new Set(view.messages.filter(({ claim }) => claim.subType === 'REQUEST').map(({ claim }) => plainText(claim.id))),
  ];
  const reply = view.messages.find(
    (message) =>
      message.entry.direction === 'received' &&
      message.connection === first.connection &&
      message.entry.at > first.entry.at &&
      !isNamed(message.claim, 'NOTIFICATION REQUEST') &&
      !asked.some((id) => id === plainText(message.claim.id) || isRespelt(id, message.claim.id)),
  );
  if (reply !== undefined)
    return violation('replied-to-nonsense', 'text that cannot be decoded is replied to', 'nothing', show(reply.entry.text), [
      first.ref,
      reply.ref,
    ]);
  return fence === undefined
    ? untestable('not-shown', 'no COMMAND was answered after it (DEC-002 says so)', [first.ref])
    : pass([...said.map(({ ref }) => ref), fence.ref]);
};

/** DEC-005, after a message that a service need not understand: whatever it does about it, it tells of the next event. */
export const survives: Check = (view) => {
  const said = nonsense(view);
  const last = said.at(-1);
  if (last === undefined) return notProvoked(view);
  const next = deliveries(view).find(({ at }) => at > last.entry.at);
  if (next !== undefined) return pass([...said.map(({ ref }) => ref), next.request.ref]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'not-back',
    message: 'after a message that need not be understood no event is told any more',
    expected: 'a NOTIFICATION REQUEST, on this or the next connection',
    evidence: said.map(({ ref }) => ref),
  });
};

/** What the service takes for undecodable (AMB-21). */
export const whatIsUndecodable = (view: View): readonly Observation[] =>
  nonsense(view).map((message) => {
    const end = endOf(view, message);
    const how = end !== undefined && end.entry.direction === 'received' ? 'ends the connection' : 'does not end the connection';
    return {
      text: `AMB-21: ${message.entry.deviation} ${how}`,
      evidence: [message.ref, ...(end === undefined ? [] : [end.ref])],
    };
  });
