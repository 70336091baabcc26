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

test('finds one that is not in every run', () => {
  expect(flaky([run('pass'), run('pass', 'pass')])).toEqual([{ check: 'a/b:X-1', verdicts: [null, 'pass'] }]);
});
