import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type EndpointGroup, startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import { checksOf } from '../result/checks-of.ts';
import { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';

const validate = new Ajv2020({ strict: true }).compile(Result);
const root = mkdtempSync(join(tmpdir(), 'nbwss-cli-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
/** A fresh working folder. */
function folder(): string {
  folders += 1;
  const path = join(root, String(folders));
  mkdirSync(path);
  return path;
}

const running: EndpointGroup[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((group) => group.stop()));
});

/** A candidate on ports of its own; writes its descriptors and its authority into a folder. */
async function candidate(cwd: string, wraps: readonly SeamWrap[] = []): Promise<EndpointGroup> {
  const group = await startEndpointGroup({ wraps });
  running.push(group);
  for (const [index, descriptor] of group.descriptors.entries())
    writeFileSync(join(cwd, `endpoint-${index + 1}.json`), JSON.stringify(descriptor));
  writeFileSync(join(cwd, 'ca.pem'), group.ca);
  return group;
}

function resultIn(cwd: string, output = 'reports/endpoint'): Result {
  const result: unknown = JSON.parse(readFileSync(join(cwd, output, 'result.json'), 'utf8'));
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  return result as Result;
}

test('finds the embedded reference group conformant, says that it is embedded, and writes a run', async () => {
  const cwd = folder();
  const { code, stdout, stderr } = await binary(['run', 'endpoint'], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('embedded reference');
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^conformant: core, registration/);
  const result = resultIn(cwd);
  expect(result.candidate.embedded).toBe(true);
  for (const { transcript } of result.scenarios)
    if (transcript !== null) expect(existsSync(join(cwd, 'reports/endpoint', transcript.file))).toBe(true);
  expect(readdirSync(join(cwd, 'reports'))).toEqual(['endpoint']);
});

test('judges a candidate from its descriptors, and a second run replaces the first', async () => {
  const cwd = folder();
  await candidate(cwd);
  for (const name of ['Alpha', 'Beta']) {
    const { code } = await binary(
      ['run', 'endpoint', 'endpoint-1.json', 'endpoint-2.json', '--ca', 'ca.pem', '--name', name, '--build', '7'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(resultIn(cwd).candidate).toMatchObject({ name, build: '7', embedded: false });
  }
});

test('exits 1 on a faulty candidate, names requirement and evidence, and lists exactly those failures in JUnit', async () => {
  const cwd = folder();
  const acksUnderAnotherId: SeamWrap = {
    answer: (next) => (request, session) =>
      next(request, session).map((outgoing) => {
        const id = request['type'] === 'NOTIFICATION' ? 'D2A1B0C4-0000-4000-8000-000000000000' : outgoing.message['id'];
        return { ...outgoing, message: { ...outgoing.message, id } };
      }),
  };
  await candidate(cwd, [acksUnderAnotherId]);
  const { code, stdout } = await binary(['run', 'endpoint', 'endpoint-1.json', '--ca', 'ca.pem', '--reporter', 'junit'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain('ACK-002');
  expect(stdout).toContain('1.6 p.17');
  expect(stdout).toMatch(/#\d+ \+[\d.]+ s c\d+ ← /);
  expect(stdout).toMatch(/replay: npx nbwss-conformance run endpoint endpoint-1\.json --ca ca\.pem --select /);
  const failures = checksOf(resultIn(cwd)).filter(({ verdict }) => verdict === 'fail');
  expect(new Set(failures.map(({ requirement }) => requirement))).toEqual(new Set(['ACK-002', 'MSG-008']));
  const xml = readFileSync(join(cwd, 'reports/endpoint/junit.xml'), 'utf8');
  const failing = xml.split('<testcase').filter((part) => part.includes('<failure'));
  expect(failing.map((part) => / name="(\S+)/.exec(part)?.[1]).sort()).toEqual(failures.map(({ id }) => id).sort());
});

test('exits 3 in one sentence where nobody is there', async () => {
  const cwd = folder();
  const group = await candidate(cwd);
  await group.stop();
  running.length = 0;
  const { code, stdout } = await binary(['run', 'endpoint', 'endpoint-1.json', '--ca', 'ca.pem'], { cwd });
  expect(code).toBe(3);
  expect(stdout).toContain('ECONNREFUSED');
  const result = resultIn(cwd);
  expect(result.verdict).toBe('inconclusive');
  expect(stdout).toContain('nobody answers');
  const told = checksOf(result).filter(({ verdict, requirement }) => verdict !== 'untestable' && !/^(DSC|GRP)/.test(requirement));
  expect(told.filter(({ verdict }) => verdict !== 'not-applicable')).toEqual([]);
});

describe('an issuer that the system does not know', () => {
  test('is untestable and tells the pin that accepts it, which then does', async () => {
    const cwd = folder();
    await candidate(cwd);
    const refused = await binary(['run', 'endpoint', 'endpoint-1.json'], { cwd });
    expect(refused.code).toBe(3);
    const pin = /--pin (sha256:[A-Za-z0-9+/=]+)/.exec(refused.stdout)?.[1] ?? '';
    const accepted = await binary(['run', 'endpoint', 'endpoint-1.json', '--pin', pin, '--quiet'], { cwd });
    expect(accepted).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('fails TLS-002 when the given authority does not vouch for it, and the rest is untestable', async () => {
    const cwd = folder();
    const other = await startEndpointGroup();
    running.push(other);
    await candidate(cwd);
    writeFileSync(join(cwd, 'other.pem'), other.ca);
    const { code } = await binary(['run', 'endpoint', 'endpoint-1.json', '--ca', 'other.pem'], { cwd });
    expect(code).toBe(1);
    const red = checksOf(resultIn(cwd)).filter(({ verdict }) => verdict === 'fail');
    expect(red.map(({ requirement, reason }) => `${requirement} ${reason}`)).toEqual(['TLS-002 certificate-untrusted']);
  });
});

/** Answers CONNECT and then nothing: the run waits, so that there is time to interrupt it. */
const mute: SeamWrap = { answer: (next) => (request, session) => (request['type'] === 'CONNECT' ? next(request, session) : []) };

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('ends on %s with exit code %i and a valid partial report that lists every planned check', async (name, expected) => {
  const cwd = folder();
  await candidate(cwd, [mute]);
  let sent = false;
  const { code } = await binary(['run', 'endpoint', 'endpoint-1.json', '--ca', 'ca.pem'], {
    cwd,
    onOutput: (text, signal) => {
      if (!sent && text.includes('handshake/accepts-token')) {
        sent = true;
        signal(name);
      }
    },
  });
  expect(code).toBe(expected);
  const result = resultIn(cwd);
  expect(result.complete).toBe(false);
  expect(result.verdict).toBe('inconclusive');
  expect(result.scenarios.length).toBe(result.plan.of);
  expect(checksOf(result).some(({ reason }) => reason === 'not-run')).toBe(true);
  expect(checksOf(result).filter(({ verdict }) => verdict === 'fail')).toEqual([]);
});

test('ends after --max-time with a whole report that is incomplete', async () => {
  const cwd = folder();
  await candidate(cwd, [mute]);
  const { code } = await binary(['run', 'endpoint', 'endpoint-1.json', '--ca', 'ca.pem', '--max-time', '0.5'], { cwd });
  expect(code).toBe(3);
  expect(resultIn(cwd).complete).toBe(false);
});

test('takes a descriptor from standard input and a token from the environment, and shows neither', async () => {
  const cwd = folder();
  const group = await candidate(cwd);
  const [descriptor] = group.descriptors;
  const secret = descriptor?.token ?? '';
  const input = JSON.stringify({ ...descriptor, token: '${' + 'ENDPOINT_TOKEN}' });
  const { code, stdout, stderr } = await binary(['run', 'endpoint', '-', '--ca', 'ca.pem', '--trace'], {
    cwd,
    input,
    env: { ENDPOINT_TOKEN: secret },
  });
  expect(code).toBe(0);
  expect(stderr).toContain('CONNECT');
  expect((stdout + stderr).includes(secret.slice(0, 12))).toBe(false);
});

test('says that a run was a selected one', async () => {
  const cwd = folder();
  const { code, stdout } = await binary(['run', 'endpoint', '--select', 'ack-timeouts/acknowledges-again'], { cwd });
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/conformant in the [1-9] of \d+ scenarios selected/);
});

test('writes a report to standard output alone when asked to', async () => {
  const cwd = folder();
  const { code, stdout } = await binary(['run', 'endpoint', '--select', 'handshake/opens', '--reporter', 'junit=-'], { cwd });
  expect(code).toBe(0);
  expect(stdout.startsWith('<?xml')).toBe(true);
});

describe('bad input ends with one sentence and exit code 2, and nothing is sent', () => {
  let visits = 0;
  let server: Server;
  let port = 0;
  const cwd = folder();
  beforeAll(async () => {
    server = createServer((socket) => {
      visits += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
    mkdirSync(join(cwd, 'mine'));
    writeFileSync(join(cwd, 'mine', 'thesis.txt'), 'not a report');
  });
  afterAll(() => server.close());

  const good = () => ({
    token: 'abcdefghij',
    priority: 1,
    groupId: 'G',
    hostName: '127.0.0.1',
    url: `wss://127.0.0.1:${port}/x`,
  });
  const without = (name: string) => JSON.stringify(Object.fromEntries(Object.entries(good()).filter(([key]) => key !== name)));
  const cases: readonly (readonly [what: string, content: () => string | null, args: readonly string[], says: RegExp])[] = [
    ['no file', () => null, [], /expected a descriptor file that can be read, got ENOENT/],
    ['not JSON', () => '{"token":', [], /expected one JSON object .* got text that is not JSON/],
    ['an array', () => `[${JSON.stringify(good())}]`, [], /got an array/],
    ['a missing member', () => without('groupId'), [], /groupId: expected a text, got no such member/],
    ['an empty member', () => JSON.stringify({ ...good(), hostName: '' }), [], /hostName: expected a text, got an empty one/],
    [
      'a member of another type',
      () => JSON.stringify({ ...good(), token: 12 }),
      [],
      /token: expected a text in double quotes, got a number/,
    ],
    ['an apostrophe', () => JSON.stringify({ ...good(), groupId: "O'Hara" }), [], /no apostrophe/],
    [
      'an escaped apostrophe',
      () => JSON.stringify({ ...good(), groupId: 'OHara' }).replace('OHara', 'O\\u0027Hara'),
      [],
      /no apostrophe/,
    ],
    ['ws://', () => JSON.stringify({ ...good(), url: `ws://127.0.0.1:${port}/x` }), [], /begins wss:\/\/, got ws:\/\//],
    ['a bad URL', () => JSON.stringify({ ...good(), url: 'wss//x' }), [], /url: expected an absolute wss:\/\/ URL/],
    [
      'a priority in quotes',
      () => JSON.stringify({ ...good(), priority: '1' }),
      [],
      /priority: expected a bare number, got a text/,
    ],
    [
      'a glob that matches nothing',
      () => JSON.stringify(good()),
      ['--select', 'nothing/*'],
      /--select nothing\/\*: expected a glob that matches/,
    ],
    ['a skip that matches nothing', () => JSON.stringify(good()), ['--skip', 'nothing/*'], /--skip nothing\/\*: expected a glob/],
    ['an unknown requirement', () => JSON.stringify(good()), ['--requirement', 'XYZ-1'], /--requirement XYZ-1: expected a row/],
    ['a row without a check', () => JSON.stringify(good()), ['--requirement', 'DSC-012'], /expected a row that is checked/],
    ['a flag without its number', () => JSON.stringify(good()), ['--soak'], /--soak/],
    ['a flag with no number', () => JSON.stringify(good()), ['--max-time', 'soon'], /--max-time .*soon/],
    ['an unknown flag', () => JSON.stringify(good()), ['--bogus'], /unknown option '--bogus'/],
    ['an unknown reporter', () => JSON.stringify(good()), ['--reporter', 'pdf'], /--reporter pdf: expected one of/],
    ['a malformed pin', () => JSON.stringify(good()), ['--pin', 'sha256:short'], /--pin .*sha256:short/],
    [
      'a missing CA file',
      () => JSON.stringify(good()),
      ['--ca', 'none.pem'],
      /--ca none\.pem: expected a PEM file .* no such file/,
    ],
    [
      'a CA file that is none',
      () => JSON.stringify(good()),
      ['--ca', 'mine/thesis.txt'],
      /expected a PEM file of certificates, got something else/,
    ],
    ['an output folder that is not ours', () => JSON.stringify(good()), ['--output', 'mine'], /holds thesis\.txt/],
    [
      'a token variable that is not set',
      () => JSON.stringify({ ...good(), token: '${' + 'NBWSS_NOT_SET}' }),
      [],
      /NBWSS_NOT_SET in the environment/,
    ],
  ];

  test.each(cases)('%s', async (_what, content, args, says) => {
    const text = content();
    if (text === null) rmSync(join(cwd, 'd.json'), { force: true });
    else writeFileSync(join(cwd, 'd.json'), text);
    const { code, stdout, stderr } = await binary(['run', 'endpoint', 'd.json', ...args], { cwd });
    expect(stderr).toMatch(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n').length).toBe(1);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(visits).toBe(0);
  });

  test('leaves a folder that is not ours as it was', () => {
    expect(readFileSync(join(cwd, 'mine', 'thesis.txt'), 'utf8')).toBe('not a report');
  });
});
