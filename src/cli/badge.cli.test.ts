import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { binary } from './binary.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-badge-'));
const at = (...names: readonly string[]) => join(cwd, ...names);
const files = ['commands', 'core', 'group', 'registration'].flatMap((name) => [`${name}.json`, `${name}.svg`]);
const run = ['run', 'endpoint', '--select', 'registration/*', '--output', 'run', '--reporter', 'badge'];
const json = (...names: readonly string[]) => JSON.parse(readFileSync(at(...names), 'utf8')) as Record<string, unknown>;

beforeAll(async () => {
  const { code, stderr } = await binary(run, { cwd });
  expect(code, stderr).toBe(0);
}, 60_000);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

test('a run leaves a badge for each class in its folder, which says that it is of a part and of the reference', () => {
  expect(readdirSync(at('run', 'badges')).sort()).toEqual(files);
  expect(json('run', 'badges', 'registration.json')).toMatchObject({
    schemaVersion: 1,
    label: 'NBWSS registration (reference)',
    message: expect.stringMatching(/^conformant in \d+ of \d+ scenarios$/),
  });
  expect(json('run', 'badges', 'group.json')).toMatchObject({ message: expect.stringMatching(/^not exercised/), isError: true });
});

test('report writes the same again, there and into a folder that the user names', async () => {
  const before = readFileSync(at('run', 'badges', 'core.svg'), 'utf8');
  rmSync(at('run', 'badges'), { recursive: true });
  const { code } = await binary(['report', 'run', '--quiet', '--reporter', 'badge', '--reporter', 'badge=mine'], { cwd });
  expect(code).toBe(0);
  for (const folder of [at('run', 'badges'), at('mine')]) {
    expect(readdirSync(folder).sort()).toEqual(files);
    expect(readFileSync(join(folder, 'core.svg'), 'utf8')).toBe(before);
  }
});

test('a later run takes the folder for ours, and one with badges of somebody else for theirs', async () => {
  const again = await binary(run.slice(0, -2), { cwd });
  expect([again.code, existsSync(at('run', 'badges'))]).toEqual([0, false]);
  mkdirSync(at('run', 'badges'));
  writeFileSync(at('run', 'badges', 'coverage.svg'), '<svg/>');
  const { code, stderr } = await binary(run, { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/--output run: expected an empty folder or an earlier run, got one that holds coverage\.svg/);
  expect(existsSync(at('run', 'badges', 'coverage.svg'))).toBe(true);
  rmSync(at('run', 'badges'), { recursive: true });
});

test.each([
  ['standard output', 'badge=-', /--reporter badge=-: expected a folder, got standard output; it is several files/],
  [
    'a file',
    'badge=run/result.json',
    /--reporter badge: expected a folder that can be written to, got EEXIST for run\/result\.json/,
  ],
  ['a folder in none that is there', 'badge=no/such/folder', /expected a file in a folder that is there, got no\/such/],
])('for badges %s is refused with a sentence and 2', async (_what, reporter, sentence) => {
  const { code, stdout, stderr } = await binary(['report', 'run', '--reporter', reporter], { cwd });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(sentence);
});
