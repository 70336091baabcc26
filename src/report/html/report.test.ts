import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { growth } from '../../protocol/growth.test-data.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../../result/sample-result.test-data.ts';
import { anchorOf } from './anchor.ts';
import { htmlComplaints } from './html-reader.test-data.ts';
import type { Material } from './material.ts';
import { htmlReport } from './report.ts';
import { sampleMaterial, sampleTranscript } from './sample-material.test-data.ts';

const MOST_BYTES = 5_000_000;
const hostile =
  '</pre></script><script>alert(1)</script><img src=x onerror=alert(1)> ]]> --> \u0000\u001b[2J\u202e\udc00\ufeff\r\n" onfocus="alert(1) `**`\' 😀';

/** A run in which every text that a candidate, or a file of the user, has a hand in is hostile. */
function hostileMaterial(): Material {
  const id = `a/${hostile}`;
  const said = { message: hostile, reason: hostile, expected: hostile, actual: hostile, requirement: hostile };
  const check = sampleCheck(`${id}:X-1`, { ...said, verdict: 'fail', evidence: [{ transcript: id, entry: 2 }] });
  const text = (n: number) =>
    n % 2 === 0 ? hostile : JSON.stringify({ type: hostile, subType: hostile, payload: [{ object: hostile }] });
  const scenario = sampleScenario(id, [check], {
    title: hostile,
    area: hostile,
    verdict: 'fail',
    replay: hostile,
    reliesOn: [hostile],
  });
  const descriptor = { url: hostile, hostName: hostile };
  const result = sampleResult([scenario], [sampleCheck('run:X-1', { ...said, verdict: 'error', evidence: check.evidence })], {
    verdict: 'nonconformant',
    candidate: { name: hostile, build: hostile, embedded: false, descriptors: [descriptor], tls: { subject: hostile } },
    observations: [{ id: 'o', scenario: id, text: hostile, evidence: check.evidence }],
    classes: { core: 'nonconformant', group: 'not exercised' },
    requirements: [],
    baseline: {
      file: hostile,
      strict: true,
      accepted: [{ check: check.id, reason: hostile }],
      open: [],
      notSelected: [],
      complaints: [hostile],
    },
  });
  return {
    result,
    requirements: new Map([[hostile, { text: hostile, source: hostile }]]),
    transcripts: new Map([[id, sampleTranscript(id, 12, text)]]),
    found: new Map([[id, [{ steps: [hostile], alone: true, seed: 1, file: hostile, value: { [hostile]: hostile } }]]]),
  };
}

describe('a report of a hostile candidate', () => {
  const page = htmlReport(hostileMaterial());

  test('has no markup, and nothing invisible, of it', () => {
    expect(page).not.toMatch(/<(script|img)[^>]*(alert|onerror|src)/);
    expect(page.match(/<script/g)?.length).toBe(1);
    expect(page).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(page.replace(/"[^"]*"/g, '')).not.toMatch(/<[^>]* on\w+=/);
    expect(page).toContain('😀');
    expect(page).toContain('\\u202e');
  });

  test('is well-formed to a reader of HTML, with no id twice', () => {
    expect(htmlComplaints(page)).toEqual([]);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, one]) => one);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, at] of page.matchAll(/ href="([^"]*)"/g)) expect(at).toMatch(/^#[\w/:.-]+$/);
  });

  test('runs and loads nothing but what its policy names', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    for (const name of ['style', 'script']) {
      const content = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? '';
      const hash = createHash('sha256').update(content).digest('base64');
      expect(policy).toContain(`${name}-src 'sha256-${hash}'`);
    }
    expect(page).not.toMatch(/ style="|https?:\/\/(?!www\.w3\.org)[^<"]*"|url\(|@import/);
  });

  test('is the same for the same run', () => {
    expect(htmlReport(hostileMaterial())).toBe(page);
  });
});

test('links to every check by an anchor that follows from its id', () => {
  const material = sampleMaterial(3, 2, 12);
  const page = htmlReport(material);
  for (const { checks } of material.result.scenarios)
    for (const { id } of checks)
      expect(page).toContain(
        `<article class="check ${id.endsWith('scenario-0:MSG-001') ? 'fail' : 'pass'}" id="${anchorOf(id)}"`,
      );
  expect(anchorOf('handshake/opens:CON-003')).toBe('handshake/opens:CON-003');
  expect(page).not.toContain('left out');
});

test.each([
  ['with one in ten red', {}],
  ['all red', { verdict: 'fail', message: 'the answer carries another id' } as const],
])('stays below 5 MB for 1,000 checks with transcripts of 200 entries, %s', (_which, change) => {
  const page = htmlReport(sampleMaterial(400, 3, 200, change));
  expect(Buffer.byteLength(page)).toBeLessThan(MOST_BYTES);
  expect(page.match(/<svg class="diagram"/g)?.length).toBe(400);
});

test('stays small for a flood of 20,000 entries, and takes no more work for it than for reading them', () => {
  const material = sampleMaterial(1, 2, 20_000);
  // Work with the square of them would be sixteen times as much as with a quarter of them.
  expect(growth(htmlReport, sampleMaterial(1, 2, 5_000), material)).toBeLessThan(14);
  const page = htmlReport(material);
  expect(Buffer.byteLength(page)).toBeLessThan(500_000);
  expect(page).toMatch(/entries left out, #\d+ to #\d+, in <code>transcripts\//);
});

test('keeps the head short, whatever a name, a build or a baseline says', () => {
  const { result, ...rest } = sampleMaterial(1, 12, 9, { verdict: 'fail' });
  const accepted = result.scenarios.flatMap(({ checks }) => checks.map(({ id }) => ({ check: id, reason: 'known' })));
  const of = (count: number) =>
    htmlReport({
      ...rest,
      result: {
        ...result,
        candidate: { ...result.candidate, name: 'n'.repeat(9_000), build: 'b'.repeat(9_000) },
        baseline: {
          ...{ file: 'known.yaml', strict: false, open: [], notSelected: [], complaints: [] },
          accepted: accepted.slice(0, count),
        },
      },
    });
  expect(of(12)).not.toMatch(/n{200}|b{200}/);
  expect(of(12)).toContain('<summary>12 failures accepted by the baseline</summary>');
  expect(of(2)).toContain(`<p class="notice">accepted: ${accepted[0]?.check}: known</p>`);
  expect(of(2)).not.toContain('failures accepted by the baseline');
});

test('says how many of the requirements that have a verdict are untestable, and nothing where none is', () => {
  const { result, ...rest } = sampleMaterial(1, 2, 9);
  const of = (verdict: 'pass' | 'untestable') =>
    htmlReport({ ...rest, result: { ...result, requirements: result.requirements.map((row) => ({ ...row, verdict })) } });
  expect(of('untestable')).toMatch(/have a verdict, <b>\d+ of them untestable<\/b>;/);
  expect(of('pass')).not.toContain('of them untestable');
});
