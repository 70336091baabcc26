import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { expect, test } from 'vitest';

/** Who may import whom (design.md §4): left imports right, and nothing else of ours. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  transcript: ['protocol'],
  check: ['transcript', 'protocol'],
  // Drives read messages and redacted entries too, so what check rests on is theirs as well.
  scenario: ['check', 'transcript', 'protocol'],
  peer: ['scenario', 'transcript', 'protocol'],
  reference: ['protocol'],
  registration: ['protocol', 'transcript', 'peer'],
  candidate: ['registration', 'peer', 'reference', 'transcript', 'protocol'],
  // Not in design.md: the reference service with a window into it; lines are printed by cli.
  simulate: ['candidate', 'reference', 'peer', 'transcript', 'protocol'],
  fuzz: ['scenario', 'check', 'transcript', 'protocol'],
  result: ['check'],
  plan: ['scenario', 'protocol'],
  run: [
    'plan',
    'result',
    'fuzz',
    'candidate',
    'registration',
    'reference',
    'peer',
    'scenario',
    'check',
    'transcript',
    'protocol',
  ],
  gate: ['result'],
  // What is worse than what is check's to say.
  compare: ['result', 'transcript', 'check'],
  report: ['result', 'transcript', 'protocol'],
  certificate: ['result', 'transcript'],
  // Not in design.md: a run from options to result, as cli and the package's own callers want it; nothing in it prints or exits.
  // What a run comes to is written by it in the formats of report; what is flaky over several is compare's to say.
  api: [
    'report',
    'compare',
    'run',
    'plan',
    'gate',
    'result',
    'candidate',
    'registration',
    'reference',
    'peer',
    'scenario',
    'check',
    'transcript',
    'protocol',
  ],
  // Not in design.md: a run as tests of a project's own vitest.
  vitest: ['api', 'report', 'run', 'plan', 'gate', 'result', 'candidate', 'scenario', 'transcript', 'protocol'],
  // Not in design.md: the kill matrix drives whole runs against faulty references, so it stands above run.
  selftest: ['run', 'plan', 'result', 'candidate', 'reference', 'peer', 'scenario', 'check', 'transcript', 'protocol'],
  // Not in design.md: drives stacks that are not ours through the built command line, outside the package.
  interop: ['run', 'result', 'reference', 'transcript', 'protocol'],
};

/** They may import everything, and have rules of their own. */
const aboveAll = ['cli', 'bench'];

