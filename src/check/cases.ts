import { MADE_UNREACHABLE } from '../transcript/entry.ts';
import { after } from './after.ts';
import { derived } from './derived.ts';
import { acknowledges } from './endpoint/acknowledge.ts';
import { answersConnect } from './endpoint/connect.ts';
import { lastTaken, mayBeGuard, type TurnedAway, turnedAway } from './endpoint/turned-away.ts';
import { shown } from './exchange.ts';
import { isOf } from './fact.ts';
import { notApplicable, type Observation, type Outcome, pass, type Reference, untestable, violation } from './outcome.ts';
import { rowOf, type Tag } from './tag.ts';
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

/** The counterexamples that a search has marked, less the one that only met a guard against guessing. */
export function counterexamples(view: View): readonly Counterexample[] {
  const marks = view.facts.filter(isOf('mark')).filter(({ entry }) => entry.name === COUNTEREXAMPLE);
  const found = marks.map(({ entry }) => JSON.parse(entry.detail) as Counterexample);
  const guarded = found.length === 0 ? undefined : lockOut(view)?.number;
  return guarded === undefined ? found : found.filter(({ number }) => number !== null && number !== guarded);
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

/**
 * A check of each generated case that `applies` picks. What failed is told by its smallest form, where that failed by itself, and by
 * the whole of it otherwise; a search that was cut short shows nothing. That nobody is there any more is told by one check of a search.
 */
export function inCases(
  check: Check,
  applies: (tags: readonly Tag[]) => boolean = () => true,
  { tellsGone = true }: { readonly tellsGone?: boolean } = {},
): Check {
  return (view) => {
    const found = counterexamples(view);
    const foundAt = (number: number) => found.find((one) => one.number === number);
    const cases = casesOf(view).filter(({ stage }) => stage !== 'shrink');
    const outcomeOf = (one: Case): Outcome | null => {
      const outcome = check(one.view);
      // What was left of a search is in its last case: nobody there is nobody there, whatever that case showed.
      const isOpen = outcome?.kind === 'untestable' || one === cases.at(-1);
      return (tellsGone && isOpen && outcome?.kind !== 'violation' ? gone(one.view) : null) ?? outcome;
    };
    // Told by its smallest form, which is a case of its own.
    const isReplaced = ({ stage, number }: Case) =>
      stage === 'search' &&
      foundAt(number) !== undefined &&
      cases.some((one) => one.stage === 'smallest' && one.number === number && outcomeOf(one)?.kind === 'violation');
    // What fails only after what came before is not about what is unusual in it.
    const blamed = ({ number, tags }: Case) => (foundAt(number)?.alone === false ? [] : tags);
    const own = cases.filter((one) => applies(blamed(one)) && !isReplaced(one)).map((one) => ({ one, outcome: outcomeOf(one) }));
    for (const { one, outcome } of own) {
      if (outcome?.kind !== 'violation') continue;
      const example = foundAt(one.number);
      const message = `${outcome.message}${example === undefined ? '' : told(example)}`;
      return violation(outcome.reason, message, outcome.expected, outcome.actual, [one.mark, ...outcome.evidence]);
    }
    // It did not hold, and it cannot be said why: that is no pass.
    const open = own.find(({ one, outcome }) => outcome?.kind === 'untestable' && foundAt(one.number) !== undefined)?.outcome;
    return open ?? passed(view, own);
  };
}

/** Nobody is there any more after a case: no TCP, or none who opens a connection or answers a good CONNECT in its time. */
function gone(view: View): Outcome | null {
  const failed = view.facts.filter(isOf('tcp')).find(({ entry }) => entry.event === 'failed' && entry.error !== MADE_UNREACHABLE);
  const message = 'nobody answers any more after a generated message';
  const expected = 'a candidate that goes on';
  if (failed?.entry.event === 'failed') {
    const { host, port, error } = failed.entry;
    return violation('gone', message, expected, `${error} at ${host}:${port}`, [failed.ref]);
  }
  const silent = view.facts.filter(isOf('timer')).find(({ entry }) => entry.wait === 'opening' && entry.outcome === 'expired');
  if (silent !== undefined)
    return violation('gone', message, expected, 'no connection in the time that was waited', [silent.ref]);
  const ignored = view.exchanges.find(
    ({ type, end, request }) => type === 'CONNECT' && end === 'expired' && request.entry.deviation === undefined,
  );
  return ignored === undefined ? null : violation('gone', message, expected, 'no answer to a good CONNECT', shown(ignored));
}

function passed(view: View, outcomes: readonly { readonly one: Case; readonly outcome: Outcome | null }[]): Outcome {
  const end = searchEnd(view);
  if (end === undefined) return untestable('search-interrupted', 'the search was cut short');
  const evidence = outcomes.flatMap(({ one, outcome }) => (outcome?.kind === 'pass' ? [one.mark, ...outcome.evidence] : []));
  if (evidence.length > 0) return pass([...evidence, end.ref]);
  if (lockOut(view) !== undefined)
    return notApplicable('locked-out', 'a guard against wrong tokens no longer takes the good one');
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

/**
 * The last case of a search, where that ended since the good token was turned away and a guard against guessing may be why: what
 * failed while a case was made smaller is not told by it.
 */
function lockOut(view: View): (TurnedAway & Pick<Case, 'number'>) | undefined {
  const last = casesOf(view).at(-1);
  if (last?.stage !== 'search') return undefined;
  const away = turnedAway(last.view).at(-1);
  if (away === undefined || [...lastTaken(last.view).values()].some((taken) => taken > away.entry)) return undefined;
  return mayBeGuard(view, away, last.mark.entry) ? { ...away, number: last.number } : undefined;
}

/** A guard against guessing that no longer takes the good token after wrong ones ends a search, and is nobody's fault. */
export function lockOuts(view: View): readonly Observation[] {
  const [end, away] = [searchEnd(view), lockOut(view)];
  if (end === undefined || away === undefined) return [];
  const text = `after ${end.cases} cases, some of them with wrong tokens, the good token was no longer taken: the search ended there`;
  return [{ text, evidence: [...away.evidence, end.ref] }];
}

const told = ({ steps, alone }: Counterexample): string =>
  alone ? `; smallest: ${steps.join(', then ')}` : `; only after what came before on its connection: ${steps.join(', then ')}`;

/** The mark, within a case, before the usual exchange that shows that a candidate goes on. */
export const CONTROL = 'control';

/** A usual exchange after the mark of a case is as usual. */
export const goesOn: Check = (view) => after(CONTROL, everythingUsual)(view);

/** What was sent is answered: notifications where there are any, and else the CONNECT. */
const everythingUsual: Check = (view) =>
  view.exchanges.some(({ type }) => type === 'NOTIFICATION')
    ? acknowledges('a notification after a deviation')(view)
    : answersConnect(view);

/** Picks the cases that are charged to a row. */
export const chargedTo =
  (row: string) =>
  (tags: readonly Tag[]): boolean =>
    rowOf(tags) === row;
