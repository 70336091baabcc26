import { derived } from './derived.ts';
import { isOf } from './fact.ts';
import { notApplicable, type Outcome, pass, type Reference, untestable, violation } from './outcome.ts';
import type { Tag } from './tag.ts';
import { type Check, type View, withFacts } from './view.ts';

/** The mark before each generated case; its detail is JSON: number, stage, tags. */
export const CASE = 'case';
/** The mark at the end of a search that was not cut short. */
export const SEARCHED = 'searched';
/** The mark of a case that did not hold, made as small as it could be; its detail is a counterexample as JSON. */
export const COUNTEREXAMPLE = 'counterexample';

/** `search`: one after another; `shrink`: tried for less, and judged by nobody; `smallest`: what is left, with NetBackup's whole patience. */
export type CaseStage = 'search' | 'shrink' | 'smallest';

/** What a search found, as it can be driven again. */
export interface Counterexample {
  readonly scenario: string;
  /** The number of the case of the search; null for one that came from a file. */
  readonly number: number | null;
  readonly seed: number;
  /** fast-check's path within the search; null for an example or a file. */
  readonly path: string | null;
  readonly tags: readonly Tag[];
  readonly steps: readonly string[];
  /** True where it fails by itself, on a fresh connection; false where it does only after what came before. */
  readonly alone: boolean;
  /** What the search generated, to be driven again as it is. */
  readonly value: unknown;
}

export interface Case {
  readonly number: number;
  readonly stage: CaseStage;
  readonly tags: readonly Tag[];
  readonly mark: Reference;
  readonly view: View;
}

/** All counterexamples that a search has marked. */
export function counterexamples(view: View): readonly Counterexample[] {
  const marks = view.facts.filter(isOf('mark')).filter(({ entry }) => entry.name === COUNTEREXAMPLE);
  return marks.map(({ entry }) => JSON.parse(entry.detail) as Counterexample);
}

/** Read once for all checks of a search, of which each looks at all cases. */
export const casesOf = derived((view: View): readonly Case[] => {
  const at = view.facts.flatMap(({ entry }, index) =>
    entry.kind === 'mark' && [CASE, SEARCHED, COUNTEREXAMPLE].includes(entry.name) ? [index] : [],
  );
  return at.flatMap((from, index) => {
    const mark = view.facts[from];
    if (mark?.entry.kind !== 'mark' || mark.entry.name !== CASE) return [];
    const { number, stage, tags } = JSON.parse(mark.entry.detail) as Pick<Case, 'number' | 'stage' | 'tags'>;
    return [{ number, stage, tags, mark: mark.ref, view: withFacts(view, view.facts.slice(from + 1, at[index + 1])) }];
  });
});

/** What bears on the cases of a search beside the check of each. */
export interface CaseRules {
  /** Picks cases by what is unusual about them. */
  readonly applies?: (tags: readonly Tag[]) => boolean;
  /** The counterexamples that count, where not all of them do. */
  readonly counted?: (view: View) => readonly Counterexample[];
  /** What a case that its own check leaves open shows all the same, and what the last one shows beside a pass. */
  readonly otherwise?: (view: View) => Outcome | null;
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
      return (isOpen && outcome?.kind !== 'violation' ? otherwise(one.view) : null) ?? outcome;
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
    // It did not hold, and it cannot be said why: that is no pass.
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
export function searchEnd(view: View): { readonly ref: Reference; readonly cases: number; readonly replay: boolean } | undefined {
  const mark = view.facts.filter(isOf('mark')).find(({ entry }) => entry.name === SEARCHED);
  if (mark === undefined) return undefined;
  return { ref: mark.ref, ...(JSON.parse(mark.entry.detail) as { cases: number; replay: boolean }) };
}
