import { expect, test } from 'vitest';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { findingsOf } from './findings.ts';
import { page } from './page.ts';
import type { Stack } from './stack.ts';

const stack: Stack = {
  role: 'endpoint',
  name: 'go',
  folder: '/fixtures',
  title: 'Go',
  needs: {},
  start: ['true'],
  explains: { 'TLS-014': 'Go 1.19 | its default' },
};
const result = sampleResult(
  [
    sampleScenario('registration/weaker', [sampleCheck('registration/weaker:TLS-014', { verdict: 'warn' })]),
    sampleScenario('handshake/opens', [sampleCheck('handshake/opens:CON-003'), sampleCheck('handshake/opens:CON-030')]),
  ],
  [sampleCheck('run:MSG-014', { verdict: 'fail' }), sampleCheck('run:CMD-009', { verdict: 'not-applicable' })],
);

test('finds what a stack does not pass, warnings too, with what its folder says of the row', () => {
  expect(findingsOf(result, stack).map(({ check, why }) => [check.id, why])).toEqual([
    ['registration/weaker:TLS-014', 'Go 1.19 | its default'],
    ['run:MSG-014', null],
  ]);
  expect(findingsOf(result, {}).map(({ why }) => why)).toEqual([null, null]);
});

test('tells each stack in one row, under its role, with what is not explained', () => {
  const clean: Stack = { ...stack, role: 'service', name: 'clean', title: 'Clean' };
  const text = page([
    { stack, versions: ['golang-go 1.19', 'other 2'], result, findings: findingsOf(result, stack) },
    { stack: clean, versions: [], result: sampleResult([]), findings: [] },
  ]);
  expect(text.split('\n').filter((line) => /^(##|\| \[)/.test(line))).toEqual([
    '## Endpoints',
    '| [Go](../fixtures/interop/endpoint/go) | golang-go 1.19<br>other 2 | conformant | MSG-014 fail: not explained<br>TLS-014 warn: Go 1.19 \\| its default |',
    '## Services',
    '| [Clean](../fixtures/interop/service/clean) |  | conformant | nothing |',
  ]);
});
