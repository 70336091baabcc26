import { groupBy } from '../../protocol/group-by.ts';
import { boundOf, SENDS_BEFORE_GIVING_UP } from '../../protocol/profile.ts';
import { type Exchange, exchangeRefs } from '../exchange.ts';
import { lagSpoils } from '../lag.ts';
import { type Outcome, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';

/** All transmissions of one notification. */
type Sends = readonly Exchange[];

function notifications(view: View): readonly Sends[] {
  const sent = view.exchanges.filter(({ type }) => type === 'NOTIFICATION');
  return [...groupBy(sent, ({ id }) => id).values()];
}

const isAcknowledged = (sends: Sends): boolean => sends.some(({ end }) => end === 'answered');
/** A send that the candidate left unanswered, by silence or by ending the connection. */
const isUnanswered = ({ end }: Exchange): boolean => end === 'expired' || end === 'closed-by-candidate';

/** A send whose connection our own side ended was given no time, and counts neither way. */
function gaveUp(sends: Sends): boolean {
  return !isAcknowledged(sends) && sends.filter(isUnanswered).length >= SENDS_BEFORE_GIVING_UP;
}

function notProvoked(all: readonly Sends[]): Outcome {
  const open = all.at(-1)?.at(-1);
  if (open === undefined) return untestable('not-provoked', 'no notification was sent: the drive ended before it');
  return untestable(
    'no-verdict',
    `a notification was neither acknowledged nor given its time (${open.end.replaceAll('-', ' ')})`,
    exchangeRefs(open),
  );
}

function spoiled(view: View, sends: Sends): boolean {
  return sends.some(({ request, wait }) => {
    const bound = wait?.entry.boundMs ?? Number.POSITIVE_INFINITY;
    return lagSpoils(view, request.entry.at, wait?.entry.at ?? request.entry.at, bound);
  });
}

/**
 * Each notification of the transcript was acknowledged: fails when three sends, one scheduledRate apart, went unanswered
 * (guide §1.6). `what` says in a few words what kind of notification it was.
 */
export function acknowledges(what = 'a notification'): Check {
  return (view) => {
    const all = notifications(view);
    const lost = all.find(gaveUp);
    if (lost !== undefined) {
      const evidence = lost.flatMap(exchangeRefs);
      if (spoiled(view, lost)) return untestable('runner-lagged', 'our own event loop was too late to judge a wait', evidence);
      const unanswered = lost.filter(isUnanswered);
      const closed = unanswered.filter(({ end }) => end === 'closed-by-candidate').length;
      const how =
        closed === 0
          ? 'no answer'
          : closed === unanswered.length
            ? 'the connection ended each time'
            : `no answer, and ${closed} times the end of the connection`;
      const reason = closed === unanswered.length ? 'closed-instead-of-acknowledging' : 'unacknowledged';
      return violation(
        reason,
        `${what} is not acknowledged`,
        `a NOTIFICATION RESPONSE to one of ${unanswered.length} sends`,
        how,
        evidence,
      );
    }
    const acknowledged = all.filter(isAcknowledged);
    if (acknowledged.length < all.length || all.length === 0) return notProvoked(all.filter((sends) => !isAcknowledged(sends)));
    return pass(acknowledged.flatMap((sends) => sends.flatMap(exchangeRefs)));
  };
}

/** ACK-005: the acknowledgement of each send comes within scheduledRate plus a tolerance. */
export const acknowledgesInTime: Check = (view) => {
  const bound = boundOf('acknowledgement', view.profile);
  const timed = view.exchanges.filter(({ type, end }) => type === 'NOTIFICATION' && end === 'answered');
  if (timed.length === 0) return notProvoked(notifications(view));
  for (const exchange of timed) {
    const answer = exchange.answers[0]?.message.entry;
    if (answer === undefined) continue;
    const took = answer.at - exchange.request.entry.at;
    // What came after the resend came too late, by however little: the wait had expired.
    if (took <= bound + toleranceMs(bound) && exchange.wait?.entry.outcome !== 'expired') continue;
    if (lagSpoils(view, exchange.request.entry.at, answer.at, bound)) {
      return untestable('runner-lagged', 'our own event loop was too late to judge a wait', exchangeRefs(exchange));
    }
    return violation(
      'acknowledged-late',
      'a notification is acknowledged only after NetBackup has sent it again',
      `within ${bound / 1000} s (notification.scheduledRate)`,
      `${(took / 1000).toFixed(2)} s`,
      exchangeRefs(exchange),
    );
  }
  return pass(timed.flatMap(exchangeRefs));
};

/** One tenth of the bound: what the two networks and NetBackup's own timer may add to an answer that left in time. */
const toleranceMs = (bound: number): number => bound / 10;

/** ACK-012: a notification sent again after its acknowledgement is acknowledged again. */
export const acknowledgesAgain: Check = (view) => {
  const repeated = notifications(view)
    .map((sends) => ({ sends, again: sends.slice(1).filter((send, index) => answeredBefore(sends.slice(0, index + 1), send)) }))
    .filter(({ again }) => again.length > 0);
  const ignored = repeated.find(({ again }) => again.every(isUnanswered));
  if (ignored !== undefined) {
    const evidence = ignored.sends.flatMap(exchangeRefs);
    if (spoiled(view, ignored.again))
      return untestable('runner-lagged', 'our own event loop was too late to judge a wait', evidence);
    return violation(
      'resend-unacknowledged',
      'a notification sent again is not acknowledged again',
      'a second NOTIFICATION RESPONSE',
      'none',
      evidence,
    );
  }
  const answered = repeated.filter(({ again }) => again.some(({ end }) => end === 'answered'));
  return answered.length === 0
    ? notProvoked(notifications(view))
    : pass(answered.flatMap(({ sends }) => sends.flatMap(exchangeRefs)));
};

const answeredBefore = (earlier: Sends, { request }: Exchange): boolean =>
  earlier.some(({ answers }) => answers.some(({ message }) => message.entry.at <= request.entry.at));
