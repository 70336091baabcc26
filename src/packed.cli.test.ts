import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, running } from './cli/running.test-data.ts';
import { type Ended, installPacked, type Project } from './packed.test-data.ts';

/** Packing takes a second or two, a whole run eight, on a machine that is not held up. */
const PATIENCE_MS = 120_000;

let project: Project;
beforeAll(() => {
  project = installPacked('fixtures/example', ['vitest', '@types/node', '@typescript/native']);
}, PATIENCE_MS);
afterAll(() => rmSync(project.folder, { recursive: true, force: true }));

interface Told {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending';
  readonly failureMessages: readonly string[];
}

/** `npm test` of the example, with what vitest says of each test. */
async function npmTest(env: Readonly<Record<string, string>> = {}): Promise<Ended & { readonly tests: readonly Told[] }> {
  const file = join(project.folder, 'vitest.json');
  rmSync(file, { force: true });
  const ended = await project.sh('npm', ['test', '--', '--reporter=json', `--outputFile=${file}`], env);
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly testResults: readonly { readonly assertionResults: readonly Told[] }[];
  };
  return { ...ended, tests: testResults.flatMap(({ assertionResults }) => assertionResults) };
}

const red = (tests: readonly Told[]) =>
  tests
    .filter(({ status }) => status === 'failed')
    .map(({ ancestorTitles, title }) => `${ancestorTitles.at(-1)}/${title.split(':')[0]}`);
const accept = (checks: string) => writeFileSync(join(project.folder, 'accepted.yaml'), `checks: ${checks}\n`);

test('is whole without any dependency that it does not declare, and outside vitest', async () => {
  const { code, output } = await project.sh('node', [
    '-e',
    "import('nbwss-conformance').then((api) => console.log(Object.keys(api).length))",
  ]);
  expect({ code, output: output.trim() }).toEqual({ code: 0, output: '6' });
});

test('drives a scenario of the project beside ours', async () => {
  const own = ['--suites', 'suites', '--select', 'own/*'];
  const { code, output } = await project.sh('npx', ['--no-install', 'nbwss-conformance', 'run', 'endpoint', ...own]);
  expect(code, output).toBe(0);
  expect(output).toMatch(/^ok {3}own\/night-of-backups {2}/m);
  expect(output).toMatch(/conformant in the 5 of \d+ scenarios selected/);
});

test('tests every scenario, every rule over the run and the scenario of the project', { timeout: PATIENCE_MS }, async () => {
  const { code, output, tests } = await npmTest();
  expect(code, output).toBe(0);
  expect(red(tests)).toEqual([]);
  const listed = await project.sh('npx', [
    '--no-install',
    'nbwss-conformance',
    'list',
    'endpoint',
    '--suites',
    'suites',
    '--json',
  ]);
  const { scenarios, requirements } = JSON.parse(listed.output) as {
    readonly scenarios: readonly { readonly id: string }[];
    readonly requirements: readonly { readonly checks: readonly string[] }[];
  };
  const ids = tests.map(({ ancestorTitles, title }) => `${ancestorTitles.at(-1)}/${title.split(':')[0]}`);
  expect(ids.slice(0, scenarios.length)).toEqual(scenarios.map(({ id }) => id));
  expect(ids).toContain('own/night-of-backups');
  const invariants = requirements.flatMap(({ checks }) => checks).filter((check) => check.startsWith('run:'));
  expect(invariants.length).toBeGreaterThan(10);
  expect(tests.length).toBe(scenarios.length + invariants.length + 3);
  expect(tests.filter(({ status }) => status === 'passed').length).toBeGreaterThan(scenarios.length);
});

