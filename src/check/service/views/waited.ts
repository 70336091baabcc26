import type { ServiceWait } from '../../../protocol/profile.ts';
import type { EntryOf } from '../../../transcript/entry.ts';
import { type Fact, isOf } from '../../fact.ts';
import { lagSpoils } from '../../lag.ts';
import { type Outcome, type Reference, untestable, violation } from '../../outcome.ts';
import type { View } from '../../view.ts';

type Wait = Fact<EntryOf<'timer'>>;

/** The waits of a name, in order. */
export const waitsFor = (view: View, wait: ServiceWait): readonly Wait[] =>
  view.facts.filter(isOf('timer')).filter(({ entry }) => entry.wait === wait);

/** Waits that a drive lets run out where all is well. */
const idle: ReadonlySet<string> = new Set<ServiceWait>(['quiet', 'another call']);

/** The last wait that ended without what it waited for. */
export const lastWaitInVain = (view: View): Wait | undefined =>
  view.facts.filter(isOf('timer')).findLast(({ entry }) => !idle.has(entry.wait) && entry.outcome !== 'came');

/** What a duty that was not done in time comes to, in the words of its failure. */
export interface MissedDuty {
  readonly reason: string;
  readonly message: string;
  readonly expected: string;
  readonly evidence: readonly Reference[];
}

/**
 * Judges something that was waited for and did not come: a violation where the wait ran out, untestable where it was cut short, or
 * where our own event loop was late.
 */
export function missedDuty(view: View, wait: Wait | undefined, { reason, message, expected, evidence }: MissedDuty): Outcome {
  if (wait === undefined || wait.entry.outcome === 'came')
    return untestable('not-provoked', 'the drive ended before it', evidence);
  const cited = [...evidence, wait.ref];
  const { outcome, boundMs, elapsedMs, at } = wait.entry;
  if (outcome === 'ended')
    return untestable('candidate-ended', 'the candidate ended, or its connection, before the time was over', cited);
  if (outcome !== 'expired') return untestable('no-verdict', `the wait for it was cut short (${outcome})`, cited);
  if (lagSpoils(view, at - elapsedMs, at, boundMs))
    return untestable('runner-lagged', 'our own event loop was too late to judge a wait', cited);
  return timedViolation(reason, message, `${expected} within ${boundMs / 1000} s`, 'nothing in that time', cited);
}

/** A violation that another moment could have turned out otherwise. */
export const timedViolation = (...said: Parameters<typeof violation>): Outcome => ({ ...violation(...said), isTimed: true });

/** Says that the drive ended before there was anything to judge, and at which wait; another check says whose fault that is. */
export function notProvoked(view: View): Outcome {
  const wait = lastWaitInVain(view);
  if (wait === undefined) return untestable('not-provoked', 'the drive ended before it');
  const { wait: name, outcome } = wait.entry;
  return untestable('not-provoked', `the drive ended before it: the wait "${name}" ${outcome}`, [wait.ref]);
}
