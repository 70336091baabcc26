import { readFileSync } from 'node:fs';
import { validate } from 'ctrf';
import { Parser } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import type { CheckResult, Result } from '../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { type CaseOutcome, countsOf, reportedChecks } from './case.ts';
import { ctrf } from './ctrf.ts';
import { github } from './github.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { tap } from './tap.ts';
import { xmlComplaint, xpath } from './xml.test-data.ts';

const hostile =
  '=1 ]]> <script>alert(1)</script> \u0000\u001b[2J\u202e\udc00\r\n::error::x\nnot ok 9 # SKIP `|* @all www.evil.example [a](b) %0A 😀';

/** Two or more of each outcome, one of them accepted by a baseline; every text that a candidate has a hand in is as given. */
function sample(text: string): Result {
  const said = { message: text, expected: text, actual: text };
  const make = (id: string, verdict: CheckResult['verdict']) =>
    sampleCheck(id, verdict === 'pass' ? {} : { ...said, verdict, reason: 'id-differs' });
  const result = sampleResult(
    [
      sampleScenario('connect/token', [
        make('connect/token:CON-009', 'pass'),
        make('connect/token:CON-010', 'fail'),
        make('connect/token:CON-011', 'warn'),
      ]),
      sampleScenario(
        'commands/get',
        [
          make('commands/get:CMD-001', 'untestable'),
          make('commands/get:CMD-002', 'error'),
          make('commands/get:CMD-003', 'not-applicable'),
          make('commands/get:CMD-004', 'fail'),
        ],
        { title: text, replay: text },
      ),
    ],
    [make('run:MSG-001', 'pass'), make('run:MSG-006', 'fail')],
    { verdict: 'nonconformant', candidate: { name: text, build: text, embedded: false, descriptors: [], tls: null } },
  );
  const accepted = [{ check: 'commands/get:CMD-004', reason: text }];
  return {
    ...result,
    baseline: { file: text, strict: false, accepted, open: [], notSelected: [], complaints: [`${text}: no such check`] },
  };
}

type Counts = Readonly<Record<CaseOutcome, number>>;
const expected: Counts = { passed: 3, failed: 2, errored: 2, skipped: 2 };

const schema = readFileSync(new URL('../../fixtures/schemas/junit.xsd', import.meta.url), 'utf8');

/** Each reads a report back by somebody else's reader, and throws where that refuses it. */
const readers: Readonly<Record<string, { readonly write: (result: Result) => string; readonly read: (text: string) => Counts }>> =
  {
    junit: {
      write: junit,
      read: (text) => {
        const complaint = xmlComplaint(text, schema);
        if (complaint !== '') throw new Error(complaint);
        const count = (path: string) => Number(xpath(text, `count(${path})`));
        const [failed, errored, skipped] = [count('//testcase/failure'), count('//testcase/error'), count('//testcase/skipped')];
        return { passed: count('//testcase') - failed - errored - skipped, failed, errored, skipped };
      },
    },
    ctrf: {
      write: ctrf,
      read: (text) => {
        const report = JSON.parse(text) as {
          results: { summary: Record<string, number>; tests: readonly { readonly status: string }[] };
        };
        const { valid, errors } = validate(report);
        if (!valid) throw new Error(JSON.stringify(errors));
        const { tests, summary } = report.results;
        const count = (status: string) => tests.filter((one) => one.status === status).length;
        // The validator does not hold the summary to the tests.
        for (const status of ['passed', 'failed', 'other', 'skipped']) expect(summary[status]).toBe(count(status));
        expect(summary['tests']).toBe(tests.length);
        return { passed: count('passed'), failed: count('failed'), errored: count('other'), skipped: count('skipped') };
      },
    },
    tap: {
      write: tap,
      read: (text) => {
        const points: { readonly ok: boolean; readonly skip?: unknown; readonly diag?: { readonly severity?: string } }[] = [];
        const parser = new Parser({ strict: true });
        parser.on('assert', (point) => points.push(point));
        const ended: {
          readonly results?: { readonly count: number; readonly failures: readonly { readonly tapError?: unknown }[] };
        } = {};
        parser.on('complete', (results) => Object.assign(ended, { results }));
        parser.end(text);
        const errors = ended.results?.failures.filter(({ tapError }) => tapError !== undefined && tapError !== null) ?? [
          'no end',
        ];
        if (errors.length > 0) throw new Error(JSON.stringify(errors));
        const isSkipped = ({ skip }: { readonly skip?: unknown }) => skip !== undefined && skip !== false && skip !== '';
        const red = points.filter(({ ok }) => !ok);
        const failed = red.filter(({ diag }) => diag?.severity === 'fail').length;
        const skipped = points.filter(isSkipped).length;
        return { passed: points.length - red.length - skipped, failed, errored: red.length - failed, skipped };
      },
    },
  };

describe.each(Object.entries(readers))('%s', (_name, { write, read }) => {
  test('is refused by its reader when it is broken', () => {
    const broken = write(sample('plain'))
      .replace('<testcase', '<testcases')
      .replace('"tests":', '"test":')
      .replace('1..9', '1..4');
    expect(() => read(broken)).toThrow();
  });

  test.each([
    ['plain', 'another id'],
    ['hostile', hostile],
  ])('counts what every format counts, with %s texts', (_what, text) => {
    expect(read(write(sample(text)))).toEqual(expected);
  });
});

test('the account that all are written from counts the same', () => {
  expect(countsOf(reportedChecks(sample('plain')))).toEqual(expected);
});

test('markdown and github count the same', () => {
  expect(markdown(sample(hostile))).toContain('| 9 | 3 | 2 | 2 | 2 |');
  expect(github(sample(hostile))).toContain('3 passed, 2 failed, 2 errored, 2 skipped');
});

describe.each(Object.entries({ junit, ctrf, tap, markdown, github }))('%s', (_name, write) => {
  const text = write(sample(hostile));

  test('shows nothing of a candidate that can steer what shows it', () => {
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(text).toContain('😀');
    expect(text).toMatch(/u202e/);
  });

  test('gives the same text for the same result', () => {
    expect(write(sample(hostile))).toBe(text);
  });
});

test('markdown has no markup, link or cell of a candidate', () => {
  const text = markdown(sample(hostile));
  expect(text).not.toMatch(/<script|www\.evil|\]\(b\)|@all/);
  const rows = text.split('\n').filter((line) => line.startsWith('| fail '));
  expect(rows.length).toBe(2);
  for (const row of rows) expect(row.split(' | ').length).toBe(6);
});

test('github has one command a line, each of ours', () => {
  const lines = github(sample(hostile)).trimEnd().split('\n');
  expect(lines.length).toBe(6);
  for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:]*::(?!.*%0A(?<!%250A))/);
});

test('markdown cuts what would not fit a job summary', () => {
  const checks = Array.from({ length: 400 }, (_one, index) =>
    sampleCheck(`connect/token:X-${index}`, { verdict: 'fail', reason: 'r', message: 'é|'.repeat(5_000) }),
  );
  const text = markdown(sampleResult([sampleScenario('connect/token', checks)], [], { verdict: 'nonconformant' }));
  expect(Buffer.byteLength(text)).toBeLessThan(1_048_576);
  expect(text).toContain('and 200 more in result.json');
});
