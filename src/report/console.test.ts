import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import type { RunEvent } from '../result/events.ts';
import type { Result, ScenarioResult } from '../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { consoleReporter } from './console.ts';

afterEach(() => vi.unstubAllEnvs());

interface Told {
  readonly isTty?: boolean;
  readonly quiet?: boolean;
  readonly columns?: number;
}

/** Everything that the reporter writes for these events. */
function told(events: readonly RunEvent[], { isTty = false, quiet = false, columns = 80 }: Told = {}): string {
  const stream = Object.assign(new PassThrough(), { isTTY: isTty });
  const listener = consoleReporter({ stream, isTty, quiet, columns, requirements: new Map(), entriesOf: () => [] });
  for (const event of events) listener(event);
  return String(stream.read() ?? '');
}

const begins = (change: Partial<Extract<RunEvent, { type: 'run-begins' }>> = {}): RunEvent => {
  return { type: 'run-begins', candidate: 'Acme Gateway', embedded: false, scenarios: ['a/one', 'a/two'], ...change };
};
const ends = (result: Result): RunEvent => ({ type: 'run-ends', result });
const driven = (scenario: ScenarioResult): readonly RunEvent[] => [
  { type: 'scenario-begins', id: scenario.id, title: scenario.title, number: 1, of: 2 },
  { type: 'scenario-ends', scenario, number: 1, of: 2 },
];

const passed = sampleScenario('a/one', [sampleCheck('a/one:R-1')]);
const failed = sampleScenario(
  'a/two',
  [sampleCheck('a/two:R-2', { verdict: 'fail', reason: 'no-ack', message: 'no ack came', evidence: [] })],
  { verdict: 'fail' },
);
const nonconformant = sampleResult([passed, failed], [], { verdict: 'nonconformant', classes: { core: 'nonconformant' } });

test('tells a whole run in plain lines without a terminal', () => {
  expect(told([begins(), ...driven(passed), ...driven(failed), ends(nonconformant)])).toBe(
    [
      'Candidate: Acme Gateway, 2 scenarios',
      'ok   a/one  the endpoint does a/one  34 ms',
      'FAIL a/two  the endpoint does a/two  34 ms',
      '',
      'FAIL a/two:R-2 no ack came',
      '  R-2 MUST',
      '  replay: nbwss-conformance run endpoint descriptor.json --select a/two',
      '',
      'nonconformant: core — 2 rows checked, 2 scenarios, 2 checks, 2.3 s',
      '',
    ].join('\n'),
  );
});

test.each([
  ['pass', 'ok  '],
  ['warn', 'warn'],
  ['fail', 'FAIL'],
  ['error', 'ERR '],
  ['untestable', '????'],
  ['not-applicable', 'n/a '],
] as const)('labels a scenario with the verdict %s as %s', (verdict, label) => {
  expect(told(driven({ ...passed, verdict }))).toBe(`${label} a/one  the endpoint does a/one  34 ms\n`);
});

test('says that the embedded reference group is one', () => {
  expect(told([begins({ embedded: true })])).toContain('this is the embedded reference');
  expect(told([begins()])).not.toContain('reference');
});

test('tells an estimate only where the wait is long', () => {
  expect(told([{ type: 'estimate', seconds: 5 }])).toBe('');
  expect(told([{ type: 'estimate', seconds: 41.2 }])).toContain('About 42 s to go');
});

test('rewrites one line on a terminal, and keeps a line only for what is not a pass', () => {
  const output = told([...driven(passed), ...driven(failed)], { isTty: true });
  expect(output).toContain('[1/2] a/one  the endpoint does a/one\u001b[1G\u001b[2K');
  expect(stripVTControlCharacters(output)).not.toContain('ok  ');
  expect(stripVTControlCharacters(output)).toContain('FAIL a/two  the endpoint does a/two  34 ms\n');
});