describe('against a defective endpoint', () => {
  let served: Running;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    const dir = join(project.folder, 'served');
    served = running(['serve', 'endpoint', '--fault', 'says-valid-in-words', '--dir', dir]);
    await served.until(/^ready$/m);
    const files = [1, 2].map((number) => join(dir, `endpoint-${number}.json`));
    env = { NBWSS_DESCRIPTORS: files.join(','), NBWSS_CA: join(dir, 'ca.pem'), NBWSS_SELECT: 'handshake/accepts-token' };
  });
  afterAll(async () => {
    served.child.kill();
    await served.ended;
    accept('{}');
  });

  const CHECK = 'handshake/accepts-token:CON-009';

  test('is red, and says what the console says', async () => {
    accept('{}');
    const { code, tests } = await npmTest(env);
    expect(code).not.toBe(0);
    expect(red(tests)).toEqual(['handshake/accepts-token']);
    const [message = ''] = tests.find(({ status }) => status === 'failed')?.failureMessages ?? [];
    expect(message).toMatch(/^Error: FAIL handshake\/accepts-token:CON-009 /);
    expect(message).toMatch(/\n {2}CON-009 MUST, guide .*\n {2}expected: .*\n {2}actual: .*\n {2}#\d+ \+\d/);
    expect(message).toMatch(/\n {2}replay: npx nbwss-conformance run endpoint \S+endpoint-1\.json/);
    expect(message).not.toMatch(/not in the transcript| {4}at /);
  });

  test('is green where the baseline accepts just that', async () => {
    accept(`{ '${CHECK}': { reason: known since 2.3 } }`);
    const { code, output, tests } = await npmTest(env);
    expect(code, output).toBe(0);
    expect(tests.map(({ title }) => title)).toContain(`${CHECK} fails as accepted: known since 2.3`);
  });

  test('is red where another failure comes in the place of what is accepted', async () => {
    accept(`{ '${CHECK}': { reason: known, told: valid-missing } }`);
    expect(red((await npmTest(env)).tests)).toEqual([
      'handshake/accepts-token',
      'handshake/handshake/accepts-token',
      'run/what accepted.yaml accepts is so',
    ]);
  });

  test('is red where an acceptance has run out', async () => {
    accept(`{ '${CHECK}': { reason: known, expires: '2020-01-01' } }`);
    expect((await npmTest(env)).tests.find(({ title }) => title.startsWith('what'))?.failureMessages[0]).toContain(
      'expected a failure that is still accepted, got one that was until 2020-01-01',
    );
  });

  test('is red where an accepted failure is mended', async () => {
    accept(`{ '${CHECK}': { reason: known } }`);
    const { code, tests } = await npmTest({ NBWSS_SELECT: 'handshake/accepts-token' });
    expect(code).not.toBe(0);
    expect(red(tests)).toEqual(['handshake/handshake/accepts-token', 'run/what accepted.yaml accepts is so']);
    expect(tests.find(({ title }) => title.startsWith('what'))?.failureMessages[0]).toContain('got an unexpected pass');
  });
});

/** A scenario of which each check says just this. */
const saying = (id: string, checks: Readonly<Record<string, string>>): string =>
  `export default { id: '${id}', role: 'endpoint', title: 'is ours', phase: 'usual', reliesOn: [], observe: () => [],
  async drive(peer) { await peer.session(); }, checks: { ${Object.entries(checks)
    .map(
      ([row, kind]) =>
        `'${row}': () => ({ kind: '${kind}', reason: 'own', message: 'says ${kind}', expected: 'x', actual: 'y', evidence: [] })`,
    )
    .join(', ')} } };`;

test('is red where a scenario fails by more than is accepted, and skips what is not offered with the reason', async () => {
  const files = { 'two-defects': { 'ACK-001': 'violation', 'CON-007': 'violation' }, optional: { 'CMD-001': 'not-applicable' } };
  const paths = Object.entries(files).map(([name, checks]) => {
    const path = join(project.folder, 'suites', 'endpoint', 'own', `${name}.js`);
    writeFileSync(path, saying(`own/${name}`, checks));
    return path;
  });
  try {
    accept("{ 'own/two-defects:ACK-001': { reason: known } }");
    const { code, tests } = await npmTest({ NBWSS_SELECT: 'own/two-defects,own/optional' });
    expect(code).not.toBe(0);
    expect(red(tests)).toEqual(['own/two-defects']);
    const [message = ''] = tests.find(({ status }) => status === 'failed')?.failureMessages ?? [];
    expect(message).toContain('FAIL own/two-defects:CON-007 says violation');
    expect(message).not.toContain('own/two-defects:ACK-001');
    expect(tests.find(({ title }) => title.startsWith('optional'))?.status).toBe('skipped');
  } finally {
    for (const path of paths) rmSync(path);
    accept('{}');
  }
});

test('passes over what is accepted of a check that did not apply, as run does', async () => {
  const path = join(project.folder, 'suites', 'endpoint', 'own', 'optional.js');
  writeFileSync(path, saying('own/optional', { 'CMD-001': 'not-applicable' }));
  try {
    accept("{ 'own/optional:CMD-001': { reason: known } }");
    const { code, output, tests } = await npmTest({ NBWSS_SELECT: 'own/optional' });
    expect(code, output).toBe(0);
    expect(tests.find(({ title }) => title.startsWith('own/optional:CMD-001'))?.status).toBe('skipped');
  } finally {
    rmSync(path);
    accept('{}');
  }
});

