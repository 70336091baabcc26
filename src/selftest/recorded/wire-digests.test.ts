import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { BuiltModules } from './built-modules.ts';
import { wireDigests } from './wire-digests.ts';

/** A small build: a trial that drives through a peer and is judged, and two scenarios, of which one searches. */
const build: Readonly<Record<string, string>> = {
  'src/selftest/trial.js': "import { run } from '../run/run-endpoint.js';\nexport const trial = run;\n",
  'src/run/run-endpoint.js':
    "import { judge } from './judge.js';\nimport { peer } from '../peer/peer.js';\nawait import('./own-side.js');\n",
  'src/run/judge.js': "import '../check/acknowledge.js';\n",
  'src/run/own-side.js': "import '../check/schemas.js';\n",
  'src/peer/peer.js': "import { WebSocket } from 'ws';\nexport const peer = 1;\n",
  'src/check/acknowledge.js': 'export const acknowledges = () => 1;\n',
  'src/check/schemas.js': 'export const schemas = 1;\n',
  'src/check/cases.js': 'export const CASE = 1;\n',
  'src/scenario/scenario.js': 'export const defineScenario = (one) => one;\n',
  'src/fuzz/search.js': "import { CASE } from '../check/cases.js';\n",
  'src/kit.js':
    "export { acknowledges } from './check/acknowledge.js';\nexport { defineScenario, } from './scenario/scenario.js';\n",
  'src/fuzz/other.js': 'export const other = 1;\n',
  'src/kit-fuzz.js': "export { search } from './fuzz/search.js';\nexport { other } from './fuzz/other.js';\n",
  'suites/endpoint/a/plain.js':
    "import { acknowledges, defineScenario } from '#kit';\nexport default defineScenario({ async drive(peer) { peer.go(); }, checks: { 'ACK-001': acknowledges() } });\n",
  'suites/endpoint/a/search.js':
    "import { defineScenario } from '#kit';\nexport default defineScenario({ async drive(peer) { const { search } = await import('#kit/fuzz'); await search(peer); }, checks: {} });\n",
};
const folder = mkdtempSync(join(tmpdir(), 'nbwss-build-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What has another digest where a module of the build says something else: every trial, the plain drive, the search. */
async function touchedBy(changed: string): Promise<readonly string[]> {
  const digests = async (change: string) => {
    for (const [module, text] of Object.entries(build)) {
      mkdirSync(dirname(join(folder, module)), { recursive: true });
      writeFileSync(join(folder, module), module === changed ? `${text}${change}` : text);
    }
    const modules = new BuiltModules(pathToFileURL(`${folder}/`));
    const { every, drives } = await wireDigests('endpoint', [{ id: 'a/plain' }, { id: 'a/search' }], modules);
    return Object.entries({ every, ...drives });
  };
  const [before, after] = [await digests(''), await digests('export const more = 1;\n')];
  return before.filter(([name, digest]) => new Map(after).get(name) !== digest).map(([name]) => name);
}

test.each([
  ['src/check/acknowledge.js', []],
  ['src/check/schemas.js', []],
  ['src/run/judge.js', []],
  ['src/kit.js', []],
  ['src/fuzz/other.js', []],
  ['src/run/run-endpoint.js', ['every']],
  ['src/peer/peer.js', ['every']],
  ['src/selftest/trial.js', ['every']],
  ['src/scenario/scenario.js', ['a/plain', 'a/search']],
  ['src/fuzz/search.js', ['a/search']],
  ['src/check/cases.js', ['a/search']],
])('a change of %s touches %j', async (module, touched) => {
  expect(await touchedBy(module)).toEqual(touched);
});
