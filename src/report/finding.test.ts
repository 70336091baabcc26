import { expect, test } from 'vitest';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { findings } from './finding.ts';

const untestable = (id: string, message: string, reason = 'control-not-passed') =>
  sampleCheck(id, { verdict: 'untestable', reason, message });

const result = sampleResult(
  [
    sampleScenario('a/one', [
      untestable('a/one:R-1', 'relies on x:C-1'),
      sampleCheck('a/one:R-2', { verdict: 'warn' }),
      sampleCheck('a/one:R-3', { verdict: 'not-applicable' }),
      untestable('a/one:R-4', 'no answer came', 'unanswered'),
    ]),
    sampleScenario('a/two', [
      sampleCheck('a/two:R-5', { verdict: 'error' }),
      sampleCheck('a/two:R-6', { verdict: 'fail' }),
      untestable('a/two:R-7', 'relies on y:C-2'),
      untestable('a/two:R-8', 'relies on x:C-1'),
      sampleCheck('a/two:R-9'),
    ]),
  ],
  [
    sampleCheck('run:R-10', { verdict: 'fail', evidence: [{ transcript: 'a/one', entry: 3 }] }),
    sampleCheck('run:R-11', { verdict: 'fail', evidence: [] }),
  ],
);

test('puts fails first, then errors, warnings and untestable checks, and leaves out passes and what does not apply', () => {
  const ids = findings(result).flatMap((finding) => (finding.kind === 'check' ? [finding.check.id] : []));
  expect(ids).toEqual(['a/two:R-6', 'run:R-10', 'run:R-11', 'a/two:R-5', 'a/one:R-2', 'a/one:R-4']);
});

test('sums up per control what relied on it', () => {
  const controls = findings(result).flatMap((finding) => (finding.kind === 'control' ? [finding] : []));
  expect(controls.map(({ message, checks }) => [message, checks.map(({ id }) => id)])).toEqual([
    ['relies on x:C-1', ['a/one:R-1', 'a/two:R-8']],
    ['relies on y:C-2', ['a/two:R-7']],
  ]);
});

test('finds the scenario of a check over all transcripts by what it cites first', () => {
  const scenarios = findings(result).flatMap((finding) =>
    finding.kind === 'check' && finding.check.id.startsWith('run:') ? [finding.scenario?.id] : [],
  );
  expect(scenarios).toEqual(['a/one', undefined]);
});
