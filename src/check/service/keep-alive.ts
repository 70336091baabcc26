import type { EntryOf } from '../../transcript/entry.ts';
import { type Fact, isOf, refsOf } from '../fact.ts';
import { lagSpoils, lagWithin } from '../lag.ts';
import { pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { deliveries } from './views/deliveries.ts';
import { type Visit, visits } from './views/visits.ts';
import { missedDuty, notProvoked, timedViolation, waitsFor } from './views/waited.ts';

/** Below this share of the stated interval a ping is early, whatever the timer of the service is made of (contracts.md §6). */
const TOO_EARLY = 0.5;
/** And on average below this it is not what the property says. */
const OFTEN_EARLY = 0.95;
/** A fence for the lower bound of a close: a timer may fire this share early. */
const NEARLY = 0.9;

type Ping = Fact<EntryOf<'ping'>>;

const intervalMs = ({ profile }: View): number => profile.properties.keepAliveSeconds * 1000 * profile.timeScale;
const pingsOn = (view: View, { connection }: Visit): readonly Ping[] =>
  view.facts.filter(isOf('ping')).filter(({ entry }) => entry.direction === 'received' && entry.connection === connection);

/** The first connection that was established, which the drives of this area watch. */
const watched = (view: View): Visit | undefined => visits(view).find(({ established }) => established !== undefined);

/** KAL-001: a ping comes every keepAlive.scheduledRate seconds, neither early nor late. */
export const pingsAtRate: Check = (view) => {
  const visit = watched(view);
  if (visit?.established === undefined) return notProvoked(view);
  const pings = pingsOn(view, visit);
  const absent = waitsFor(view, 'ping').find(({ entry }) => entry.outcome !== 'came');
  // An end of the connection is told by KAL-005.
  const hasEnded = visit.end !== undefined && visit.end.entry.direction === 'received';
  if (absent !== undefined && hasEnded) return untestable('ended', 'the connection ended before a ping was due', [absent.ref]);
  if (absent !== undefined)
    return missedDuty(view, absent, {
      reason: 'no-ping',
      message: 'an established connection is not pinged in time',
      expected: 'a ping',
      evidence: [visit.established.ref, ...refsOf(pings)],
    });
  const interval = intervalMs(view);
  for (const [index, later] of pings.entries()) {
    const earlier = pings[index - 1];
    if (earlier === undefined || later.entry.at - earlier.entry.at >= interval * TOO_EARLY) continue;
    const refs = refsOf([earlier, later]);
    if (lagSpoils(view, earlier.entry.at, later.entry.at, interval))
      return untestable('runner-lagged', 'our own event loop was too late to judge a wait', refs);
    const seconds = ((later.entry.at - earlier.entry.at) / 1000).toFixed(2);
    return timedViolation(
      'pinged-early',
      'pings come faster than keepAlive.scheduledRate',
      `every ${interval / 1000} s`,
      `after ${seconds} s`,
      refs,
    );
  }
  const [first, last] = [pings[0], pings.at(-1)];
  if (first !== undefined && last !== undefined && pings.length > 2) {
    // The first may have been seen late.
    const lag = lagWithin(view, first.entry.at, last.entry.at);
    const average = (last.entry.at - first.entry.at + lag) / (pings.length - 1);
    const refs = refsOf(pings);
    if (average < interval * OFTEN_EARLY && !lagSpoils(view, first.entry.at, last.entry.at, interval)) {
      const message = 'pings come somewhat faster than keepAlive.scheduledRate';
      const told = `every ${(average / 1000).toFixed(2)} s`;
      return {
        ...violation('pinged-before-rate', message, `every ${interval / 1000} s`, told, refs),
        isTimed: true,
        isMild: true,
      };
    }
  }
  return pings.length < 2
    ? untestable('not-provoked', 'the drive ended before a second ping', refsOf(pings))
    : pass([visit.established.ref, ...refsOf(pings)]);
};

/** KAL-001, on a connection that was set up again. */
export const pingsAgain: Check = (view) => {
  const [, second] = visits(view).filter(({ established }) => established !== undefined);
  if (second?.established === undefined) return notProvoked(view);
  const pings = pingsOn(view, second);
  if (pings.length > 0) return pass([second.established.ref, ...refsOf(pings)]);
  const message = 'a connection that was set up again is not pinged';
  return missedDuty(view, waitsFor(view, 'ping').at(-1), {
    reason: 'no-ping',
    message,
    expected: 'a ping',
    evidence: [second.established.ref],
  });
};

/** KAL-002: the ping is the control frame of RFC 6455. */
export const pingsByFrame: Check = (view) => {
  const visit = watched(view);
  if (visit === undefined) return notProvoked(view);
  const pings = pingsOn(view, visit);
  return pings.length === 0
    ? missedDuty(view, waitsFor(view, 'ping').at(-1), {
        reason: 'no-ping-frame',
        message: 'no ping frame comes',
        expected: 'a ping frame',
        evidence: [visit.accepted.ref],
      })
    : pass(refsOf(pings));
};

/** KAL-005 and CON-016: as long as each ping gets its pong the connection stays. */
export const staysOpen: Check = (view) => {
  const visit = watched(view);
  if (visit?.established === undefined) return notProvoked(view);
  const pings = pingsOn(view, visit);
  const pongs = view.facts
    .filter(isOf('pong'))
    .filter(({ entry }) => entry.direction === 'sent' && entry.connection === visit.connection);
  const { end } = visit;
  if (end !== undefined && end.entry.direction === 'received') {
    return timedViolation(
      'closed-while-valid',
      'a connection ends although each ping got its pong',
      'an open connection',
      'its end',
      [...refsOf(pings).slice(-2), ...refsOf(pongs).slice(-2), end.ref],
    );
  }
  return pongs.length < 2
    ? untestable('not-provoked', 'fewer than two pings came (KAL-001 says so)', refsOf(pings))
    : pass([visit.established.ref, ...refsOf(pings), ...refsOf(pongs)]);
};

/** KAL-011: pings go on while a notification is not acknowledged. */
export const pingsMeanwhile: Check = (view) => {
  const [held] = deliveries(view);
  if (held === undefined) return notProvoked(view);
  const pings = pingsOn(view, held.visit).filter(
    ({ entry }) => entry.at > held.at && entry.at < (held.acknowledged?.entry.at ?? Number.POSITIVE_INFINITY),
  );
  if (pings.length >= 2) return pass([held.request.ref, ...refsOf(pings)]);
  return missedDuty(
    view,
    waitsFor(view, 'ping').findLast(({ entry }) => entry.outcome !== 'came'),
    {
      reason: 'no-ping-meanwhile',
      message: 'no ping comes while a notification is not acknowledged',
      expected: 'a ping',
      evidence: [held.request.ref],
    },
  );
};

/** The pings of the watched connection from the first that got no pong. */
function unanswered(view: View, visit: Visit): readonly Ping[] {
  const pongs = view.facts
    .filter(isOf('pong'))
    .filter(({ entry }) => entry.direction === 'sent' && entry.connection === visit.connection);
  const pings = pingsOn(view, visit);
  const from = pings.findIndex(({ entry }) => !pongs.some((pong) => pong.entry.hex === entry.hex && pong.entry.at >= entry.at));
  return from < 0 ? [] : pings.slice(from);
}

/** KAL-007: when missed pongs reach the maximum the connection is closed, within max-1 to max+1 intervals (AMB-24). */
export const closesAtMaximum: Check = (view) => {
  const visit = watched(view);
  if (visit?.established === undefined) return notProvoked(view);
  const missing = unanswered(view, visit);
  const [first] = missing;
  const { end } = visit;
  if (first === undefined) return notProvoked(view);
  if (end === undefined || end.entry.direction === 'sent') {
    return missedDuty(view, waitsFor(view, 'keep-alive close').at(-1), {
      reason: 'not-closed',
      message: 'a connection whose pings get no pong is not closed',
      expected: 'its end',
      evidence: refsOf(missing),
    });
  }
  const { maxPongMissAllowed } = view.profile.properties;
  const least = (maxPongMissAllowed - 1) * intervalMs(view) * NEARLY;
  const lasted = end.entry.at - first.entry.at;
  const refs = [...refsOf(missing), end.ref];
  if (lasted >= least) return pass(refs);
  if (lagSpoils(view, first.entry.at, end.entry.at, intervalMs(view)))
    return untestable('runner-lagged', 'our own event loop was too late to judge a wait', refs);
  return timedViolation(
    'closed-early',
    'a connection is closed before the maximum of missed pongs',
    `${maxPongMissAllowed} missed pongs, one every ${intervalMs(view) / 1000} s`,
    `${(lasted / 1000).toFixed(2)} s after the first ping without one`,
    refs,
  );
};

/** KAL-006: a ping without pong counts as a miss, which the close shows. */
export const countsMisses: Check = (view) => {
  const outcome = closesAtMaximum(view);
  if (outcome?.kind !== 'violation' || outcome.reason !== 'closed-early') return outcome;
  const visit = watched(view);
  return visit?.end === undefined ? outcome : pass([...refsOf(unanswered(view, visit)), visit.end.ref]);
};

/** KAL-008: fewer misses than the maximum, with a pong in between, do not close it. */
export const toleratesFewerMisses: Check = (view) => {
  const visit = watched(view);
  if (visit?.established === undefined) return notProvoked(view);
  const pings = pingsOn(view, visit);
  const { end } = visit;
  if (end !== undefined && end.entry.direction === 'received') {
    return timedViolation(
      'closed-at-fewer-misses',
      'a connection is closed although fewer pongs than the maximum were missed in a row',
      'an open connection',
      'its end',
      [...refsOf(unanswered(view, visit)), end.ref],
    );
  }
  const absent = waitsFor(view, 'ping').find(({ entry }) => entry.outcome !== 'came');
  if (absent !== undefined) return untestable('no-ping', 'a ping did not come (KAL-001 says so)', [absent.ref]);
  const pongs = view.facts
    .filter(isOf('pong'))
    .filter(({ entry }) => entry.direction === 'sent' && entry.connection === visit.connection);
  return pongs.length === 0
    ? untestable('not-provoked', 'the drive ended before the pong in between', refsOf(pings))
    : pass([visit.established.ref, ...refsOf(pings), ...refsOf(pongs)]);
};
