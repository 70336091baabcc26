import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import { binary } from './binary.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-repeat-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const select = ['--select', 'handshake/opens'];
const indexIn = (folder: string) => JSON.parse(readFileSync(join(cwd, folder, 'index.json'), 'utf8')) as Record<string, unknown>;

test('repeats a run into folders of their own, with an index, and replaces those of an earlier call', async () => {
  // A plain run has been there before.
  expect((await binary(['run', 'endpoint', ...select, '--output', 'steady'], { cwd })).code).toBe(0);
  for (const count of [3, 2]) {
    const given = ['run', 'endpoint', ...select, '--repeat', String(count), '--output', 'steady'];
    const { code, stderr } = await binary(given, { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('0 checks flaky');
  }
  expect(readdirSync(join(cwd, 'steady')).sort()).toEqual(['index.json', 'run-1', 'run-2']);
  const run = { verdict: 'conformant', exitCode: 0 };
  expect(indexIn('steady')).toEqual({
    schemaVersion: 1,
    runs: [
      { folder: 'run-1', ...run },
      { folder: 'run-2', ...run },
    ],
    flaky: [],
  });
}, 60_000);

test('lists what is not the same in every run, and ends with 1', async () => {
  const isSecond = () => existsSync(join(cwd, 'unsteady/run-1/result.json'));
  const group = await startEndpointGroup({
    wraps: [{ encode: (next) => (message) => next(isSecond() ? { ...message, timeStamp: Date.now() } : message) }],
  });
  try {
    writeFileSync(join(cwd, 'endpoint.json'), group.texts[0] ?? '');
    writeFileSync(join(cwd, 'ca.pem'), group.ca);
    const given = ['endpoint.json', '--ca', 'ca.pem', '--select', 'handshake/accepts-token', '--quiet'];
    const { code } = await binary(['run', 'endpoint', ...given, '--repeat', '3', '--output', 'unsteady'], { cwd });
    expect(code).toBe(1);
    expect(indexIn('unsteady')['flaky']).toContainEqual({ check: 'run:MSG-011', verdicts: ['pass', 'fail', 'fail'] });
  } finally {
    await group.stop();
  }
}, 60_000);

test.each([
  [
    'a folder of something else',
    ['--repeat', '2', '--output', 'mine'],
    /--output mine: expected .* got one that holds notes\.txt/,
  ],
  ['a run-1 of somebody else', ['--repeat', '2', '--output', 'theirs'], /--output theirs: expected .* got one that holds run-1/],
  ['none', ['--repeat', '0'], /--repeat/],
  ['a baseline to write', ['--repeat', '2', '--baseline', 'b.yaml', '--update-baseline'], /leave out --update-baseline/],
])('refuses %s with a sentence and 2', async (_what, args, sentence) => {
  for (const folder of ['mine', 'theirs/run-1']) {
    mkdirSync(join(cwd, folder), { recursive: true });
    writeFileSync(join(cwd, folder, 'notes.txt'), '');
  }
  const { code, stderr } = await binary(['run', 'endpoint', ...select, ...args], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
  for (const folder of ['mine', 'theirs/run-1']) expect(existsSync(join(cwd, folder, 'notes.txt'))).toBe(true);
});
