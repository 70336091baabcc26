import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Result } from '../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { junit } from './junit.ts';
import { xmlComplaint, xpath } from './xml.test-data.ts';

const schema = readFileSync(new URL('../../fixtures/schemas/junit.xsd', import.meta.url), 'utf8');
const refusal = (xml: string) => xmlComplaint(xml, schema);

const everyVerdict = sampleResult(
  [
    sampleScenario('connect/token', [
      sampleCheck('connect/token:CON-009'),
      sampleCheck('connect/token:CON-010', {
        verdict: 'fail',
        reason: 'wrong-id',
        message: 'the answer carries another id',
        expected: '"A"',
        actual: '"B"',
        evidence: [
          { transcript: 'connect/token', entry: 12 },
          { transcript: 'connect/token', entry: 14 },
          { transcript: 'run', entry: 3 },
        ],
      }),
      sampleCheck('connect/token:CON-011', { verdict: 'warn', level: 'SHOULD', reason: 'slow', message: 'the answer is late' }),
    ]),
    sampleScenario('commands/get', [
      sampleCheck('commands/get:CMD-001', {
        verdict: 'untestable',
        reason: 'control-not-passed',
        message: 'relies on connect/token:CON-010, which did not pass',
      }),
      sampleCheck('commands/get:CMD-002', { verdict: 'error', reason: 'thrown', message: 'TypeError: x is not a function' }),
      sampleCheck('commands/get:CMD-003', { verdict: 'not-applicable', reason: 'not-declared', message: 'no "commands" seen' }),
    ]),
  ],
  [
    sampleCheck('run:MSG-001'),
    sampleCheck('run:MSG-006', {
      verdict: 'fail',
      reason: 'other-id',
      message: 'an id was used twice',
      evidence: [{ transcript: 'connect/token', entry: 2 }],
    }),
  ],
  { verdict: 'nonconformant' },
);

const hostile = '\u0000\u001b[31m]]>\ufffe\udc00<&"\'\u202e\r\nfailure: none 😀';
const hostileResult = sampleResult(
  [
    sampleScenario(
      'connect/hostile',
      [
        sampleCheck('connect/hostile:A', {
          verdict: 'fail',
          reason: hostile,
          message: hostile,
          expected: hostile,
          actual: hostile,
        }),
        sampleCheck('connect/hostile:B', { verdict: 'error', reason: hostile, message: hostile, actual: hostile }),
        sampleCheck('connect/hostile:C', { verdict: 'not-applicable', reason: hostile, message: hostile }),
        sampleCheck('connect/hostile:D', { verdict: 'warn', reason: hostile, message: hostile }),
      ],
      { title: hostile, replay: hostile },
    ),
  ],
  [],
  { candidate: { name: hostile, build: hostile, embedded: false, descriptors: [], tls: null } },
);

