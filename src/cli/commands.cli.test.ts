import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checksOf } from '../result/checks-of.ts';
import type { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';

const root = mkdtempSync(join(tmpdir(), 'nbwss-commands-'));
const launcher = fileURLToPath(new URL('../../bin/nbwss-conformance.js', import.meta.url));
let served: ChildProcess;
let output = '';

/** `serve endpoint` in a process of its own, as a developer would start it. */
async function serve(cwd: string, args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [launcher, 'serve', 'endpoint', ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  output = '';
  for await (const piece of child.stdout) {
    output += String(piece);
    if (output.includes('ready\n')) break;
  }
  return child;
}

async function stop(child: ChildProcess): Promise<number | null> {
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

beforeAll(async () => {
  served = await serve(root, []);
});
afterAll(async () => {
  await stop(served);
  rmSync(root, { recursive: true, force: true });
});

const resultIn = (folder: string): Result => JSON.parse(readFileSync(join(root, folder, 'result.json'), 'utf8')) as Result;
const endpointFile = (name = 'endpoint-1.json') => join('nbwss-endpoint', name);
const ca = join('nbwss-endpoint', 'ca.pem');
const descriptor = () => JSON.parse(readFileSync(join(root, endpointFile()), 'utf8')) as Record<string, unknown>;

describe('serve endpoint', () => {
  test('writes descriptors, its authority and a config, and prints the command that certifies it', () => {
    for (const name of ['endpoint-1.json', 'endpoint-2.json', 'ca.pem', 'nbwss-conformance.config.json']) {
      expect(existsSync(join(root, 'nbwss-endpoint', name)), name).toBe(true);
    }
    expect(readFileSync(join(root, ca), 'utf8')).toMatch(/-----END CERTIFICATE-----\n$/);
    expect(output.split('\n')[0]).toMatch(/^npx nbwss-conformance run endpoint .*--ca .*--config /);
    expect(output.endsWith('ready\n')).toBe(true);
  });

  test('is conformant in every class by the very command that it prints', async () => {
    const args = (output.split('\n')[0] ?? '').split(' ').slice(2);
    const { code, stdout } = await binary([...args, '--soak', '0.5'], { cwd: root });
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^conformant: core, registration, commands, group/);
  });

  test('serves a named fault, ends on SIGTERM with 0, hands out descriptors by URL, and refuses an unknown name with a sentence', async () => {
    const cwd = join(root, 'faulty');
    mkdirSync(cwd);
    const child = await serve(cwd, ['--fault', 'counts-milliseconds']);
    const args = ['run', 'endpoint', endpointFile(), '--ca', ca, '--select', 'ack-timeouts/acknowledges', '--quiet'];
    const { code } = await binary(args, { cwd });
    expect(code).toBe(1);
    expect(await stop(child)).toBe(0);
    const byUrl = await serve(cwd, ['--descriptor-url']);
    const printed = (output.split('\n')[1] ?? '').split(' ').slice(2);
    expect((await binary([...printed, '--select', 'ack-timeouts/acknowledges', '--quiet'], { cwd })).code).toBe(0);
    await stop(byUrl);
    const refused = await binary(['serve', 'endpoint', '--fault', 'counts-sheep'], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/--fault counts-sheep: expected one of \d+ names/);
  });
});

describe('the config file', () => {
  test('is found by its usual name, and a flag beats it', async () => {
    const cwd = join(root, 'configured');
    mkdirSync(cwd);
    writeFileSync(
      join(cwd, 'nbwss-conformance.config.yaml'),
      'name: from the config\nbuild: 7\nselect: [handshake/opens]\n'.replace('build: 7', 'build: "7"'),
    );
    expect((await binary(['run', 'endpoint', '--name', 'from the flag', '--quiet'], { cwd })).code).toBe(0);
    const result = JSON.parse(readFileSync(join(cwd, 'reports/endpoint/result.json'), 'utf8')) as Result;
    expect(result.candidate).toMatchObject({ name: 'from the flag', build: '7' });
    expect(result.scenarios.map(({ id }) => id)).toEqual(['registration/dialog', 'handshake/opens']);
  });

  test.each([
    ['an unknown key', 'nome: x', /"nome"/],
    ['an unknown hook', 'hooks: { launch: "http://127.0.0.1/" }', /hooks.*"launch"/],
    ['a number for a name', 'name: 7', /name/],
    ['text that is no YAML', 'a: [', /neither/],
    ['a bad property', 'properties: { notification.scheduledRate: soon }', /notification\.scheduledRate/],
  ])('is refused with %s', async (_what, text, says) => {
    writeFileSync(join(root, 'c.yaml'), text);
    const { code, stderr } = await binary(['run', 'endpoint', '--config', 'c.yaml'], { cwd: root });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });

  test('wires a hook as a command, which gets its JSON on standard input', async () => {
    const [url] = [
      JSON.parse(readFileSync(join(root, 'nbwss-endpoint/nbwss-conformance.config.json'), 'utf8')) as {
        hooks: { sendCommand: string };
      },
    ];
    const script =
      "let t='';process.stdin.on('data',d=>t+=d).on('end',async()=>{const r=await fetch(process.argv[1],{method:'POST',body:t});process.stdout.write(await r.text())})";
    writeFileSync(
      join(root, 'hook.json'),
      JSON.stringify({ hooks: { sendCommand: [process.execPath, '-e', script, url.hooks.sendCommand] } }),
    );
    const args = [
      'run',
      'endpoint',
      endpointFile(),
      '--ca',
      ca,
      '--config',
      'hook.json',
      '--select',
      'id-mismatch/reverse-order',
      '--output',
      'hooked',
    ];
    const { code } = await binary(args, { cwd: root });
    expect(code).toBe(0);
    expect(checksOf(resultIn('hooked')).find(({ id }) => id === 'id-mismatch/reverse-order:CMD-021')?.verdict).toBe('pass');
  });

  test('makes a declared capability untestable where no hook shows it', async () => {
    writeFileSync(join(root, 'declared.json'), JSON.stringify({ capabilities: ['commands'] }));
    const args = [
      'run',
      'endpoint',
      endpointFile(),
      '--ca',
      ca,
      '--config',
      'declared.json',
      '--select',
      'id-mismatch/*',
      '--output',
      'declared',
    ];
    expect((await binary(args, { cwd: root })).code).toBe(3);
  });
});

test('a --ca that begins with no certificate is refused with a sentence and 2', async () => {
  const whole = readFileSync(join(root, ca), 'utf8');
  const broken = `${whole.slice(0, 200)}\n-----END CERTIFICATE-----\n`;
  const ended = (pem: string) => {
    writeFileSync(join(root, 'other.pem'), pem);
    return binary(['validate', endpointFile(), '--ca', 'other.pem', '--quiet'], { cwd: root });
  };
  expect(await ended(broken)).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/--ca other\.pem: expected certificates, got a first one that cannot be read/),
  });
  expect(await ended(`${whole}${broken}`)).toMatchObject({ code: 0 });
}, 30_000);

