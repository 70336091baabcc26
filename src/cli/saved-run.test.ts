import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import countsMilliseconds from '../../fixtures/faults/endpoint/counts-milliseconds.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import { checksOf } from '../result/checks-of.ts';
import type { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-saved-'));
const at = (...names: readonly string[]) => join(cwd, ...names);
const read = (...names: readonly string[]) => readFileSync(at(...names), 'utf8');
const resultIn = (folder: string) => JSON.parse(read(folder, 'result.json')) as Result;
const files = ['junit.xml', 'report.md', 'ctrf.json', 'results.tap'];
const asked = ['junit', 'markdown', 'ctrf', 'tap', 'github'].flatMap((name) => ['--reporter', name]);

/** One run of a candidate that counts milliseconds, with all formats, as a workflow of GitHub Actions has it. */
beforeAll(async () => {
  const group = await startEndpointGroup({ wraps: [countsMilliseconds.wrap] });
  try {
    writeFileSync(at('endpoint.json'), group.texts[0] ?? '');
    writeFileSync(at('ca.pem'), group.ca);
    const given = ['endpoint.json', '--ca', 'ca.pem', '--select', 'batching/all-states', '--output', 'run', ...asked];
    const env = { GITHUB_STEP_SUMMARY: at('summary.md') };
    const { code, stdout } = await binary(['run', 'endpoint', ...given], { cwd, env });
    expect(code).toBe(1);
    writeFileSync(at('annotations'), stdout);
  } finally {
    await group.stop();
  }
}, 60_000);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('the formats of one run', () => {
  test('agree with its result', () => {
    const checks = checksOf(resultIn('run'));
    const failed = checks.filter(({ verdict }) => verdict === 'fail').length;
    expect(failed).toBeGreaterThan(0);
    expect(read('run', 'junit.xml').match(/<testcase /g)?.length).toBe(checks.length);
    expect(read('run', 'junit.xml').match(/<failure /g)?.length).toBe(failed);
    const { summary } = (JSON.parse(read('run', 'ctrf.json')) as { results: { summary: Record<string, number> } }).results;
    expect([summary['tests'], summary['failed']]).toEqual([checks.length, failed]);
    expect(read('run', 'results.tap')).toContain(`\n1..${checks.length}\n`);
    expect(read('run', 'results.tap').match(/^ {2}severity: fail$/gm)?.length).toBe(failed);
    expect(read('run', 'report.md')).toMatch(new RegExp(`^\\| ${checks.length} \\| \\d+ \\| ${failed} \\|`, 'm'));
  });

  test('github annotates on standard output, and appends the Markdown to the job summary', () => {
    const failed = checksOf(resultIn('run')).filter(({ verdict }) => verdict === 'fail');
    expect(read('annotations').match(/^::error /gm)?.length).toBeGreaterThanOrEqual(failed.length);
    expect(read('annotations')).toMatch(/^::notice title=nbwss-conformance::nonconformant/m);
    expect(read('summary.md')).toBe(read('run', 'report.md'));
  });
});

describe('report', () => {
  test('writes of a saved run what the run itself has written, and tells it again', async () => {
    const before = files.map((file) => read('run', file));
    for (const file of files) rmSync(at('run', file));
    const { code, stdout, stderr } = await binary(['report', 'run', ...asked.slice(0, -2)], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(files.map((file) => read('run', file))).toEqual(before);
    expect(stdout).toMatch(/run:MSG-011 [\s\S]*expected: [\s\S]*#\d+ \+[\s\S]*\nnonconformant in the /);
  });

  test('takes a result.json, and leaves standard output to the report that asks for it', async () => {
    const { code, stdout } = await binary(['report', 'run/result.json', '--reporter', 'tap=-'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(read('run', 'results.tap'));
  });
});

describe('rejudge', () => {
  test('comes to the same verdicts by the same suites', async () => {
    const { code, stdout } = await binary(['rejudge', 'run'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/by the same suites, 0 moved\nnonconformant/);
  });

  test('ends with 1 where a verdict moves for the worse, and names it', async () => {
    const saved = read('run', 'result.json');
    const result = JSON.parse(saved) as Result;
    const red = checksOf(result).find(({ verdict }) => verdict === 'fail');
    if (red === undefined) throw new Error('nothing is red in the run');
    Object.assign(red, { verdict: 'pass' });
    writeFileSync(at('run', 'result.json'), JSON.stringify(result));
    const { code, stdout } = await binary(['rejudge', 'run'], { cwd });
    writeFileSync(at('run', 'result.json'), saved);
    expect(code).toBe(1);
    expect(stdout).toContain(`${red.id}: pass → fail, `);
  });
});

test.each([
  ['report', ['report', 'nowhere'], /nowhere: expected a run/],
  ['report without a run', ['report'], /missing required argument/],
  [
    'report in a format that there is not',
    ['report', 'run', '--reporter', 'pdf'],
    /expected one of junit, markdown, ctrf, tap, github, got pdf/,
  ],
  ['rejudge', ['rejudge', 'nowhere'], /nowhere: expected a run/],
])('%s answers bad input with a sentence and 2', async (_what, args, sentence) => {
  const { code, stderr } = await binary(args, { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
});
