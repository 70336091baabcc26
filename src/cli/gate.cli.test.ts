import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import acknowledgesInVersion11 from '../../fixtures/faults/endpoint/acknowledges-in-version-1-1.ts';
import acknowledgesTwice from '../../fixtures/faults/endpoint/acknowledges-twice.ts';
import closesOnAnUnknownObject from '../../fixtures/faults/endpoint/closes-on-an-unknown-object.ts';
import countsMilliseconds from '../../fixtures/faults/endpoint/counts-milliseconds.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import type { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';
import { faultyService } from './faulty-service.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-gate-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const file = join(cwd, 'accepted.yaml');
type Entries = Record<string, { reason: string; owner?: string }>;
const entries = () => (parse(readFileSync(file, 'utf8')) as { checks: Entries }).checks;
const write = (checks: Entries) => writeFileSync(file, stringify({ checks }));

/** Runs the gate against a candidate with these faults. */
async function gate(faults: readonly { readonly wrap: SeamWrap }[], ...args: readonly string[]) {
  const group = await startEndpointGroup({ wraps: faults.map(({ wrap }) => wrap) });
  try {
    writeFileSync(join(cwd, 'endpoint.json'), group.texts[0] ?? '');
    writeFileSync(join(cwd, 'ca.pem'), group.ca);
    const select = ['--select', 'batching/all-states', '--reporter', 'junit'];
    const given = ['endpoint.json', '--ca', 'ca.pem', ...select, '--baseline', 'accepted.yaml', ...args];
    const { code, stdout, stderr } = await binary(['run', 'endpoint', ...given], { cwd });
    const read = (name: string) => readFileSync(join(cwd, 'reports/endpoint', name), 'utf8');
    return { code, stdout, stderr, result: () => JSON.parse(read('result.json')) as Result, junit: () => read('junit.xml') };
  } finally {
    await group.stop();
  }
}

