import type { Counterexample } from '../../transcript/mark.ts';
import { type Case, casesOf, counterexamples, searchEnd } from '../cases.ts';
import { derived } from '../derived.ts';
import type { Observation } from '../outcome.ts';
import type { View } from '../view.ts';
import { lastTaken, mayBeGuard, type TurnedAway, turnedAway } from './turned-away.ts';

/**
 * The last case of a search, where that ended since the good token was turned away and a guard against guessing may be why: what
 * failed while a case was made smaller is not told by it.
 */
export const lockOut = derived((view: View): (TurnedAway & Pick<Case, 'number'>) | undefined => {
  const last = casesOf(view).at(-1);
  if (last?.stage !== 'search') return undefined;
  const away = turnedAway(last.view).at(-1);
  if (away === undefined || [...lastTaken(last.view).values()].some((taken) => taken > away.entry)) return undefined;
  return mayBeGuard(view, away, last.mark.entry) ? { ...away, number: last.number } : undefined;
});

/** Says that a guard against guessing, which no longer took the good token after wrong ones, ended a search: that is legal. */
export function lockOuts(view: View): readonly Observation[] {
  const [end, away] = [searchEnd(view), lockOut(view)];
  if (end === undefined || away === undefined) return [];
  const text = `after ${end.cases} cases, some of them with wrong tokens, the good token was no longer taken: the search ended there`;
  return [{ text, evidence: [...away.evidence, end.ref] }];
}

/** The counterexamples that a search has marked, less the one that only met a guard against guessing. */
export function unguardedCounterexamples(view: View): readonly Counterexample[] {
  const found = counterexamples(view);
  const guarded = found.length === 0 ? undefined : lockOut(view)?.number;
  return guarded === undefined ? found : found.filter(({ number }) => number !== null && number !== guarded);
}