test('clears the status line before the end', () => {
  const output = told([...driven(passed), ends(sampleResult([passed]))], { isTty: true });
  const last = output.slice(output.lastIndexOf('\u001b[2K'));
  expect(last).toMatch(/^\u001b\[2K\nconformant: .*\n$/);
});

test('cuts the status line to less than the width of the terminal', () => {
  const output = told(driven({ ...passed, title: 'x'.repeat(500) }), { isTty: true, columns: 40 });
  const [shown = ''] = output.split('\u001b');
  expect([...shown].length).toBe(39);
});

test('takes a terminal of unknown width for one of 80 columns', () => {
  const [shown = ''] = told(driven({ ...passed, title: 'x'.repeat(500) }), { isTty: true, columns: 0 }).split('\u001b');
  expect([...shown].length).toBe(79);
});

test('colours only on a terminal, and not where NO_COLOR is set', () => {
  vi.stubEnv('FORCE_COLOR', undefined);
  vi.stubEnv('NO_COLOR', undefined);
  const red = '\u001b[31mFAIL\u001b[39m';
  expect(told(driven(failed), { isTty: true })).toContain(red);
  expect(told(driven(failed))).not.toContain('\u001b');
  vi.stubEnv('NO_COLOR', '1');
  expect(told(driven(failed), { isTty: true })).not.toContain(red);
});

test('writes nothing when quiet', () => {
  expect(told([begins(), ...driven(failed), ends(nonconformant)], { quiet: true })).toBe('');
});

test('says one sentence where nobody was there', () => {
  const check = sampleCheck('a/one:TLS-001', {
    verdict: 'untestable',
    reason: 'unreachable',
    message: 'nobody answers at acme:443',
  });
  const output = told([
    ends(sampleResult([sampleScenario('a/one', [check, check])], [], { verdict: 'inconclusive', classes: {} })),
  ]);
  expect(output).toBe(
    '\nNothing could be judged: nobody answers at acme:443.\n\ninconclusive — 0 rows checked, 1 scenario, 2 checks, 2.3 s\n',
  );
});

test('sums up what relied on one control in one line', () => {
  const check = sampleCheck('a/two:R-3', { verdict: 'untestable', reason: 'control-not-passed', message: 'relies on a/one:R-1' });
  const output = told([ends(sampleResult([passed, sampleScenario('a/two', [check, check, check])]))]);
  expect(output).toMatch(/^\n\?\?\?\? 3 checks not made: relies on a\/one:R-1\n\nconformant/);
});

test('explains twenty findings and counts the checks of the others', () => {
  const fails = Array.from({ length: 24 }, (_, index) => sampleCheck(`a/two:R-${index}`, { verdict: 'fail', evidence: [] }));
  const cutOff = sampleCheck('a/two:X', { verdict: 'untestable', reason: 'control-not-passed', message: 'relies on a/one:R-1' });
  const output = told([ends(sampleResult([sampleScenario('a/two', [cutOff, cutOff, ...fails])]))]);
  expect(output.match(/^FAIL /gm)?.length).toBe(20);
  expect(output).toContain('\nand 6 more in result.json\n');
});

test('counts observations before the verdict', () => {
  const observations = [{ id: 'OBS-1', scenario: 'a/one', text: 'a fraction', evidence: [] }];
  expect(told([ends(sampleResult([passed], [], { observations }))])).toContain('\n1 observation in result.json\nconformant: ');
});

test.each([true, false])('lets no control character of a candidate through (terminal: %s)', (isTty) => {
  const hostile = '\u001b]0;owned\u0007\u202e\nFAIL';
  const check = sampleCheck('a/two:R-2', { verdict: 'fail', message: hostile, expected: hostile, actual: hostile });
  const scenario = sampleScenario('a/two', [check], { verdict: 'fail', title: hostile, replay: hostile });
  const output = told([begins({ candidate: hostile }), ...driven(scenario), ends(sampleResult([scenario]))], {
    isTty,
    columns: 200,
  });
  expect(output).not.toMatch(/\u001b\]|\u0007|\u202e/);
  expect(output).not.toMatch(/^FAIL$/m);
});
