import { meansNo } from '../../protocol/correlation.ts';
import { marks } from '../marks.ts';
import { notApplicable } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { connectAnswerOf, goodPresentations, isAltered, isNotAToken, nearMissForms, presentations } from './presentation.ts';

/** After so many wrong tokens a guard against guessing may refuse whatever comes, or turn it away (contracts.md §2). */
const GUARD = 3;
const byGuard: ReadonlySet<string> = new Set(['good-token-refused', 'good-token-ignored', 'closed-without-answer']);

/** How many wrong tokens the run had presented when this transcript ended. */
export function wrongTokens(view: View): number {
  const [before] = marks(view, 'wrong-tokens');
  const own = presentations(view).filter(
    (one) => isAltered(one) || isNotAToken(one) || (one.form !== null && nearMissForms.has(one.form)),
  );
  return (before?.detail ?? 0) + own.length;
}

/** The candidate says no, ends the connection, or turns the upgrade away: silence is not a guard. */
const turnsAway = (view: View): boolean =>
  goodPresentations(view).some((one) => one.exchange.end === 'closed-by-candidate' || meansNo(connectAnswerOf(one))) ||
  presentations(view).some(({ exchange }) => exchange.end === 'closed-by-candidate') ||
  view.facts.some(
    ({ entry }) =>
      entry.kind === 'upgrade' && entry.direction === 'received' && (entry.status ?? 0) >= 400 && (entry.status ?? 0) < 500,
  );

/** A check that does not apply where a guard against guessing stands in its way. */
export const unlessLockedOut =
  (check: Check): Check =>
  (view) => {
    const outcome = check(view);
    const isOpen = outcome?.kind === 'untestable' || (outcome?.kind === 'violation' && byGuard.has(outcome.reason));
    if (!isOpen || wrongTokens(view) < GUARD || !turnsAway(view)) return outcome;
    return notApplicable(
      'locked-out',
      `after ${wrongTokens(view)} wrong tokens the candidate turns away what comes: a guard against guessing`,
    );
  };
