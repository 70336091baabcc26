import { isOf } from '../fact.ts';
import { lagSpoils, lagWithin } from '../lag.ts';
import { type Outcome, pass, type Reference, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { FAR_TOO_EARLY_SHARE, scheduledRateMs, TOO_EARLY_SHARE } from './resend.ts';
import { type Delivery, deliveries, deliveryRefs } from './views/deliveries.ts';
import { establishedAt, propertiesFiles } from './views/folder.ts';
import { visits } from './views/visits.ts';
import { missedDuty, notProvoked, timedViolation, waitsFor } from './views/waited.ts';

/** The file that is in force at the end. */
const file = (view: View): readonly Reference[] =>
  propertiesFiles(view)
    .slice(-1)
    .map(({ ref }) => ref);

/** How often the first endpoint was told the same, on one connection and without an acknowledgement. */
function sends(view: View): readonly Delivery[] {
  const own = deliveries(view).filter(({ visit }) => visit.place === 1);
  const [first] = own;
  return own.filter(({ visit }) => visit.connection === first?.visit.connection);
}

/** CFG-004, CFG-009, CFG-010: what is not acknowledged is sent again after the notification.scheduledRate of the file, or its default. */
export const keepsToRate =
  (reason: string): Check =>
  (view) => {
    const own = sends(view);
    const [first, second] = own;
    if (first === undefined) return notProvoked(view);
    const rate = scheduledRateMs(view);
    const expected = `every ${rate / 1000} s`;
    const message = 'an unacknowledged notification is not sent again at the notification.scheduledRate in force';
    const evidence = [...file(view), ...deliveryRefs(own)];
    if (second === undefined)
      return missedDuty(
        view,
        waitsFor(view, 'resend').findLast(({ entry }) => entry.outcome !== 'came'),
        {
          reason,
          message,
          expected: 'the same again',
          evidence,
        },
      );
    const last = own.at(-1) ?? second;
    if (lagSpoils(view, first.at, last.at, rate))
      return untestable('runner-lagged', 'our own event loop was too late to judge a wait', evidence);
    const seconds = (ms: number) => `after ${(ms / 1000).toFixed(2)} s`;
    const soonest = Math.min(...own.slice(1).map(({ at }, index) => at - (own[index]?.at ?? 0)));
    if (soonest < rate * FAR_TOO_EARLY_SHARE) return timedViolation(reason, message, expected, seconds(soonest), evidence);
    // The first transmission follows the connection, and may be seen late.
    const lag = lagWithin(view, second.at, last.at);
    const average = own.length < 3 ? rate : (last.at - second.at + lag) / (own.length - 2);
    if (average >= rate * TOO_EARLY_SHARE) return pass(evidence);
    return { ...violation(reason, message, expected, seconds(average), evidence), isTimed: true, isMild: true };
  };

/** The commented line that says notification.scheduledRate=1 is obeyed where a resend comes sooner than this. */
const COMMENTED_RATE_MS = 1_500;

/** CFG-001: what stands in a comment has no effect. */
export const ignoresComments: Check = (view) => {
  const [first, second] = sends(view);
  if (first === undefined || second === undefined) return notProvoked(view);
  const gap = second.at - first.at;
  const evidence = [...file(view), ...deliveryRefs([first, second])];
  if (gap >= COMMENTED_RATE_MS) return pass(evidence);
  const message = 'a notification is sent again as a commented line of nbwss.properties says';
  return timedViolation(
    'comment-obeyed',
    message,
    `after ${scheduledRateMs(view) / 1000} s`,
    `after ${(gap / 1000).toFixed(2)} s`,
    evidence,
  );
};

/** CFG-003, CFG-008: with a value that is not the default the service works as usual. */
export const worksWith =
  (key: string): Check =>
  (view) => {
    const [files, established] = [propertiesFiles(view), visits(view).find((visit) => visit.established !== undefined)];
    const set = files.find(({ entry }) => entry.text.includes(`\n${key}=`));
    if (set === undefined || established?.established === undefined) return notProvoked(view);
    const evidence = [set.ref, established.established.ref];
    const [told] = deliveries(view);
    if (told !== undefined) return pass([...evidence, told.request.ref]);
    return missedDuty(view, waitsFor(view, 'notification').at(-1), {
      reason: 'does-not-work-with-it',
      message: `with another ${key} than the default no event is told`,
      expected: 'a NOTIFICATION REQUEST',
      evidence,
    });
  };

/** CFG-005: pings follow the keepAlive.scheduledRate of the file. */
export const pingsAsConfigured: Check = (view) => {
  const [own] = establishedAt(view, 2);
  if (own?.established === undefined) return notProvoked(view);
  const pings = pingsOn(view, own.connection);
  const evidence = [...file(view), own.established.ref, ...pings.map(({ ref }) => ref)];
  if (pings.length >= 3) return pass(evidence);
  return missedDuty(
    view,
    waitsFor(view, 'ping').findLast(({ entry }) => entry.outcome !== 'came'),
    {
      reason: 'other-ping-rate',
      message: 'pings do not come at the keepAlive.scheduledRate of the file',
      expected: 'a ping',
      evidence,
    },
  );
};

const pingsOn = (view: View, connection: string) =>
  view.facts.filter(isOf('ping')).filter(({ entry }) => entry.direction === 'received' && entry.connection === connection);

/** The time over which the drive looked on: from the first connection to the last resend. */
function lookedOn(view: View): { readonly from: number; readonly to: number; readonly refs: readonly Reference[] } | undefined {
  const [own] = establishedAt(view, 1);
  const last = sends(view).at(-1);
  if (own?.established === undefined || last === undefined || sends(view).length < 2) return undefined;
  return { from: own.established.entry.at, to: last.at, refs: [own.established.ref, last.request.ref] };
}

/** CFG-005 where it is absent: no ping comes long before the default. */
export const pingsNotBeforeDefault: Check = (view) => {
  const watch = lookedOn(view);
  if (watch === undefined) return notProvoked(view);
  const least = view.profile.properties.keepAliveSeconds * 1000 * FAR_TOO_EARLY_SHARE;
  const [own] = establishedAt(view, 1);
  const early = pingsOn(view, own?.connection ?? '').find(({ entry }) => entry.at - watch.from < least);
  if (early === undefined) return pass([...file(view), ...watch.refs]);
  const after = `after ${((early.entry.at - watch.from) / 1000).toFixed(2)} s`;
  const message = 'without keepAlive.scheduledRate a ping comes long before the default';
  return timedViolation('pinged-before-default', message, 'every 30 s', after, [
    ...file(view),
    ...watch.refs.slice(0, 1),
    early.ref,
  ]);
};

/** One run may make two attempts, a bare one or one for the certificate among them; one more run may fall into the time. */
const MOST_ATTEMPTS = 4;

/** CFG-007 where it is absent: an endpoint that is down is not tried again long before the default. */
export const triesNotBeforeDefault: Check = (view) => {
  const watch = lookedOn(view);
  const attempts = visits(view).filter(({ place, accepted }) => place === 2 && accepted.entry.at <= (watch?.to ?? 0));
  if (watch === undefined || attempts.length === 0) return notProvoked(view);
  const evidence = [...file(view), ...attempts.map(({ accepted }) => accepted.ref), ...watch.refs];
  if (attempts.length <= MOST_ATTEMPTS) return pass(evidence);
  const seconds = ((watch.to - watch.from) / 1000).toFixed(0);
  const message = 'without connectionInfo.period an endpoint that is down is tried again long before the default';
  return timedViolation('tried-before-default', message, 'every 60 s', `${attempts.length} times in ${seconds} s`, evidence);
};

/** CFG-011: what is absent behaves as its default, whichever it is. */
export const behavesAsDefault: Check = (view) => {
  const all = [keepsToRate('not-as-default'), pingsNotBeforeDefault, triesNotBeforeDefault].map((check) => check(view));
  const wrong = all.find((outcome) => outcome?.kind === 'violation');
  if (wrong?.kind === 'violation') return { ...wrong, reason: 'not-as-default' };
  const open = all.find((outcome): outcome is Outcome => outcome !== null && outcome.kind !== 'pass');
  return open ?? pass(all.flatMap((outcome) => (outcome?.kind === 'pass' ? outcome.evidence : [])));
};
