import { markDetail } from '../../transcript/mark.ts';
import { type Observation, type Outcome, untestable } from '../outcome.ts';
import type { View } from '../view.ts';

/** Why something could not be reached although we slowed down as far as a run allows; undefined where that was not so. */
export function rateLimited(view: View): Outcome | undefined {
  const fact = view.facts.find(({ entry }) => markDetail(entry, 'rate-limited') !== undefined);
  if (fact === undefined) return undefined;
  const why = markDetail(fact.entry, 'rate-limited') ?? '';
  const message = `the endpoint turns openings away that come one after another (${why}), also after pauses; allow this runner more connections`;
  return untestable('rate-limited', message, [fact.ref]);
}

/** That the run slowed down since the candidate turned openings away, and to what. */
export function slowdowns(view: View): readonly Observation[] {
  const all = view.facts.flatMap(({ entry, ref }) => {
    const detail = markDetail(entry, 'slowed-down');
    return detail === undefined ? [] : [{ ...detail, ref }];
  });
  const last = all.at(-1);
  if (last === undefined) return [];
  const text = `our pace: ${all.length} openings were turned away (${last.why}), so that the run slowed down to one in ${(last.pauseMs / 1000).toFixed(1)} s`;
  return [{ text, evidence: all.map(({ ref }) => ref).slice(0, 6) }];
}
