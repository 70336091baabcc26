import { expect, test } from 'vitest';
import { sampleCheck, sampleResult, sampleScenario } from '../../result/sample-result.test-data.ts';
import type { Verdict } from '../../result/verdict.ts';
import { decisionsOf } from './decisions.ts';

/** A control, what relies on it, and what does not. */
const run = (control: Verdict, other: Verdict = 'pass') =>
  sampleResult([
    sampleScenario('a/control', [sampleCheck('a/control:ACK-001', { verdict: control })], { verdict: control }),
    sampleScenario('a/relies', [sampleCheck('a/relies:ACK-002')], { reliesOn: ['a/control:ACK-001'] }),
    sampleScenario('a/other', [sampleCheck('a/other:ACK-003', { verdict: other })], { verdict: other }),
  ]);

test.each<[Verdict, string]>([
  ['pass', 'driven,driven,driven'],
  ['warn', 'driven,driven,driven'],
  ['fail', 'closed,-,driven'],
  ['untestable', 'closed,-,driven'],
  ['not-applicable', 'driven,-,driven'],
])('a control that is %s decides %s', (verdict, decisions) => {
  expect(decisionsOf(run(verdict))).toBe(decisions);
});

test('what is red ends its connection, which another verdict would have left open', () => {
  expect(decisionsOf(run('pass', 'fail'))).not.toBe(decisionsOf(run('pass', 'warn')));
});

test('no verdict decides what a trial of a service drives', () => {
  expect(decisionsOf({ ...run('fail'), role: 'service' })).toBe(decisionsOf({ ...run('pass'), role: 'service' }));
});
