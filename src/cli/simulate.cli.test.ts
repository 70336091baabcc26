import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type EndpointGroup, startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import { binary } from './binary.test-data.ts';
import { type Running, running } from './running.test-data.ts';

const root = mkdtempSync(join(tmpdir(), 'nbwss-simulate-'));
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
function folder(): string {
  folders += 1;
  const path = join(root, String(folders));
  mkdirSync(path);
  return path;
}

function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Running {
  const process = running(args, { cwd, env });
  stops.push(async () => {
    process.child.kill('SIGKILL');
    await process.ended;
  });
  return process;
}

/** An endpoint on a port of its own, with its descriptor and its authority in a folder. */
async function endpoint(wraps: readonly SeamWrap[] = []): Promise<{ readonly cwd: string; readonly group: EndpointGroup }> {
  const [cwd, group] = [folder(), await startEndpointGroup({ wraps })];
  stops.push(group.stop);
  group.texts.forEach((text, index) => {
    writeFileSync(join(cwd, `endpoint-${index + 1}.json`), text);
  });
  writeFileSync(join(cwd, 'ca.pem'), group.ca);
  return { cwd, group };
}

const usual = ['simulate', 'service', 'endpoint-1.json', '--ca', 'ca.pem'] as const;
const mute: SeamWrap = {
  answer: (next) => (request, session) => (request['type'] === 'NOTIFICATION' ? [] : next(request, session)),
};