const notTests = '\\.test\\.ts$';
const rules: IFlattenedRuleSet = {
  forbidden: [
    ...Object.entries(mayImport).map(([room, allowed]) => ({
      name: `${room} imports only ${allowed.length === 0 ? 'itself' : allowed.join(', ')}`,
      severity: 'error' as const,
      from: { path: `^src/${room}/`, pathNot: notTests },
      to: { path: '^(src|suites|fixtures)/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: "check's kernel imports neither wing",
      severity: 'error',
      from: { path: '^src/check/[^/]+$', pathNot: notTests },
      to: { path: '^src/check/[^/]+/' },
    },
    {
      name: "check's endpoint wing does not import its service wing",
      severity: 'error',
      from: { path: '^src/check/endpoint/', pathNot: notTests },
      to: { path: '^src/check/service/' },
    },
    {
      name: "check's service wing does not import its endpoint wing",
      severity: 'error',
      from: { path: '^src/check/service/', pathNot: notTests },
      to: { path: '^src/check/endpoint/' },
    },
    {
      name: 'suites import only #kit',
      severity: 'error',
      from: { path: '^suites/', pathNot: notTests },
      to: { pathNot: '^src/kit(-fuzz)?\\.ts$' },
    },
    {
      name: 'faults and variations import only #fault',
      severity: 'error',
      from: { path: '^fixtures/(faults|variations)/', pathNot: notTests },
      to: { path: '^(src|suites|fixtures)/', pathNot: '^src/reference/fault\\.ts$' },
    },
    { name: 'nothing imports cli', severity: 'error', from: { pathNot: `^src/cli/|${notTests}` }, to: { path: '^src/cli/' } },
    { name: 'nothing imports interop', severity: 'error', from: { pathNot: '^src/interop/' }, to: { path: '^src/interop/' } },
    { name: 'nothing imports bench', severity: 'error', from: { pathNot: '^src/bench/' }, to: { path: '^src/bench/' } },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
};

/** Cruises a tree laid out as ours is; throws where it read nothing, since a rule that sees no module holds for any code. */
async function violations(base: string): Promise<readonly string[]> {
  const { output } = await cruise(['src', 'suites', 'fixtures'], {
    baseDir: base,
    validate: true,
    ruleSet: rules,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js'],
    },
  });
  const { modules, summary } = output as ICruiseResult;
  const read = modules.filter(({ source }) => /^(src|suites|fixtures)\/.*\.ts$/.test(source));
  const links = read.flatMap(({ dependencies }) => dependencies);
  if (read.length === 0 || links.length === 0) throw new Error('the import rule read no modules, so it proves nothing');
  return [...unnamedRooms(base), ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)];
}

/** The folders directly in src/ that the table leaves out, so that no rule would hold for them. */
function unnamedRooms(base: string): readonly string[] {
  const named = new Set([...Object.keys(mayImport), ...aboveAll, '__snapshots__']);
  const rooms = readdirSync(join(base, 'src'), { withFileTypes: true }).filter(
    (one) => one.isDirectory() && !named.has(one.name),
  );
  return rooms.map(({ name }) => `the rule names every room: src/${name}`);
}

test('lets dependencies point one way', async () => {
  expect(await violations(process.cwd())).toEqual([]);
});

function planted(files: Readonly<Record<string, string>>): string {
  const base = mkdtempSync(join(tmpdir(), 'nbwss-imports-'));
  for (const [file, text] of Object.entries({
    'package.json': '{"type":"module","imports":{"#kit":{"source":"./src/kit.ts"}}}',
    ...files,
  })) {
    mkdirSync(join(base, file, '..'), { recursive: true });
    writeFileSync(join(base, file), text);
  }
  for (const folder of ['src', 'suites', 'fixtures']) mkdirSync(join(base, folder), { recursive: true });
  return base;
}

test.each([
  ['protocol imports only itself', { 'src/protocol/a.ts': "import '../check/b.ts';", 'src/check/b.ts': 'export const b = 1;' }],
  [
    'protocol imports only itself',
    { 'src/protocol/a.ts': "import type { B } from '../check/b.ts'; export type A = B;", 'src/check/b.ts': 'export type B = 1;' },
  ],
  [
    'suites import only #kit',
    { 'suites/endpoint/a.ts': "import { b } from '../../src/check/b.ts'; b;", 'src/check/b.ts': 'export const b = 1;' },
  ],
  [
    'suites import only #kit',
    {
      'suites/endpoint/a.ts': "import { readFileSync } from 'node:fs'; readFileSync;",
      'src/check/b.ts': "import './c.ts';",
      'src/check/c.ts': '',
    },
  ],
  [
    'reference imports only protocol',
    { 'src/reference/a.ts': "import { b } from '../check/b.ts'; b;", 'src/check/b.ts': 'export const b = 1;' },
  ],
  [
    "check's kernel imports neither wing",
    { 'src/check/a.ts': "import { b } from './endpoint/b.ts'; b;", 'src/check/endpoint/b.ts': 'export const b = 1;' },
  ],
  [
    "check's endpoint wing does not import its service wing",
    {
      'src/check/endpoint/a.ts': "import { b } from '../service/views/b.ts'; b;",
      'src/check/service/views/b.ts': 'export const b = 1;',
    },
  ],
  [
    "check's service wing does not import its endpoint wing",
    {
      'src/check/service/a.ts': "import type { B } from '../endpoint/b.ts'; export type A = B;",
      'src/check/endpoint/b.ts': 'export type B = 1;',
    },
  ],
  [
    'the rule names every room',
    { 'src/annex/a.ts': "import { b } from '../check/b.ts'; b;", 'src/check/b.ts': 'export const b = 1;' },
  ],
  ['no cycles', { 'src/check/a.ts': "import './b.ts';", 'src/check/b.ts': "import './a.ts';" }],
])('catches a planted violation of: %s', async (name, files) => {
  const base = planted(files);
  try {
    expect((await violations(base)).filter((violation) => violation.startsWith(`${name}:`))).not.toEqual([]);
  } finally {
    rmSync(base, { recursive: true });
  }
});

test('fails when it reads no module', async () => {
  const base = planted({});
  try {
    await expect(violations(base)).rejects.toThrow('read no modules');
  } finally {
    rmSync(base, { recursive: true });
  }
});
