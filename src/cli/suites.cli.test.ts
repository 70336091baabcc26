import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scenarioModule, suitesFolder } from '../plan/extra-suites.test-data.ts';
import type { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';

const root = mkdtempSync(join(tmpdir(), 'nbwss-own-'));
const serviceModule = scenarioModule('own/acknowledges', "role: 'service', set: 'polite', endpoints: [{}], reliesOn: []")
  .replace('await peer.session()', 'await peer.first.asked()')
  .replace('CON-007', 'CON-001');
const folder = suitesFolder({
  'endpoint/own/greets.js': scenarioModule('own/greets'),
  'endpoint/own/objects.js': scenarioModule(
    'own/objects',
    "checks: { 'CON-007': () => ({ kind: 'violation', reason: 'own', message: 'it is ours', expected: 'x', actual: 'y', evidence: [] }) }",
  ),
  'endpoint/own/hangs.js': scenarioModule(
    'own/hangs',
    'drive: () => new Promise((resolve) => setTimeout(resolve, 100_000_000)),',
  ),
  'service/own/acknowledges.js': serviceModule,
});
afterAll(() => {
  for (const path of [root, folder]) rmSync(path, { recursive: true, force: true });
});

const resultOf = (output: string) => JSON.parse(readFileSync(join(root, output, 'result.json'), 'utf8')) as Result;
const run = (...args: readonly string[]) => binary(args, { cwd: root });

test('run endpoint --suites drives scenarios of the user with the controls that they rely on', async () => {
  const own = ['--suites', folder, '--select', 'own/greets', '--select', 'own/objects'];
  const { code, stdout } = await run('run', 'endpoint', ...own, '--output', 'endpoint');
  expect(code, stdout).toBe(1);
  const { scenarios, tool, plan } = resultOf('endpoint');
  expect(scenarios.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'registration/dialog pass',
    'handshake/opens pass',
    'handshake/accepts-token pass',
    'own/greets pass',
    'own/objects fail',
  ]);
  expect(scenarios.at(-1)?.replay).toBe(`npx nbwss-conformance run endpoint --suites ${folder} --select own/objects`);
  await run('run', 'endpoint', '--select', 'handshake/accepts-token', '--output', 'plain');
  expect(resultOf('plain').plan.of).toBe(plan.of - 3);
  expect(resultOf('plain').tool.suiteDigest).not.toBe(tool.suiteDigest);
});

test('rejudge takes --suites too, and says that it is missing', async () => {
  const again = await run('rejudge', 'endpoint', '--suites', folder);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stdout).toContain('by the same suites, 0 moved');
  const without = await run('rejudge', 'endpoint');
  expect(without.code).toBe(2);
  expect(without.stderr).toMatch(/got one of own\/greets too; give --suites with the folder that it came from/);
});

test('run service --suites drives them too', async () => {
  const { code, stdout } = await run('run', 'service', '--suites', folder, '--select', 'own/*', '--output', 'service');
  expect(
    resultOf('service').scenarios.map(({ id, verdict }) => `${id} ${verdict}`),
    stdout,
  ).toEqual(['own/acknowledges pass']);
  expect(code, stdout).toBe(0);
});

test('a drive that never ends does not outlive --max-time', async () => {
  const { code, stderr } = await run(
    ...['run', 'endpoint', '--suites', folder, '--select', 'own/hangs', '--max-time', '1.5', '--output', 'hangs'],
  );
  expect(code, stderr).toBe(3);
  const { complete, scenarios } = resultOf('hangs');
  expect([complete, scenarios.at(-1)?.id]).toEqual([false, 'own/hangs']);
}, 15_000);

test('list --suites shows them', async () => {
  const { stdout } = await run('list', 'endpoint', '--suites', folder, '--json');
  const { scenarios } = JSON.parse(stdout) as { readonly scenarios: readonly { readonly id: string }[] };
  expect(scenarios.map(({ id }) => id)).toEqual(expect.arrayContaining(['own/greets', 'own/objects', 'handshake/opens']));
});

test('the config may name the folder, and a flag beats it', async () => {
  writeFileSync(join(root, 'own.yaml'), `suites: [${folder}]\n`);
  const { code, stderr } = await run('run', 'endpoint', '--config', 'own.yaml', '--select', 'own/greets', '--output', 'config');
  expect(code, stderr).toBe(0);
  const other = await run('run', 'endpoint', '--config', 'own.yaml', '--suites', 'nowhere', '--output', 'config');
  expect(other.stderr).toContain('--suites nowhere: expected a folder');
});

test.each([
  ['run', 'endpoint'],
  ['run', 'service'],
  ['list', 'endpoint'],
])('%s %s answers a folder that is not there with a sentence and exit code 2', async (...args) => {
  const { code, stderr } = await run(...args, '--suites', 'nowhere');
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'nbwss-conformance: --suites nowhere: expected a folder, got none of that name; check the path.\n',
  });
});
