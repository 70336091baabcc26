import { type CaseDetail, type Counterexample, isMark, markDetail, type SearchEnd, type Tag } from '../transcript/mark.ts';
import { derived } from './derived.ts';
import { marks } from './marks.ts';
import { notApplicable, type Outcome, pass, type Reference, untestable, violation } from './outcome.ts';
import { type Check, type View, withFacts } from './view.ts';

export interface Case extends CaseDetail {
  readonly mark: Reference;
  readonly view: View;
}

/** All counterexamples that a search has marked. */
export function counterexamples(view: View): readonly Counterexample[] {
  return marks(view, 'counterexample').map(({ detail }) => detail);
}

/** A case goes on until the next of these. */
const bounds = ['case', 'searched', 'counterexample'] as const;

/** Read once for all checks of a search, of which each looks at all cases. */
export const casesOf = derived((view: View): readonly Case[] => {
  const at = view.facts.flatMap(({ entry }, index) => (bounds.some((name) => isMark(entry, name)) ? [index] : []));
  return at.flatMap((from, index) => {
    const mark = view.facts[from];
    const detail = mark === undefined ? undefined : markDetail(mark.entry, 'case');
    if (mark === undefined || detail === undefined) return [];
    return [{ ...detail, mark: mark.ref, view: withFacts(view, view.facts.slice(from + 1, at[index + 1])) }];
  });
});

/** What bears on the cases of a search beside the check of each. */
export interface CaseRules {
  /** Picks cases by what is unusual about them. */
  readonly applies?: (tags: readonly Tag[]) => boolean;
  /** The counterexamples that count, where not all of them do. */
  readonly counted?: (view: View) => readonly Counterexample[];
  /** What a case that its own check leaves open shows all the same, and what the last one shows beside a pass; `whole` is the search. */
  readonly otherwise?: (view: View, whole: View) => Outcome | null;
  /** Why no case could pass, where the search as a whole can tell. */
  readonly excuse?: (view: View) => Outcome | null;
}

/**
 * A check of each generated case. What failed is told by its smallest form, where that failed by itself, and by the whole of it
 * otherwise; a search that was cut short shows nothing.
 */
export function eachCase(check: Check, rules: CaseRules = {}): Check {
  const { applies = () => true, counted = counterexamples, otherwise = () => null, excuse = () => null } = rules;
  return (view) => {
    const found = counted(view);
    const foundAt = (number: number) => found.find((one) => one.number === number);
    const cases = casesOf(view).filter(({ stage }) => stage !== 'shrink');
    const outcomeOf = (one: Case): Outcome | null => {
      const outcome = check(one.view);
      // What was left of a search is in its last case, whatever that case showed.
      const isOpen = outcome?.kind === 'untestable' || one === cases.at(-1);
      return (isOpen && outcome?.kind !== 'violation' ? otherwise(one.view, view) : null) ?? outcome;
    };
    // Told by its smallest form, which is a case of its own.
    const isReplaced = ({ stage, number }: Case) =>
      stage === 'search' &&
      foundAt(number) !== undefined &&
      cases.some((one) => one.stage === 'smallest' && one.number === number && outcomeOf(one)?.kind === 'violation');
    // What fails only after what came before is not about what is unusual in it, unless that is its size.
    const blamed = ({ number, tags }: Case) => (foundAt(number)?.alone === false ? tags.filter((tag) => tag === 'large') : tags);
    const own = cases.filter((one) => applies(blamed(one)) && !isReplaced(one)).map((one) => ({ one, outcome: outcomeOf(one) }));
    for (const { one, outcome } of own) {
      if (outcome?.kind !== 'violation') continue;
      const example = foundAt(one.number);
      const message = `${outcome.message}${example === undefined ? '' : howFound(example)}`;
      return violation(outcome.reason, message, outcome.expected, outcome.actual, [one.mark, ...outcome.evidence]);
    }
    // It did not hold, and nothing says why: that is not a pass.
    const open = own.find(({ one, outcome }) => outcome?.kind === 'untestable' && foundAt(one.number) !== undefined)?.outcome;
    return open ?? passed(view, own, excuse);
  };
}

const howFound = ({ steps, alone }: Counterexample): string =>
  alone ? `; smallest: ${steps.join(', then ')}` : `; only after what came before on its connection: ${steps.join(', then ')}`;

function passed(
  view: View,
  outcomes: readonly { readonly one: Case; readonly outcome: Outcome | null }[],
  excuse: (view: View) => Outcome | null,
): Outcome {
  const end = searchEnd(view);
  if (end === undefined) return untestable('search-interrupted', 'the search was cut short');
  const evidence = outcomes.flatMap(({ one, outcome }) => (outcome?.kind === 'pass' ? [one.mark, ...outcome.evidence] : []));
  if (evidence.length > 0) return pass([...evidence, end.ref]);
  const excused = excuse(view);
  if (excused !== null) return excused;
  const open = outcomes.find(({ outcome }) => outcome?.kind === 'untestable')?.outcome;
  if (open?.kind === 'untestable') return open;
  return end.replay
    ? notApplicable('not-replayed', 'the replayed case says nothing about it')
    : untestable('not-provoked', 'no case that bears on it was tried');
}

/** How a search ended; undefined where it was cut short. */
export function searchEnd(view: View): (SearchEnd & { readonly ref: Reference }) | undefined {
  const [end] = marks(view, 'searched');
  return end === undefined ? undefined : { ref: end.ref, ...end.detail };
}
