import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { changes, isWorse } from './changes.ts';

const ID = 'batching/two:NTF-030';
type Seen = Partial<CheckResult> | null;

/** A run in which one check is as given, or is not there. */
const run = (seen: Seen) => {
  const checks = [sampleCheck('batching/two:ACK-001'), ...(seen === null ? [] : [sampleCheck(ID, seen)])];
  return sampleResult([sampleScenario('batching/two', checks)]);
};

const pass = {};
const warn = { verdict: 'warn', reason: 'slow' } as const;
const fail = { verdict: 'fail', reason: 'id-differs' } as const;
const other = { verdict: 'fail', reason: 'no-answer' } as const;
const untestable = { verdict: 'untestable', reason: 'control-not-passed' } as const;
const inapplicable = { verdict: 'not-applicable', reason: 'not-declared' } as const;

describe('changes', () => {
  test.each<[string, Seen, Seen, string, boolean]>([
    ['a pass that fails', pass, fail, 'broken', true],
    ['a warning that fails', warn, fail, 'broken', true],
    ['a failure that passes', fail, pass, 'fixed', false],
    ['a failure that warns', fail, warn, 'fixed', false],
    ['a failure for another reason', fail, other, 'told otherwise', false],
    ['a new check that passes', null, pass, 'newly tested', false],
    ['what could not be tested and fails', untestable, fail, 'newly tested', true],
    ['what was not applicable and passes', inapplicable, pass, 'newly tested', false],
    ['a check that there is no longer', fail, null, 'no longer tested', false],
    ['a pass that can no longer be tested', pass, untestable, 'no longer tested', true],
    ['what was not applicable and cannot be tested', inapplicable, untestable, 'told otherwise', true],
  ])('tells %s once', (_what, from, to, kind, worse) => {
    const all = changes(run(from), run(to));
    expect(all.map((change) => [change.id, change.kind, isWorse(change)])).toEqual([[ID, kind, worse]]);
  });

  test.each([null, pass, warn, fail, untestable, inapplicable])('tells nothing of what is as it was', (seen) => {
    expect(changes(run(seen), run(seen))).toEqual([]);
  });

  test('has what matters most first', () => {
    const of = (one: Partial<CheckResult>, two: Partial<CheckResult>) =>
      sampleResult([sampleScenario('a/b', [sampleCheck('a/b:X-1', one), sampleCheck('a/b:X-2', two)])]);
    expect(changes(of(fail, pass), of(pass, fail)).map(({ kind }) => kind)).toEqual(['broken', 'fixed']);
  });
});
