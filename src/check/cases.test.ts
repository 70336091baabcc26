import { describe, expect, test } from 'vitest';
import { defaultProfile } from '../protocol/profile.ts';
import type { Entry, EntryBody } from '../transcript/entry.ts';
import { type CaseStage, markOf } from '../transcript/mark.ts';
import { casesOf, counterexamples, eachCase } from './cases.ts';
import { isOf } from './fact.ts';
import { notApplicable, pass, untestable, violation } from './outcome.ts';
import { type Check, viewOf } from './view.ts';

const caseOf = (number: number, stage: CaseStage = 'search') => markOf('case', { number, stage, tags: [] });
const found = (number: number, alone: boolean) =>
  markOf('counterexample', { scenario: 'a/b', number, seed: 1, path: '0', tags: [], steps: ['x', 'y'], alone, value: {} });
const searched = (replay = false) => markOf('searched', { cases: 1, replay });
const [good, bad, open] = [markOf('shown', 'good'), markOf('shown', 'bad'), markOf('shown', 'open')];

function view(...bodies: readonly EntryBody[]) {
  const entries = bodies.map((body, index): Entry => ({ n: index + 1, at: index, ...body }));
  const header = { transcript: 1, scenario: 'a/b', role: 'endpoint', epochMs: 0, group: [] } as const;
  return viewOf([{ header, entries }], defaultProfile);
}

/** Says what the mark of a case says. */
const asShown: Check = ({ facts }) => {
  const shown = facts.filter(isOf('mark')).find(({ entry }) => entry.name === 'shown');
  if (shown === undefined) return null;
  if (shown.entry.detail === 'good') return pass([shown.ref]);
  return shown.entry.detail === 'bad'
    ? violation('bad', 'it is bad', 'good', 'bad', [shown.ref])
    : untestable('open', 'it is open');
};
const judged = eachCase(asShown);

describe('a check of each case', () => {
  test('passes on the cases that do, and cites the end of the search', () => {
    expect(judged(view(caseOf(1), good, searched()))).toEqual(pass([1, 2, 3].map((entry) => ({ transcript: 'a/b', entry }))));
  });

  test('shows nothing where the search was cut short', () => {
    expect(judged(view(caseOf(1), good))).toMatchObject({ kind: 'untestable', reason: 'search-interrupted' });
  });

  test('tells a failure by its smallest form, where that failed by itself', () => {
    const outcome = judged(view(caseOf(1), bad, caseOf(1, 'smallest'), bad, found(1, true), searched()));

    expect(outcome).toMatchObject({ kind: 'violation', message: 'it is bad; smallest: x, then y' });
    expect(outcome?.evidence.map(({ entry }) => entry)).toEqual([3, 4]);
  });

  test('tells the whole of a failure that comes only after what came before', () => {
    expect(judged(view(caseOf(1), bad, found(1, false), searched()))).toMatchObject({
      message: 'it is bad; only after what came before on its connection: x, then y',
      evidence: [{ entry: 1 }, { entry: 2 }],
    });
  });

  test('judges no step of shrinking', () => {
    expect(judged(view(caseOf(1), good, caseOf(1, 'shrink'), bad, searched()))).toMatchObject({ kind: 'pass' });
  });

  test('takes no pass from a case that did not hold and of which nobody can say why', () => {
    expect(judged(view(caseOf(1), good, caseOf(2), open, found(2, true), searched()))).toMatchObject({ reason: 'open' });
  });

  test('says of a search without a case that bears on it whether it was a replay', () => {
    expect(judged(view(caseOf(1), searched()))).toMatchObject({ kind: 'untestable', reason: 'not-provoked' });
    expect(judged(view(caseOf(1), searched(true)))).toMatchObject({ kind: 'not-applicable', reason: 'not-replayed' });
  });

  test('asks its rules what an open or last case shows otherwise, and what excuses a search without a pass', () => {
    const otherwise: Check = () => violation('gone', 'it is gone', 'there', 'gone', []);
    const excuse: Check = () => notApplicable('excused', 'it is excused');

    expect(eachCase(asShown, { otherwise })(view(caseOf(1), open, caseOf(2), good, searched()))).toMatchObject({
      reason: 'gone',
      evidence: [{ entry: 1 }],
    });
    expect(eachCase(asShown, { excuse })(view(caseOf(1), open, searched()))).toMatchObject({ reason: 'excused' });
    expect(eachCase(asShown, { excuse })(view(caseOf(1), good, searched()))).toMatchObject({ kind: 'pass' });
  });
});

test('reads counterexamples back as they were marked, and cases up to the next', () => {
  const seen = view(caseOf(1), good, caseOf(2), bad, found(2, true), searched());

  expect(counterexamples(seen)).toMatchObject([{ number: 2, alone: true, steps: ['x', 'y'] }]);
  expect(casesOf(seen).map((one) => one.view.facts.length)).toEqual([1, 1]);
});