test('is refused by the schema where a case has no name, a count is missing, or an element is unknown', () => {
  const xml = junit(everyVerdict);
  expect(refusal(xml.replace(/(<testcase [^>]*)name="[^"]*"/, '$1'))).toMatch(/attribute 'name' is required/);
  expect(refusal(xml.replace(/(<testsuite [^>]*)failures="\d+"/, '$1'))).toMatch(/attribute 'failures' is required/);
  expect(refusal(xml.replace('<system-out>', '<system-odd>').replace('</system-out>', '</system-odd>'))).toMatch(/not expected/);
  expect(refusal(xml.replace(/time="[\d.]+"/, 'time="NaN"'))).toMatch(/not accepted by the pattern/);
});

test.each([
  ['every verdict', everyVerdict],
  ['hostile text', hostileResult],
  ['nothing at all', sampleResult([])],
])('is accepted by the schema for a result with %s', (_, result) => {
  expect(refusal(junit(result))).toBe('');
});

test('counts what the result counts', () => {
  const xml = junit(everyVerdict);
  const checks = [...everyVerdict.scenarios.flatMap((scenario) => scenario.checks), ...everyVerdict.run.checks];
  const number = (...verdicts: string[]) => String(checks.filter(({ verdict }) => verdicts.includes(verdict)).length);
  const expected = {
    tests: String(checks.length),
    failures: number('fail'),
    errors: number('error', 'untestable'),
    skipped: number('not-applicable'),
  };
  expect(expected).toEqual({ tests: '8', failures: '2', errors: '2', skipped: '1' });
  for (const [name, count] of Object.entries(expected)) {
    expect(xpath(xml, `string(/testsuites/@${name})`)).toBe(count);
    expect(xpath(xml, `sum(//testsuite/@${name})`)).toBe(count);
  }
  const elements = ['testcase', 'failure', 'error', 'skipped'].map((name) => xpath(xml, `count(//${name})`));
  expect(elements).toEqual(Object.values(expected));
});

test('gives every case its class, a name that no other has, and a time', () => {
  const xml = junit(everyVerdict);
  expect(xpath(xml, 'string((//testcase)[1]/@classname)')).toBe('nbwss.run');
  expect(xpath(xml, 'string((//testcase)[3]/@classname)')).toBe('nbwss.connect');
  expect(xpath(xml, 'string((//testcase)[3]/@name)')).toBe('connect/token:CON-009 the endpoint does connect/token');
  expect(xpath(xml, 'count(//testcase[not(@time)]) + count(//testsuite[not(@time)]) + count(//testsuite[not(@timestamp)])')).toBe(
    '0',
  );
  expect(xpath(xml, 'count(//testcase[@name = preceding::testcase/@name])')).toBe('0');
  expect(xpath(xml, 'string(//testsuite[@name="connect/token"]/@time)')).toBe('0.034');
});

test('tells a failure alone in its message and in full in its body', () => {
  const xml = junit(everyVerdict);
  const failure = '//testsuite[@name="connect/token"]//failure';
  expect(xpath(xml, `string(${failure}/@type)`)).toBe('wrong-id');
  expect(xpath(xml, `string(${failure}/@message)`)).toBe('CON-010 (MUST): the answer carries another id; expected "A"; got "B"');
  expect(
    xpath(xml, `string(${failure})`)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ).toEqual([
    'requirement: CON-010 (MUST)',
    'expected: "A"',
    'actual: "B"',
    'evidence: connect/token #12 #14',
    'evidence: run #3',
    'replay: nbwss-conformance run endpoint descriptor.json --select connect/token',
  ]);
});

test('cites the scenario to replay for what was judged over all transcripts', () => {
  expect(xpath(junit(everyVerdict), 'string(//testsuite[@name="run"]//failure)')).toContain('--select connect/token');
});

test('keeps the reason of a skip and the text of a warning', () => {
  const xml = junit(everyVerdict);
  expect(xpath(xml, 'string(//skipped/@message)')).toBe('not-declared: no "commands" seen');
  expect(xpath(xml, 'string(//testcase[starts-with(@name, "connect/token:CON-011")]/system-out)')).toContain(
    'warning: CON-011 (SHOULD): the answer is late',
  );
});

test('names verdict, classes, tool and candidate as properties of the run', () => {
  const xml = junit(everyVerdict);
  const property = (name: string) => xpath(xml, `string(//testsuite[@name="run"]/properties/property[@name="${name}"]/@value)`);
  expect(property('verdict')).toBe('nonconformant');
  expect(property('class.group')).toBe('not exercised');
  expect(property('tool.version')).toBe('0.1.0');
  expect(property('tool.registerDigest')).toBe('aa11');
  expect(property('candidate.name')).toBe('Acme Gateway');
  expect(property('candidate.build')).toBe('7');
});

test('shows hostile text in full, on the one line where it belongs', () => {
  const xml = junit(hostileResult);
  const shown = '\\u0000\\u001b[31m]]>\\ufffe\\udc00<&"\'\\u202e\\u000d\\u000afailure: none 😀';
  expect(xpath(xml, 'string(//failure/@message)')).toContain(shown);
  const inBody = shown.replace(']]>', ']]\\u003e');
  expect(xpath(xml, 'string(//failure)')).toContain(`actual: ${inBody}\n`);
  expect(xpath(xml, 'string(//error)')).toContain(`actual: ${inBody}\n`);
  expect(xpath(xml, 'string(//skipped/@message)')).toBe(`${shown}: ${shown}`);
  expect(xpath(xml, 'string(//property[@name="candidate.name"]/@value)')).toBe(shown);
});

test('gives the same text for the same result', () => {
  const copy = JSON.parse(JSON.stringify(everyVerdict)) as Result;
  expect(junit(copy)).toBe(junit(everyVerdict));
});
