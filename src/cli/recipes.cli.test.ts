import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import countsMilliseconds from '../../fixtures/faults/endpoint/counts-milliseconds.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';

const launcher = fileURLToPath(new URL('../../bin/nbwss-conformance.js', import.meta.url));
const recipe = (name: string) => readFileSync(new URL(`../../fixtures/ci/${name}`, import.meta.url), 'utf8');
const root = mkdtempSync(join(tmpdir(), 'nbwss-recipes-'));
let groups: Awaited<ReturnType<typeof startEndpointGroup>>[];

/** One thing that a recipe has a shell do, and the variables that its CI system sets. */
interface Step {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A recipe as far as it has commands: what each job does, in order. */
interface Recipe {
  readonly drive: readonly (readonly Step[])[];
  readonly gate: readonly Step[];
  /** Where it says that JUnit is. */
  readonly junit: string;
}

interface Workflow {
  readonly jobs: Readonly<
    Record<
      'drive' | 'gate',
      {
        readonly strategy?: { readonly matrix: { readonly shard: number[] } };
        readonly steps: { run?: string; with?: { path?: string } }[];
      }
    >
  >;
}

function githubActions(): Recipe {
  const { drive, gate } = (parse(recipe('github-actions.yml')) as Workflow).jobs;
  const shards = drive.strategy?.matrix.shard ?? [];
  const filled = (script: string, shard: number) =>
    script
      .replaceAll(/\$\{\{ matrix\.shard \}\}/g, String(shard))
      .replaceAll(/\$\{\{ strategy\.job-total \}\}/g, String(shards.length));
  const scripts = ({ steps }: Workflow['jobs']['gate']) => steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  return {
    drive: shards.map((shard) => scripts(drive).map((script) => ({ script: filled(script, shard), env: {} }))),
    gate: scripts(gate).map((script) => ({ script, env: {} })),
    junit: `${gate.steps.at(-1)?.with?.path}/junit.xml`,
  };
}

interface Pipeline {
  readonly default: { readonly before_script: readonly string[] };
  readonly 'nbwss-drive': { readonly parallel: number; readonly script: readonly string[] };
  readonly 'nbwss-gate': {
    readonly script: readonly string[];
    readonly artifacts: { readonly reports: { readonly junit: string } };
  };
}

function gitlab(): Recipe {
  const { default: all, 'nbwss-drive': drive, 'nbwss-gate': gate } = parse(recipe('gitlab-ci.yml')) as Pipeline;
  const steps = (scripts: readonly string[], env: Step['env']) =>
    [...all.before_script, ...scripts].map((script) => ({ script, env }));
  return {
    drive: Array.from({ length: drive.parallel }, (_none, index) =>
      steps(drive.script, { CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(drive.parallel) }),
    ),
    gate: steps(gate.script, {}),
    junit: gate.artifacts.reports.junit,
  };
}

interface Job {
  readonly spec: {
    readonly completions?: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly args: readonly string[];
          readonly volumeMounts: readonly { readonly mountPath: string }[];
        }[];
      };
    };
  };
}

/** What is mounted in the pods lies in the folder of the test. */
function kubernetes(): Recipe {
  const [drive, gate] = parseAllDocuments(recipe('kubernetes-indexed-job.yaml')).map((document) => document.toJS() as Job);
  const scripts = (job: Job | undefined, env: Step['env']) =>
    (job?.spec.template.spec.containers ?? []).flatMap(({ args, volumeMounts }) =>
      args.map((script) => ({
        script: volumeMounts.reduce(
          (text, { mountPath }) => text.replaceAll(mountPath, mountPath.replace('/nbwss/', '')),
          script,
        ),
        env,
      })),
    );
  return {
    drive: Array.from({ length: drive?.spec.completions ?? 0 }, (_none, index) =>
      scripts(drive, { JOB_COMPLETION_INDEX: String(index) }),
    ),
    gate: scripts(gate, {}),
    junit: 'reports/nbwss/group-1-*/junit.xml',
  };
}

