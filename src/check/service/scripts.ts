import { markDetail, type ScriptDetail } from '../../transcript/mark.ts';
import { counterexamples, searchEnd } from '../cases.ts';
import { derived } from '../derived.ts';
import type { Fact } from '../fact.ts';
import { marks } from '../marks.ts';
import { notApplicable, type Outcome, pass, type Reference, untestable, violation } from '../outcome.ts';
import { type Check, type View, withFacts } from '../view.ts';

/** What one endpoint saw of one script. */
export interface Script extends ScriptDetail {
  readonly mark: Fact;
  /** Everything of its own place until the script was over, and every event: they concern all groups. */
  readonly view: View;
}

/** All scripts that were carried out to their end, each at an endpoint of its own. */
export const scriptsOf = derived((view: View): readonly Script[] => {
  const begun = marks(view, 'script').map((mark) => ({ ...mark.detail, mark }));
  const over = new Set(marks(view, 'script-over').map(({ detail }) => detail.place));
  const own = byPlace(view, new Set(begun.map(({ place }) => place)));
  return begun
    .filter(({ place }) => over.has(place))
    .map((script) => ({ ...script, view: withFacts(view, own.get(script.place) ?? []) }));
});

/** The facts of each endpoint until its script was over. */
function byPlace(view: View, places: ReadonlySet<number>): ReadonlyMap<number, readonly Fact[]> {
  const open = new Map([...places].map((place) => [place, [] as Fact[]]));
  const own = new Map(open);
  const placeOf = new Map<string, number>();
  for (const fact of view.facts) {
    const { entry } = fact;
    if (entry.kind === 'tcp' && entry.event === 'accepted' && entry.connection !== undefined)
      placeOf.set(entry.connection, entry.place);
    if (entry.kind === 'event' || entry.kind === 'lag') for (const facts of open.values()) facts.push(fact);
    else if (entry.kind === 'timer' && entry.place !== undefined) open.get(entry.place)?.push(fact);
    else if (entry.connection !== undefined) open.get(placeOf.get(entry.connection) ?? 0)?.push(fact);
    else {
      const over = markDetail(entry, 'script-over');
      if (over !== undefined) open.delete(over.place);
    }
  }
  return own;
}

/**
 * A check of every script that was carried out side by side. What failed is told by its smallest form, where that failed by itself in a group
 * of its own, and by the whole of it otherwise; a search that was cut short shows nothing.
 */
export function inScripts(check: (script: Script) => Outcome | null): Check {
  return (view) => {
    const [found] = counterexamples(view);
    const smallest = found?.steps.join();
    const told = (one: Script, how: string) => {
      const outcome = check(one);
      if (outcome?.kind !== 'violation') return undefined;
      const { reason, message, expected, actual, evidence } = outcome;
      const said = `${message}; ${how}: ${one.steps.join(', then ')}`;
      return { ...outcome, ...violation(reason, said, expected, actual, [one.mark.ref, ...evidence]) };
    };
    const scripts = scriptsOf(view);
    for (const one of scripts.filter(
      ({ stage, steps }) => stage === 'shrink' && found?.alone === true && steps.join() === smallest,
    )) {
      const outcome = told(one, 'smallest');
      if (outcome !== undefined) return outcome;
    }
    const lived = scripts.filter(({ stage }) => stage === 'search');
    for (const one of lived) {
      const outcome = told(one, scripts.length === 1 ? 'in the session' : 'in the session, beside those of other groups');
      if (outcome !== undefined) return outcome;
    }
    return passed(view, lived, check);
  };
}

function passed(view: View, lived: readonly Script[], check: (script: Script) => Outcome | null): Outcome {
  const end = searchEnd(view);
  if (end === undefined) return untestable('search-interrupted', 'the search was cut short');
  const outcomes = lived.map((one) => ({ one, outcome: check(one) }));
  const open = outcomes.find(({ outcome }) => outcome?.kind === 'untestable')?.outcome;
  if (open !== undefined && open !== null) return open;
  const shown = outcomes.flatMap(({ one, outcome }) => (outcome?.kind === 'pass' ? [one.mark.ref, ...outcome.evidence] : []));
  if (shown.length === 0)
    return end.replay
      ? notApplicable('not-replayed', 'the replayed session says nothing about it')
      : untestable('not-provoked', 'no session that bears on it was lived');
  return pass([...new Map([...shown, end.ref].map((ref) => [keyOf(ref), ref])).values()]);
}

const keyOf = ({ transcript, entry }: Reference): string => `${transcript} ${entry}`;
