import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test, vi } from 'vitest';
import { checksOf } from '../result/checks-of.ts';
import { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';

const validate = new Ajv2020({ strict: true }).compile(Result);
const cwd = mkdtempSync(join(tmpdir(), 'nbwss-service-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function resultIn(output = 'reports/service'): Result {
  const result: unknown = JSON.parse(readFileSync(join(cwd, output, 'result.json'), 'utf8'));
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  return result as Result;
}

/** Candidates as small programs, without a shell between. */
const program = (text: string): readonly string[] => ['--', process.execPath, '-e', text];

test('finds the embedded reference service conformant, and says what its longest chain of waits was', async () => {
  const { code, stdout, stderr } = await binary(['run', 'service', '--reporter', 'junit'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('this is the embedded reference');
  expect(stdout).toMatch(/longest chain of waits is that of [a-z/-]+, [\d.]+ s: ratio [\d.]+/);
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^conformant: core, registration, commands, group — /);
  const result = resultIn();
  expect({ role: result.role, embedded: result.candidate.embedded }).toEqual({ role: 'service', embedded: true });
  for (const { transcript } of result.scenarios)
    expect(existsSync(join(cwd, 'reports/service', transcript?.file ?? ''))).toBe(true);
  expect(readFileSync(join(cwd, 'reports/service/junit.xml'), 'utf8')).toContain('connect/opens:CON-004');
}, 60_000);

test('judges what was selected, with its controls, and says so', async () => {
  const { code, stdout } = await binary(['run', 'service', '--select', 'notifications/job', '--output', 'selected'], { cwd });
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^conformant in the 2 of \d+ scenarios selected/);
  expect(resultIn('selected').scenarios.map(({ id }) => id)).toEqual(['connect/opens', 'notifications/job']);
}, 30_000);

test.each([
  [
    'ends before it reaches an endpoint',
    'console.error("no licence"); process.exit(7)',
    /ended before it reached an endpoint: status 7; it last said: no licence/,
  ],
  ['reaches no endpoint', 'setInterval(() => {}, 1000)', /reached no endpoint within 2 s of its start/],
])(
  'finds a candidate that %s inconclusive, in one sentence',
  async (_what, text, sentence) => {
    const { code, stdout } = await binary(
      ['run', 'service', '--startup', '2', '--select', 'connect/opens', '--output', 'nobody', ...program(text)],
      { cwd },
    );
    expect(code).toBe(3);
    expect(stdout).toMatch(sentence);
    expect(checksOf(resultIn('nobody')).every(({ verdict }) => verdict === 'untestable')).toBe(true);
  },
  30_000,
);

test('ends a candidate that does not end by itself, and what it has started, and leaves no folder of it', async () => {
  // What it starts holds a connection to us for as long as it lives.
  const held = new Set<Socket>();
  const connected = vi.fn((socket: Socket) => {
    held.add(socket);
    socket.on('error', () => {}).on('close', () => held.delete(socket));
  });
  const server = createServer(connected).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const started = JSON.stringify(`require('node:net').connect(${port}, '127.0.0.1')`);
  const stubborn = `process.on('SIGTERM', () => {}); require('node:child_process').spawn(process.execPath, ['-e', ${started}], { stdio: 'ignore' }); setInterval(() => {}, 1000)`;
  try {
    const { code } = await binary(
      ['run', 'service', '--startup', '2', '--select', 'connect/opens', '--output', 'stubborn', ...program(stubborn)],
      { cwd, env: { TMPDIR: cwd } },
    );
    expect(code).toBe(3);
    expect(connected).toHaveBeenCalledTimes(1);
    await vi.waitFor(() => expect(held.size).toBe(0));
  } finally {
    server.close();
    for (const socket of held) socket.destroy();
  }
  expect(readdirSync(cwd).filter((name) => name.startsWith('nbwss-home-'))).toEqual([]);
}, 30_000);

test('writes a whole report when it is interrupted', async () => {
  let signalled = false;
  const { code } = await binary(['run', 'service', '--output', 'cut'], {
    cwd,
    onOutput: (text, signal) => {
      if (!signalled && text.includes('connect/opens')) signal('SIGINT');
      signalled ||= text.includes('connect/opens');
    },
  });
  expect(code).toBe(130);
  const result = resultIn('cut');
  expect(result.complete).toBe(false);
  expect(result.scenarios.length).toBeGreaterThan(30);
}, 30_000);

test.each([
  [['--', '/no/such/service'], /expected a command that can be started/],
  [['--select', 'nothing/*'], /expected a glob that matches/],
  [['--requirement', 'DSC-001'], /expected a row that is checked/],
  [['--startup', 'soon'], /seconds above 0/],
  [['--pin', 'x'], /unknown option/],
  [['--reporter', 'smoke'], /expected one of junit/],
])('answers run service %j with a sentence and exit code 2', async (args, sentence) => {
  const { code, stderr } = await binary(['run', 'service', ...args], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(sentence);
});

test('lists the scenarios and the rows of a service', async () => {
  const { code, stdout } = await binary(['list', 'service']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Requirements that bind a service \(\d+ of 169 checked\)/);
});