test('is red where nothing passed, although nothing failed', async () => {
  const path = join(project.folder, 'suites', 'endpoint', 'own', 'idle.js');
  writeFileSync(path, saying('own/idle', { 'CMD-001': 'not-applicable' }).replace('await peer.session();', ''));
  try {
    const { code, tests } = await npmTest({ NBWSS_SELECT: 'own/idle' });
    expect(code).not.toBe(0);
    expect(red(tests)).toEqual(['run/the run says enough']);
    expect(tests.find(({ status }) => status === 'failed')?.failureMessages[0]).toContain('inconclusive');
  } finally {
    rmSync(path);
  }
});

test('is red with a sentence where nobody is there, and where options make no sense', async () => {
  const descriptor = { token: 'x', priority: 1, groupId: 'G', hostName: '127.0.0.1', url: 'wss://127.0.0.1:9/x' };
  writeFileSync(join(project.folder, 'nobody.json'), JSON.stringify(descriptor));
  const env = { NBWSS_DESCRIPTORS: 'nobody.json', NBWSS_SELECT: 'handshake/accepts-token' };
  const { code, tests } = await npmTest(env);
  expect(code).not.toBe(0);
  expect(red(tests)).toContain('handshake/accepts-token');
  expect(tests.flatMap(({ failureMessages }) => failureMessages).join('\n')).toMatch(/nobody (is there|listens|answers)|refused/);
  const wrong = await project.sh('npm', ['test'], { NBWSS_SELECT: 'nothing/*' });
  expect(wrong.code).not.toBe(0);
  expect(wrong.output).toContain('--select nothing/*: expected a glob that matches a scenario, got none');
});

const CONSUMER = `
import { type CheckResult, defineScenario, exitCodeOf, type Result, type RunEvent, run, UsageError } from 'nbwss-conformance';
import { acknowledges, type View } from 'nbwss-conformance/kit';
import { searchConnects } from 'nbwss-conformance/kit/fuzz';
import { conformance } from 'nbwss-conformance/vitest';

const { result, transcripts } = await run({
  role: 'endpoint',
  descriptors: ['a.json', { token: 't', priority: 1, groupId: 'g', hostName: 'h', url: 'wss://h/x' }],
  ca: 'ca.pem',
  listener: (event: RunEvent) => { if (event.type === 'scenario-ends') console.log(event.scenario.id); },
});
const code: 0 | 1 | 3 = exitCodeOf(result);
const checks: readonly CheckResult[] = result.scenarios.flatMap((scenario) => scenario.checks);
const verdict: 'conformant' | 'nonconformant' | 'inconclusive' = result.verdict;
await run({ role: 'service', command: ['node', 'service.js'], startup: 10 });
await conformance({ role: 'endpoint', baseline: 'accepted.yaml' });
export default defineScenario({
  id: 'own/a', role: 'endpoint', title: 'does', drive: async (peer) => { await (await peer.session()).ping(); },
  checks: { 'ACK-001': acknowledges(), 'CON-007': (view: View) => ({ kind: 'pass', evidence: [] }) },
});
export const used = [code, checks, verdict, transcripts, searchConnects, UsageError];

// Each would be accepted if the types did not resolve, and everything were any.
// @ts-expect-error
export const a: number = result;
// @ts-expect-error
export const b: number = transcripts[0]?.entries[0]?.kind;
// @ts-expect-error
export const c: number = acknowledges();
// @ts-expect-error
export const d: number = searchConnects;
// @ts-expect-error
export const e: Result = { verdict: 'conformant' };
// @ts-expect-error
await conformance({ role: 'application' });
// @ts-expect-error
await run({ role: 'service', descriptors: [] });
`;

test('gives types to strict TypeScript', { timeout: PATIENCE_MS }, async () => {
  writeFileSync(join(project.folder, 'consumer.ts'), CONSUMER);
  const compilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: false },
    ...{ target: 'ES2023', module: 'nodenext', moduleResolution: 'nodenext', types: ['node'] },
  };
  writeFileSync(join(project.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  const { code, output } = await project.sh('node', ['node_modules/@typescript/native/bin/tsc', '-p', '.']);
  expect(output.trim()).toBe('');
  expect(code).toBe(0);
});