describe('the walk-through of the README', () => {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  const section = readme.split(/^## /m).find((part) => part.startsWith('Develop an endpoint without NetBackup')) ?? '';
  const [serve = '', simulate = '', event = ''] = [...section.matchAll(/^```(?:sh)?\n(.*)\n```$/gm)].map(([, line]) => line);
  const argsOf = (line: string) => line.replace(/^npx nbwss-conformance /, '').split(' ');

  test('goes as it is told: an event is acknowledged and a COMMAND answered', async () => {
    expect([serve, simulate]).toEqual(expect.arrayContaining([expect.stringMatching(/^npx nbwss-conformance /)]));
    const cwd = folder();
    const application = start(argsOf(serve), cwd);
    await application.until(/^ready$/m);
    const netbackup = start(argsOf(simulate), cwd);
    await netbackup.until(/^#\d+ .* mark established GROUPID1/m);
    netbackup.type(event);
    await netbackup.until(/^#\d+ \+[\d.]+ s c1 · mark acknowledged 1 entry; 0 more for GROUPID1$/m);
    await netbackup.until(/^#\d+ \+[\d.]+ s · mark call POST \/netbackup\/login: status 201$/m);
    const hooks = JSON.parse(readFileSync(join(cwd, 'nbwss-endpoint/nbwss-conformance.config.json'), 'utf8')) as {
      readonly hooks: { readonly sendCommand: string };
    };
    const order = {
      uri: '/netbackup/config/servers/vmservers/vm7.example',
      method: 'GET',
      headers: { 'Content-Type': 'application/json' },
    };
    const answered = await fetch(hooks.hooks.sendCommand, { method: 'POST', body: JSON.stringify(order) });
    const { payload } = (await answered.json()) as { readonly payload: { readonly body: string } };
    expect(JSON.parse(payload.body)).toMatchObject({ vmServer: { serverName: 'vm7.example', password: '' } });
    netbackup.child.stdin?.end();
    expect({ code: await netbackup.ended, stderr: netbackup.stderr() }).toEqual({ code: 0, stderr: '' });
  });

  test.each(['backup', 'restore', 'image-deletion', 'air-deletion', 'batch'])('names %s', (name) => {
    expect(section).toContain(`\`${name}\``);
  });
});

describe('a pipe', () => {
  test('ends with 0 when everything is acknowledged, and leaves nothing on disk', async () => {
    const { cwd, group } = await endpoint();
    const scratch = folder();
    const input = '\nhelp\nbackup\n{"object":"JOB","data":{"jobId":12345678901234567890}}';
    const { code, stdout, stderr } = await binary(usual, { cwd, input, env: { TMPDIR: scratch } });
    expect({ code, stderr, left: readdirSync(scratch) }, stdout).toEqual({ code: 0, stderr: '', left: [] });
    expect(stdout).toContain('"jobId":12345678901234567890');
    expect(stdout).toMatch(/^properties: .*connectionInfo\.period=2/m);
    expect(stdout).toMatch(/^ {2}backup +a VMware backup/m);
    expect(stdout).toMatch(/mark acknowledged \d+ entr.*; 0 more for GROUPID1$/m);
    expect(stdout).toMatch(/^#\d+ .* ← close 1001$/m);
    expect(group.store.notifications.length).toBeGreaterThan(6);
  });

  test('ends with 2 after a line that is no event, of which nothing is sent', async () => {
    const { cwd, group } = await endpoint();
    const { code, stderr } = await binary(usual, { cwd, input: 'bakup\n' });
    expect({ code, sent: group.store.notifications }).toEqual({ code: 2, sent: [] });
    expect(stderr).toMatch(/^nbwss-conformance: line 1: expected backup, .*, got "bakup"; nothing was sent, help .*\n$/);
  });

  test('waits for the acknowledgement, but no longer than --max-time', async () => {
    const { cwd } = await endpoint([mute]);
    const scratch = folder();
    const started = performance.now();
    const options = { cwd, input: 'restore\n', env: { TMPDIR: scratch } };
    const { code, stderr } = await binary([...usual, '--max-time', '1.5'], options);
    expect({ code, left: readdirSync(scratch) }).toEqual({ code: 3, left: [] });
    expect(stderr).toMatch(/^nbwss-conformance: --max-time 1\.5: expected .* got 1 entry not acknowledged; .*\n$/);
    expect(performance.now() - started).toBeGreaterThan(1500);
  });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends it with %i, closes the connection and leaves nothing on disk', async (signal, exit) => {
  const { cwd } = await endpoint();
  const scratch = folder();
  const netbackup = start(usual, cwd, { TMPDIR: scratch });
  await netbackup.until(/mark established/);
  netbackup.child.kill(signal);
  expect({ code: await netbackup.ended, left: readdirSync(scratch) }).toEqual({ code: exit, left: [] });
  expect(netbackup.stdout()).toMatch(/→ close 1001\n/);
});

test('takes the descriptor from standard input, and then goes on until it is stopped', async () => {
  const { cwd, group } = await endpoint();
  const netbackup = start(['simulate', 'service', '-', '--ca', 'ca.pem', '--no-pings'], cwd);
  netbackup.child.stdin?.end(group.texts[0]);
  await netbackup.until(/mark established/);
  netbackup.child.kill('SIGINT');
  expect(await netbackup.ended).toBe(130);
});

test('never prints a token in any spelling, and makes harmless what an endpoint says', async () => {
  const leaks: SeamWrap = {
    answer: (next) => (request, session) => {
      const token = session.store.tokens[0] ?? '';
      const spelled = [
        token,
        token.toLowerCase(),
        Buffer.from(token).toString('base64'),
        Buffer.from(`x${token}`).toString('base64'),
        Buffer.from(token).toString('hex'),
        encodeURIComponent(token),
        [...token].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
        token.slice(0, 12),
      ];
      // As much as a Close frame has room for.
      if (request['type'] === 'COMMAND') session.wire.socket.close(1008, token.slice(0, 60));
      return next(request, session).map((outgoing) => ({
        ...outgoing,
        message: { ...outgoing.message, leaks: spelled, bell: '\u001b[2J\u202e\u0007' },
      }));
    },
    ask:
      () =>
      (_answer, { store }) => {
        if (store.hasAsked) return [];
        store.hasAsked = true;
        return [
          { uri: `/x?${encodeURIComponent(store.tokens[0] ?? '')}`, method: 'GET', headers: { 'X-A': store.tokens[0] ?? '' } },
        ];
      },
  };
  const { cwd, group } = await endpoint([leaks]);
  const [token = ''] = group.store.tokens;
  const { code, stdout, stderr } = await binary(usual, { cwd, input: `restore\n${token}\n{"object":"${token}"}\n` });
  expect(code, stdout).toBe(2);
  expect(stdout).toContain('⟦token 1⟧');
  expect(stdout).toMatch(/← close 1008 ⟦token 1/);
  expect(stderr).toContain('⟦token 1');
  const printed = `${stdout}${stderr}`;
  const beginning = token.slice(0, 8);
  for (const spelled of [
    beginning,
    Buffer.from(token).toString('base64').slice(0, 20),
    Buffer.from(token).toString('hex').slice(0, 20),
    encodeURIComponent(token),
  ])
    expect(printed.toLowerCase()).not.toContain(spelled.toLowerCase());
  expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(stdout).toContain('\\u001b[2J\\u202e\\u0007');
});

describe('bad input ends with one sentence and exit code 2, and nothing is sent', () => {
  const good = { token: 'abcdefghij', priority: 1, groupId: 'G', hostName: 'localhost', url: 'wss://localhost:1/' };
  const cases: readonly (readonly [
    what: string,
    files: Readonly<Record<string, string>>,
    args: readonly string[],
    says: RegExp,
  ])[] = [
    ['no descriptor', {}, [], /missing required argument 'descriptor'/],
    ['a file that is not there', {}, ['a.json'], /^nbwss-conformance: a\.json: expected a descriptor file .* ENOENT/],
    ['no JSON', { 'a.json': '{' }, ['a.json'], /a\.json: expected one JSON object .*NetBackup: cannot parse JSON content/],
    ['ws://', { 'a.json': JSON.stringify({ ...good, url: 'ws://x/' }) }, ['a.json'], /wss only.*invalid websocket protocol/],
    ['no token', { 'a.json': JSON.stringify({ ...good, token: '' }) }, ['a.json'], /token: expected .*JSON contents invalid/],
    [
      'a token that the environment lacks',
      { 'a.json': JSON.stringify({ ...good, token: `\${NBWSS_NONE}` }) },
      ['a.json'],
      /expected NBWSS_NONE in the environment/,
    ],
    [
      'a host twice',
      { 'a.json': JSON.stringify(good), 'b.json': JSON.stringify({ ...good, groupId: 'H' }) },
      ['a.json', 'b.json'],
      /this entity already exists/,
    ],
    ['a URL', {}, ['https://x.example/nbu.json'], /expected files or -, got a URL/],
    [
      'no CA',
      { 'a.json': JSON.stringify(good) },
      ['a.json', '--ca', 'none.pem'],
      /--ca none\.pem: expected a PEM file .* no such file/,
    ],
    [
      'bad properties',
      { 'a.json': JSON.stringify(good), p: 'connectionInfo.period=soon' },
      ['a.json', '--properties', 'p'],
      /--properties p: .*connectionInfo\.period/,
    ],
    ['a bad pin', { 'a.json': JSON.stringify(good) }, ['a.json', '--pin', 'sha256:x'], /--pin/],
    ['no time', { 'a.json': JSON.stringify(good) }, ['a.json', '--max-time', '0'], /--max-time .*above 0/],
    ['an unknown flag', { 'a.json': JSON.stringify(good) }, ['a.json', '--quiet'], /unknown option '--quiet'/],
  ];

  test.concurrent.each(cases)('%s', async (_what, files, args, says) => {
    const cwd = folder();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const { code, stdout, stderr } = await binary(['simulate', 'service', ...args], { cwd, input: 'backup\n' });
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

test('--help says all that one needs to know', async () => {
  const { code, stdout } = await binary(['simulate', 'service', '--help']);
  expect(code).toBe(0);
  for (const what of ['--ca', '--pin', '--properties', '--max-time', '--no-pings', 'help', 'backup', 'Exit codes'])
    expect(stdout).toContain(what);
});
