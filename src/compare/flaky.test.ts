import { expect, test } from 'vitest';
import type { CheckResult } from '../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { flaky } from './flaky.ts';

const run = (...verdicts: readonly CheckResult['verdict'][]) =>
  sampleResult([
    sampleScenario(
      'a/b',
      verdicts.map((verdict, index) => sampleCheck(`a/b:X-${index}`, { verdict })),
    ),
  ]);

test('finds the checks whose verdicts differ, and no others', () => {
  expect(flaky([run('pass', 'fail', 'warn'), run('pass', 'fail', 'pass'), run('pass', 'fail', 'warn')])).toEqual([
    { check: 'a/b:X-2', verdicts: ['warn', 'pass', 'warn'] },
  ]);
});

test('takes what was not graded in a run, or is not in it, for no difference', () => {
  const ungraded = (['untestable', 'error', 'not-applicable'] as const).map((verdict) => run('pass', verdict));
  expect(flaky([run('pass', 'pass'), ...ungraded, run('pass')])).toEqual([]);
  expect(flaky([run('untestable'), run('error'), run('not-applicable')])).toEqual([]);
});

test('shows every verdict of a check of which two graded ones differ', () => {
  expect(flaky([run('pass', 'fail'), run('pass'), run('pass', 'untestable'), run('pass', 'pass')])).toEqual([
    { check: 'a/b:X-1', verdicts: ['fail', null, 'untestable', 'pass'] },
  ]);
});