/** Carries out a step as CI does, with our launcher behind `npx`, and `npm` that only notes what it is asked for. */
function carriedOut({ script, env }: Step, cwd: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const path = `${join(root, 'bin')}:${process.env['PATH']}`;
  const child = spawn('/bin/sh', ['-e', '-c', script], {
    cwd,
    env: { ...process.env, PATH: path, NO_COLOR: '1', NBWSS_TOKEN: 'known', GITHUB_STEP_SUMMARY: '', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (output += piece.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

beforeAll(async () => {
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin', 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${launcher}" "$@"\n`);
  writeFileSync(join(root, 'bin', 'npm'), '#!/bin/sh\necho "$@" >> npm-calls\n');
  for (const name of ['npx', 'npm']) chmodSync(join(root, 'bin', name), 0o755);
  // One for each recipe: a group has one NetBackup at a time; the third has two groups.
  groups = await Promise.all(Array.from({ length: 4 }, () => startEndpointGroup({ wraps: [countsMilliseconds.wrap] })));
});
afterAll(async () => {
  await Promise.all(groups.map((group) => group.stop()));
  rmSync(root, { recursive: true, force: true });
});

/** A project whose endpoint counts milliseconds, and which asks for a part of the suite in its config. */
function project(name: string, own: readonly number[]): string {
  const cwd = join(root, name);
  const config = join(cwd, 'config');
  mkdirSync(config, { recursive: true });
  const descriptors = own.map((index) => JSON.parse(groups[index]?.texts[0] ?? '') as Record<string, unknown>);
  for (const [index, descriptor] of descriptors.entries())
    writeFileSync(join(config, `group-${index + 1}.json`), JSON.stringify({ ...descriptor, groupId: `group-${index + 1}` }));
  writeFileSync(join(cwd, 'endpoint.json'), groups[own[0] ?? 0]?.texts[0] ?? '');
  const authorities = own.map((index) => groups[index]?.ca).join('\n');
  for (const folder of [cwd, config]) {
    writeFileSync(join(folder, 'ca.pem'), authorities);
    writeFileSync(join(folder, 'nbwss-baseline.yaml'), 'checks: {}\n');
  }
  writeFileSync(join(cwd, 'nbwss-conformance.config.yaml'), "select: ['batching/all-*', handshake/accepts-token]\n");
  return cwd;
}

const baseline = `checks:\n${['run:MSG-011', 'run:ACK-004'].map((id) => `  ${id}: { reason: known }\n`).join('')}`;

describe.each([
  ['github-actions', githubActions, [0]],
  ['gitlab', gitlab, [1]],
  ['kubernetes', kubernetes, [2, 3]],
] as const)('the recipe for %s', (name, read, own) => {
  test('drives its shards, is red by an empty baseline, green by one that accepts what is red, and leaves JUnit', async () => {
    const cwd = project(name, own);
    const { drive, gate, junit } = read();
    expect(drive.length).toBeGreaterThan(1);
    for (const steps of drive)
      for (const step of steps) {
        const { code, output } = await carriedOut(step, cwd);
        expect(code, `${step.script}\n${output}`).toBe(0);
      }
    const [last] = gate.slice(-1);
    if (last === undefined) throw new Error('expected a gate, got none');
    const red = await carriedOut(last, cwd);
    expect(red.code, red.output).toBe(1);
    for (const folder of [cwd, join(cwd, 'config')]) writeFileSync(join(folder, 'nbwss-baseline.yaml'), baseline);
    for (const step of gate) {
      const { code, output } = await carriedOut(step, cwd);
      expect(code, `${step.script}\n${output}`).toBe(0);
    }
    const [folder = '', pattern = ''] = junit.split('/group-1-');
    const at =
      pattern === ''
        ? junit
        : join(folder, readdirSync(join(cwd, folder)).find((one) => one.startsWith('group-1-')) ?? '', 'junit.xml');
    expect(existsSync(join(cwd, at)), at).toBe(true);
    // Of the project's own there is nothing but its installation and its endpoint.
    const asked = existsSync(join(cwd, 'npm-calls')) ? readFileSync(join(cwd, 'npm-calls'), 'utf8').split('\n') : [];
    expect([...new Set(asked)].filter((call) => !['ci', 'start', ''].includes(call))).toEqual([]);
  }, 120_000);

  test('is red where a shard is missing', async () => {
    const cwd = project(`${name}-incomplete`, own);
    const { drive, gate } = read();
    for (const step of drive[0] ?? []) await carriedOut(step, cwd);
    const { code, output } = await carriedOut(gate.at(-1) ?? { script: '', env: {} }, cwd);
    expect({ code, output }).toEqual({ code: 2, output: expect.stringMatching(/expected all of \d shards, got none of/) });
  }, 60_000);
});
