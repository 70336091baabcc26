import { marks } from '../marks.ts';
import { pass } from '../outcome.ts';
import type { Check } from '../view.ts';
import { visits } from './views/visits.ts';
import { lastWaitInVain, missedDuty, notProvoked, timedViolation, waitsFor } from './views/waited.ts';

/** CON-001: the service opens the connection to the endpoint that listens. */
export const reachesEndpoint: Check = (view) => {
  const [first] = visits(view);
  if (first !== undefined) return pass([first.accepted.ref]);
  return missedDuty(view, lastWaitInVain(view), {
    reason: 'not-reached',
    message: 'an endpoint whose descriptor lies in the folder is not connected to',
    expected: 'a connection',
    evidence: [],
  });
};

/** CON-019: an endpoint that is down is tried again at each run of the connection process, until it is up. */
export const triesAgain: Check = (view) => {
  const attempts = visits(view);
  const evidence = attempts.map(({ accepted }) => accepted.ref);
  const up = attempts.find(({ established }) => established !== undefined)?.established;
  if (attempts.length >= 3 && up !== undefined) return pass([...evidence, up.ref]);
  const message = 'an endpoint that is down is not tried again until it is up';
  return missedDuty(view, lastWaitInVain(view), { reason: 'not-tried-again', message, expected: 'an attempt', evidence });
};

/** More attempts than this are a loop: two a run, since one may only look at the certificate or try another address, and two more over all. */
const ATTEMPTS_PER_RUN = 2;
const MORE_ATTEMPTS = 2;

/** CON-032: an endpoint that is down, or that refused the token, is not tried more often than the connection process runs. */
export const triesInTime: Check = (view) => {
  const attempts = visits(view);
  const [first, last] = [attempts[0], attempts.at(-1)];
  const runs = marks(view, 'tick');
  if (first === undefined || last === undefined || (attempts.length < 2 && runs.length < 2)) return notProvoked(view);
  const periodMs = view.profile.properties.connectionPeriodSeconds * 1000 * view.profile.timeScale;
  const lasted = last.accepted.entry.at - first.accepted.entry.at;
  const most = ATTEMPTS_PER_RUN * (Math.floor(lasted / periodMs) + 1) + MORE_ATTEMPTS;
  const refs = attempts.map(({ accepted }) => accepted.ref);
  // A candidate that pauses after a refusal has not tried too often either.
  if (attempts.length <= most) return pass([...refs, ...runs.map(({ ref }) => ref)]);
  const seconds = (lasted / 1000).toFixed(1);
  return timedViolation(
    'tried-too-often',
    'an endpoint is tried more often than the connection process runs',
    `at most ${most} attempts in ${seconds} s`,
    `${attempts.length}`,
    refs.slice(0, 6),
  );
};

/** CON-020 and KAL-009: a connection that was lost is set up again, with a CONNECT REQUEST, and works. */
export const comesBack: Check = (view) => {
  const lost = visits(view).filter(({ established, end }) => established !== undefined && end !== undefined);
  const [first] = lost;
  if (first?.end === undefined) return notProvoked(view);
  const { end } = first;
  const again = visits(view).filter(({ accepted, connects }) => accepted.entry.at > end.entry.at && connects.length > 0);
  if (again.length >= lost.length) {
    return pass([
      ...lost.flatMap((visit) => (visit.end === undefined ? [] : [visit.end.ref])),
      ...again.flatMap(({ connects }) => connects.slice(0, 1).map(({ ref }) => ref)),
    ]);
  }
  return missedDuty(view, waitsFor(view, 'connection').at(-1), {
    reason: 'not-reconnected',
    message: 'a connection that was lost is not set up again',
    expected: 'a CONNECT REQUEST on a new connection',
    evidence: [(lost.at(-1)?.end ?? end).ref],
  });
};
