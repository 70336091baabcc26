import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const files = ['junit.xml', 'report.html', 'report.md', 'ctrf.json', 'results.tap'];
const asked = ['junit', 'html', 'markdown', 'ctrf', 'tap', 'github'].flatMap((name) => ['--reporter', name]);

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

test('a job summary that cannot be written is a note, for the report is written', async () => {
  const env = { GITHUB_STEP_SUMMARY: at('no', 'such', 'summary.md') };
  const { code, stdout, stderr } = await binary(['report', 'run', '--reporter', 'github', '--quiet'], { cwd, env });
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^::error /m) });
  expect(stderr).toMatch(
    /^note: GITHUB_STEP_SUMMARY: expected a file that can be written, got ENOENT for \S+; check the path\.\n$/,
  );
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
    /expected one of junit, html, markdown, ctrf, tap, badge, github, got pdf/,
  ],
  [
    'report to a folder that is not there',
    ['report', 'run', '--reporter', 'tap=no/such/file'],
    /--reporter tap=no\/such\/file: expected a file in a folder that is there/,
  ],
  [
    'report to what is no file',
    ['report', 'run', '--reporter', 'tap=run/transcripts'],
    /expected a file that can be written, got EISDIR for run\/transcripts/,
  ],
  ['rejudge', ['rejudge', 'nowhere'], /nowhere: expected a run/],
])('%s answers bad input with a sentence and 2', async (_what, args, sentence) => {
  const { code, stderr } = await binary(args, { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
});

describe('two runs', () => {
  /** A conforming run beside the one that counts milliseconds. */
  beforeAll(async () => {
    const given = ['--select', 'batching/all-states', '--output', 'good', '--name', 'Beta <b>\u202e|', '--quiet'];
    expect((await binary(['run', 'endpoint', ...given], { cwd })).code).toBe(0);
  }, 60_000);

  test('diff names what broke, what moved it and where the wire parts, and ends with 1', async () => {
    const { code, stdout } = await binary(['diff', 'good', 'run'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('what has changed comes from the candidate');
    expect(stdout.match(/^broken: run:MSG-011 {2}pass → fail \(timestamp-in-milliseconds\)$/gm)?.length).toBe(1);
    expect(stdout).toMatch(/parts at\n {4}before: #\d+ .*"timeStamp":\d{10}[,}].*\n {4}now: {4}#\d+ .*"timeStamp":\d{13}[,}]/);
  });

  test('diff tells the way back as fixed and ends with 0', async () => {
    const { code, stdout } = await binary(['diff', 'run/result.json', 'good'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^fixed: run:MSG-011 /m);
    expect(stdout).not.toContain('\u202e');
  });

  test('diff finds nothing between a run and itself', async () => {
    const { code, stdout } = await binary(['diff', 'run', 'run'], { cwd });
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: 'no verdict has changed' });
  });

  test('compare lays them side by side, whatever a candidate calls itself', async () => {
    const text = await binary(['compare', 'good', 'run', '--differences'], { cwd });
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/1 Beta <b>\\u202e\|/);
    expect(text.stdout).toMatch(/^MSG-011 +MUST +pass +fail$/m);
    expect(text.stdout).not.toMatch(/^CON-009 /m);
    const markdown = await binary(['compare', 'good', 'run', '--markdown'], { cwd });
    expect(markdown.stdout).toContain('| MSG-011 | MUST | pass | fail |');
    expect(markdown.stdout).toContain('| CON-009 | MUST | pass | pass |');
    expect(markdown.stdout).not.toMatch(/<b>/);
  });

  test.each([
    ['compare with one run', ['compare', 'good'], /expected two runs or more, got 1/],
    ['compare with none that there is', ['compare', 'good', 'nowhere'], /nowhere: expected a run/],
    ['diff with one run', ['diff', 'good'], /missing required argument 'new'/],
    ['diff with none that there is', ['diff', 'nowhere', 'good'], /nowhere: expected a run/],
  ])('%s is answered with a sentence and 2', async (_what, args, sentence) => {
    const { code, stderr } = await binary(args, { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });

  test('of different roles are not compared', async () => {
    const result = { ...resultIn('good'), role: 'service' };
    mkdirSync(at('service'));
    writeFileSync(
      at('service', 'result.json'),
      JSON.stringify({ ...result, scenarios: [], run: { checks: [], transcript: null } }),
    );
    for (const command of ['diff', 'compare']) {
      const { code, stderr } = await binary([command, 'good', 'service'], { cwd });
      expect(code).toBe(2);
      expect(stderr).toMatch(/expected a run of role endpoint as good is, got one of service/);
    }
  });
});
