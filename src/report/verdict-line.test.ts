import { expect, test } from 'vitest';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { verdictLine } from './verdict-line.ts';

const scenarios = [
  sampleScenario('connect/token', [
    sampleCheck('connect/token:CON-009'),
    sampleCheck('connect/token:CON-010', { verdict: 'warn' }),
  ]),
  sampleScenario('commands/get', [sampleCheck('commands/get:CMD-001', { verdict: 'untestable' })]),
];

test('names the classes that conform, those not exercised, and the amounts', () => {
  expect(verdictLine(sampleResult(scenarios, [sampleCheck('run:MSG-001')]))).toBe(
    'conformant: core, registration; not exercised: commands, group — 3 rows checked, 2 scenarios, 4 checks, 2.3 s',
  );
});

test('says of a selected run how much of the suite it speaks for', () => {
  const plan = { selected: 12, of: 96, shard: null };
  expect(verdictLine(sampleResult(scenarios, [], { plan, classes: { core: 'conformant' } }))).toBe(
    'conformant in the 12 of 96 scenarios selected: core — 2 rows checked, 2 scenarios, 3 checks, 2.3 s',
  );
});

test('puts the classes that fail before those that conform', () => {
  const classes = { core: 'conformant', commands: 'nonconformant', group: 'inconclusive' } as const;
  expect(verdictLine(sampleResult([], [], { verdict: 'nonconformant', classes }))).toBe(
    'nonconformant: commands; inconclusive: group; conformant: core — 0 rows checked, 0 scenarios, 0 checks, 2.3 s',
  );
});

test('says that a run was interrupted', () => {
  expect(verdictLine(sampleResult([], [], { verdict: 'inconclusive', complete: false, classes: {} }))).toBe(
    'incomplete, inconclusive — 0 rows checked, 0 scenarios, 0 checks, 2.3 s',
  );
});

test('uses the singular for one', () => {
  const one = sampleResult([sampleScenario('connect/token', [sampleCheck('connect/token:CON-009')])], [], { classes: {} });
  expect(verdictLine(one)).toBe('conformant — 1 row checked, 1 scenario, 1 check, 2.3 s');
});