test('--dry-run says what the candidate would see, and sends nothing', async () => {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  writeFileSync(join(root, 'dry.json'), JSON.stringify({ ...descriptor(), url: `wss://127.0.0.1:${port}/` }));
  const { code, stdout } = await binary(['run', 'endpoint', 'dry.json', '--dry-run', '--output', 'dry'], { cwd: root });
  server.close();
  expect({ code, visits, wrote: existsSync(join(root, 'dry')) }).toEqual({ code: 0, visits: 0, wrote: false });
  const count = (what: RegExp) => Number(what.exec(stdout)?.[1] ?? Number.NaN);
  expect(count(/(\d+) connections/)).toBeLessThanOrEqual(45);
  expect(count(/(\d+) NOTIFICATION REQUESTs/)).toBeLessThanOrEqual(85);
  expect(stdout).toContain('job ids 1800000001 to 1899999999');
  const few = await binary(['run', 'endpoint', 'dry.json', '--dry-run', '--select', 'handshake/opens'], { cwd: root });
  expect(few.stdout).toMatch(/, 0 of them with something that is not its token$/m);
});

test('judges acknowledgements by the rate of the given properties', async () => {
  writeFileSync(join(root, 'nbwss.properties'), 'notification.scheduledRate=1\n');
  const args = [
    'run',
    'endpoint',
    endpointFile(),
    '--ca',
    ca,
    '--properties',
    'nbwss.properties',
    '--select',
    'ack-timeouts/acknowledges',
    '--output',
    'rated',
  ];
  expect((await binary(args, { cwd: root })).code).toBe(0);
  expect(resultIn('rated').profile).toMatchObject({ properties: { scheduledRateSeconds: 1 } });
});
