import { expect, test } from 'vitest';
import type { MatrixRow } from '../../../result/matrix.ts';
import type { Result } from '../../../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../../../result/sample-result.test-data.ts';
import { sampleMaterial, sampleTranscript } from '../sample-material.test-data.ts';
import { comparePage } from './compare-page.ts';
import type { Comparison } from './comparison.ts';

const hostile = '</script><img src=x onerror=alert(1)>"\' onfocus=alert(1) \u0000\u001b\u202e\ud800\ufeff ]]>';
const unprintable = /[\u0000\u001b\u202e\ufeff]/;
const MUCH = 3_000_000;
const { entries } = sampleTranscript('acks/two', 60);
const odd = sampleTranscript('acks/two', 9, () => hostile);

/** Laid side by side as `compare` does it. */
function comparisonOf(results: readonly Result[], change: Partial<Comparison> = {}): Comparison {
  const ids = [...new Set(results.flatMap(({ requirements }) => requirements.map(({ id }) => id)))];
  const rows = ids.map((id): MatrixRow => {
    const verdicts = results.map(({ requirements }) => requirements.find((row) => row.id === id)?.verdict ?? null);
    return { id, level: 'MUST', verdicts, isDifferent: new Set(verdicts).size > 1 };
  });
  return {
    runs: results.map((result) => ({ result, entriesOf: () => entries, report: null })),
    areas: [{ area: 'MSG', rows }],
    classes: Object.keys(results[0]?.classes ?? {}).map((id) => ({
      id,
      level: 'class',
      verdicts: results.map(({ classes }) => classes[id] ?? null),
      isDifferent: false,
    })),
    unjudged: 0,
    conditions: [],
    requirements: new Map(),
    onlyDifferent: false,
    ...change,
  };
}

const red = {
  verdict: 'fail',
  reason: 'id-differs',
  message: 'the answer carries another id',
  expected: '"A"',
  actual: '"B"',
} as const;
const run = (change: Parameters<typeof sampleCheck>[1] = {}, result: Partial<Result> = {}) =>
  sampleResult([sampleScenario('acks/two', [sampleCheck('acks/two:MSG-001', change)])], [], result);
const passes = { id: 'MSG-001', level: 'MUST', role: 'both', checks: ['acks/two:MSG-001'] } as const;
const withRow = (result: Result, verdict: 'pass' | 'fail'): Result => ({
  ...result,
  requirements: [{ ...passes, checks: [...passes.checks], verdict, reason: null }],
});

