import { expect, test } from 'vitest';
import { sampleCheck, sampleScenario } from '../result/sample-result.test-data.ts';
import type { Entry } from '../transcript/entry.ts';
import { failureText } from './failure-text.ts';

const entries: readonly Entry[] = [5000, 5034].map((at, index) => {
  return { n: index + 1, at, kind: 'mark', direction: 'local', name: `step ${index + 1}`, detail: '' };
});
const sources = {
  requirements: new Map([
    ['CON-010', { text: 'The answer carries the id of the request.', source: '1.4 p.12' }],
    ['WSS-001', { text: 'Frames are masked.', source: 'RFC 6455 5.1' }],
  ]),
  entriesOf: (transcript: string) => (transcript === 'none' ? [] : entries),
};
const check = sampleCheck('connect/token:CON-010', {
  verdict: 'fail',
  reason: 'wrong-id',
  message: 'the answer carries another id',
  expected: '"A"',
  actual: '"B"',
  evidence: [{ transcript: 'connect/token', entry: 2 }],
});
const scenario = sampleScenario('connect/token', [check]);

test('tells requirement, expectation, what came, the wire and the command', () => {
  expect(failureText(check, scenario, sources)).toEqual([
    'connect/token:CON-010 the answer carries another id',
    '  CON-010 MUST, guide 1.4 p.12: The answer carries the id of the request.',
    '  expected: "A"',
    '  actual:   "B"',
    '  #2 +0.034 s · mark step 2',
    '  replay: nbwss-conformance run endpoint descriptor.json --select connect/token',
  ]);
});

test('names the transcript where it is not that of the scenario', () => {
  const evidence = [
    { transcript: 'connect/token', entry: 1 },
    { transcript: 'run', entry: 2 },
    { transcript: 'none', entry: 7 },
  ];
  const wire = (id: string) => failureText({ ...check, id, evidence }, scenario, sources).slice(4, -1);
  const rest = ['  in run:', '  #2 +0.034 s · mark step 2', '  in none:', '  #7 (not in the transcript)'];
  expect(wire('connect/token:CON-010')).toEqual(['  #1 +0.000 s · mark step 1', ...rest]);
  expect(wire('run:CON-010')).toEqual(['  in connect/token:', '  #1 +0.000 s · mark step 1', ...rest]);
});

test('does with less where less is known', () => {
  const bare = sampleCheck('run:NEW-1', { verdict: 'untestable', level: 'SHOULD', message: 'nothing came', evidence: [] });
  expect(failureText(bare, undefined, sources)).toEqual(['run:NEW-1 nothing came', '  NEW-1 SHOULD']);
});

test('does not call an RFC the guide', () => {
  const [, row] = failureText(sampleCheck('run:WSS-001'), undefined, sources);
  expect(row).toBe('  WSS-001 MUST, RFC 6455 5.1: Frames are masked.');
});

test('makes hostile text printable and cuts it', () => {
  const lines = failureText({ ...check, message: 'x\u001b]0;a\u0007\nFAIL y', actual: '😀'.repeat(5000) }, scenario, sources);
  expect(lines[0]).toBe('connect/token:CON-010 x\\u001b]0;a\\u0007\\u000aFAIL y');
  expect([...(lines[3] ?? '')].length).toBe(600);
});