test('a gate over the life of a candidate', async () => {
  const both = [countsMilliseconds, acknowledgesInVersion11];

  // There is no baseline yet: red, and the file that was named is asked for.
  write({});
  const red = await gate(both);
  expect(red.code).toBe(1);
  const open = red.result().baseline?.open ?? [];
  expect(open.filter((id) => id.endsWith(':MSG-011') || id.endsWith(':MSG-003')).length).toBeGreaterThanOrEqual(2);

  // It is written: the same run is green from now on, and says why; the verdict stays what was seen.
  rmSync(file);
  expect((await gate(both, '--update-baseline')).code).toBe(0);
  expect(Object.keys(entries()).sort()).toEqual([...open].sort());
  const green = await gate(both);
  expect(green.code).toBe(0);
  expect(green.result().verdict).toBe('nonconformant');
  expect(green.stdout).toContain(`accepted: ${open[0]}: accepted on `);
  expect(green.junit()).not.toMatch(/<failure|<error/);
  expect(green.junit().match(/<skipped message="baseline: /g)?.length).toBe(open.length);

  // The candidate mends one: what is listed and no longer red fails.
  const mended = await gate([countsMilliseconds]);
  expect(mended.code).toBe(1);
  expect(mended.stdout).toMatch(/accepted\.yaml: \S+:MSG-003: expected fail \(\S+\), got an unexpected pass; it is mended/);

  // Also where nothing but errors is asked for.
  const quiet = await gate([countsMilliseconds], '--quiet');
  expect({ code: quiet.code, stdout: quiet.stdout }).toEqual({ code: 1, stdout: '' });
  expect(quiet.stderr).toMatch(/^accepted\.yaml: \S+:MSG-003: expected fail \(\S+\), got an unexpected pass; it is mended/m);

  // It is removed, the reason of the others is written by hand and kept.
  write(Object.fromEntries(Object.entries(entries()).map(([id]) => [id, { reason: 'ours, see 12', owner: 'gateway team' }])));
  expect((await gate([countsMilliseconds], '--update-baseline')).code).toBe(0);
  expect(Object.keys(entries()).filter((id) => id.endsWith(':MSG-003'))).toEqual([]);
  expect(Object.values(entries())).toContainEqual({ reason: 'ours, see 12', owner: 'gateway team', verdict: 'fail' });
  expect((await gate([countsMilliseconds])).code).toBe(0);

  // The candidate breaks another.
  const broken = await gate([countsMilliseconds, acknowledgesTwice]);
  expect(broken.code).toBe(1);
  expect(broken.stdout).toMatch(/red and not accepted/);
  expect(broken.result().baseline?.open.length).toBeGreaterThan(0);
}, 120_000);

test('--bail ends a run after the first scenario with something red, unless it is accepted', async () => {
  const group = await startEndpointGroup({ wraps: [closesOnAnUnknownObject.wrap] });
  writeFileSync(join(cwd, 'red.json'), group.texts[0] ?? '');
  writeFileSync(join(cwd, 'red.pem'), group.ca);
  const given = [
    'red.json',
    '--ca',
    'red.pem',
    '--select',
    'batching/unknown-values',
    '--select',
    'handshake/closes',
    '--strict',
  ];
  const bailed = async (...args: readonly string[]) => {
    const { code } = await binary(['run', 'endpoint', ...given, ...args, '--bail', '--output', 'bailed', '--quiet'], { cwd });
    const { complete, scenarios } = JSON.parse(readFileSync(join(cwd, 'bailed/result.json'), 'utf8')) as Result;
    return { code, complete, last: scenarios.at(-1)?.checks.map(({ reason }) => reason) };
  };
  try {
    const first = await bailed();
    expect(first).toMatchObject({ code: 1, complete: false });
    expect(new Set(first.last)).toEqual(new Set(['not-run']));
    rmSync(file, { force: true });
    await binary(['run', 'endpoint', ...given, '--baseline', file, '--update-baseline', '--quiet'], { cwd });
    expect(await bailed('--baseline', file)).toMatchObject({ code: 0, complete: true });
  } finally {
    await group.stop();
  }
}, 120_000);

test('--bail ends the run of a service too', async () => {
  const service = ['--', ...faultyService(cwd, 'stays-after-refusal')];
  const given = ['--select', 'connect/refused*', '--quiet', '--output', 'bailed-service'];
  const ended = async (...flags: readonly string[]) => {
    const { code } = await binary(['run', 'service', ...given, ...flags, ...service], { cwd });
    const { complete } = JSON.parse(readFileSync(join(cwd, 'bailed-service/result.json'), 'utf8')) as Result;
    return { code, complete };
  };
  expect(await ended()).toEqual({ code: 1, complete: true });
  expect(await ended('--bail')).toEqual({ code: 1, complete: false });
}, 120_000);

test('writes no baseline of a run in which nobody was there', async () => {
  write({ 'run:MSG-011': { reason: 'ours' } });
  const before = readFileSync(file, 'utf8');
  writeFileSync(join(cwd, 'nobody.json'), readFileSync(join(cwd, 'endpoint.json'), 'utf8'));
  const given = ['nobody.json', '--ca', 'ca.pem', '--select', 'batching/all-states'];
  const { code, stdout } = await binary(['run', 'endpoint', ...given, '--baseline', file, '--update-baseline'], { cwd });
  expect(code).toBe(3);
  expect(stdout).toContain('the file is as it was');
  expect(readFileSync(file, 'utf8')).toBe(before);
}, 60_000);

test.each([
  ['a baseline that is not there', ['--baseline', 'none.yaml'], /--baseline none\.yaml: expected .* no such file/],
  ['one that is none', ['--baseline', 'endpoint.json'], /--baseline endpoint\.json: the file: expected/],
  [
    'one in a folder that is not there',
    ['--baseline', 'no/such.yaml', '--update-baseline'],
    /--baseline no\/such\.yaml: expected a file in a folder/,
  ],
  [
    'one to write into the output folder',
    ['--baseline', 'out/accepted.yaml', '--update-baseline', '--output', 'out'],
    /--baseline out\/accepted\.yaml: expected a file outside the output folder out, got one inside/,
  ],
  ['--update-baseline alone', ['--update-baseline'], /--update-baseline: expected --baseline/],
])('refuses %s with a sentence and 2', async (_what, args, sentence) => {
  writeFileSync(join(cwd, 'endpoint.json'), '{}');
  mkdirSync(join(cwd, 'out'), { recursive: true });
  const { code, stderr } = await binary(['run', 'endpoint', ...args], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
});