test('tells behind a cell what its verdict rests on, and links to the report only where there is one', () => {
  const results = [withRow(run(), 'pass'), withRow(run(red), 'fail')];
  const compared = comparisonOf(results);
  const page = comparePage({
    ...compared,
    runs: compared.runs.map((one, index) => ({ ...one, report: index === 1 ? '../b/report.html' : null })),
  });
  expect(page).toMatch(/href="#MSG-001\.1" aria-label="pass: MSG-001, 1 Acme Gateway"/);
  expect(page).toMatch(/class="out" href="\.\.\/b\/report\.html#acks\/two:MSG-001"/);
  const [first = '', second = ''] = page.split('<details class="evidence">').slice(1);
  expect(first).toContain('<code>acks/two:MSG-001</code> <span class="dim">shown by #1</span>');
  expect(first).not.toContain('report.html');
  expect(second).toContain('the answer carries another id');
  expect(second).toMatch(/<dt>expected<\/dt><dd><pre>"A"<\/pre>/);
  expect(second).toMatch(/#1 \+0\.000 s c1 · tcp connected/);
  expect(second).toContain('--select acks/two');
});

test('says of what no verdict was reached why, and which register does not know a row', () => {
  const unknown = { ...run(), requirements: [] };
  const unjudged = run();
  unjudged.requirements = [{ ...passes, checks: [], verdict: null, reason: 'not observable' }];
  const [, first = '', second = ''] = comparePage(comparisonOf([unjudged, unknown])).split('<details class="evidence">');
  expect(first).toContain('<p>not observable</p>');
  expect(second).toContain('Not in the register that this run was judged by.');
});

test('names conditions that are not the same before anything else, and nothing where all are', () => {
  const results = [withRow(run(), 'pass'), withRow(run(), 'pass')];
  expect(comparePage(comparisonOf(results))).not.toContain('Not judged alike');
  const conditions = [{ what: 'register', values: [`sha256:${'a'.repeat(64)}`, hostile] }];
  const page = comparePage(comparisonOf(results, { conditions }));
  expect(page.indexOf('Not judged alike: register')).toBeLessThan(page.indexOf('<main'));
  expect(page).toContain('<td>aaaaaaaaaaaa…</td>');
});

test('says in the card of a run that its baseline accepts something', () => {
  const accepted = [{ check: 'acks/two:MSG-001', reason: 'known' }];
  const baseline = { file: 'known.yaml', strict: false, accepted, open: [], notSelected: [], complaints: [] };
  expect(comparePage(comparisonOf([run(), run(red, { baseline })])).match(/Its baseline accepts 1 of what is red/g)).toHaveLength(
    1,
  );
});

test('takes whatever is hostile for text', () => {
  const check = { ...red, message: hostile, reason: hostile, expected: hostile, actual: hostile, id: `acks/two:${hostile}` };
  const candidate = { name: hostile, build: hostile, embedded: false, descriptors: [], tls: null };
  const result = withRow(run(check, { candidate, profile: { edition: hostile }, startedAt: hostile }), 'fail');
  const scenarios = result.scenarios.map((one) => ({ ...one, replay: hostile, id: hostile }));
  result.requirements = [
    { ...passes, checks: [check.id], verdict: 'fail', reason: hostile },
    { ...passes, id: hostile, checks: [check.id], verdict: 'fail', reason: hostile },
  ];
  const all = { ...result, scenarios, classes: { [hostile]: 'conformant' } as const };
  const requirements = new Map([[hostile, { text: hostile, source: hostile }]]);
  const compared = comparisonOf([all, all], { requirements });
  const runs = compared.runs.map((one) => ({ ...one, entriesOf: () => odd.entries }));
  const page = comparePage({ ...compared, runs, areas: [{ area: hostile, rows: compared.areas[0]?.rows ?? [] }] });
  expect(page).not.toMatch(unprintable);
  // Attributes without what stands in them.
  expect(page.replace(/="[^"]*"/g, '')).not.toMatch(/<img|<[^<>]* on\w+=/);
  expect(page.match(/<script>/g)?.length).toBe(1);
  expect(page).toMatch(/\\u202e/);
});

test('stays below 3 MB for six runs of which every row is red, and shows less of each rather than less rows', () => {
  const { result } = sampleMaterial(1, 1, 1);
  const rows = Array.from({ length: 200 }, (_row, index) => `MSG-${String(index + 1).padStart(3, '0')}`);
  const long = '"'.repeat(2_000);
  const all = Array.from({ length: 6 }, () => {
    const scenarios = Array.from({ length: 4 }, (_one, number) => {
      const id = `area/scenario-${number}`;
      const evidence = [2, 3, 5, 6, 8, 9].map((entry) => ({ transcript: id, entry }));
      const checks = rows.map((row) =>
        sampleCheck(`${id}:${row}`, { ...red, message: long, expected: long, actual: long, evidence }),
      );
      return sampleScenario(id, checks, { verdict: 'fail' });
    });
    const requirements = rows.map((id) => ({
      ...passes,
      id,
      verdict: 'fail' as const,
      reason: null,
      checks: scenarios.map((scenario) => `${scenario.id}:${id}`),
    }));
    return { ...result, scenarios, requirements };
  });
  const page = comparePage(comparisonOf(all));
  expect(page.length).toBeLessThan(MUCH);
  expect(page.match(/<details class="evidence">/g)?.length).toBe(6 * rows.length);
  expect(page.match(/<article class="told fail">/g)?.length).toBeGreaterThanOrEqual(6 * rows.length);
});
