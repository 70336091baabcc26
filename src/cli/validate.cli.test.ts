import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Authority, makeAuthority } from '../reference/certificates.ts';
import { type EndpointGroup, startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import { LOOPBACK_HOSTS } from '../reference/endpoint/loopback-hosts.ts';
import type { EndpointSeams, SeamWrap } from '../reference/endpoint/seams.ts';
import { checksOf } from '../result/checks-of.ts';
import type { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-validate-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function candidate(wraps: readonly SeamWrap[] = []): Promise<EndpointGroup> {
  const group = await startEndpointGroup({ wraps, byUrl: true });
  stops.push(group.stop);
  writeFileSync(join(cwd, 'ca.pem'), group.ca);
  for (const [index, text] of group.texts.entries()) writeFileSync(join(cwd, `endpoint-${index + 1}.json`), text);
  return group;
}

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `requirement verdict` of everything that did not pass. */
  readonly open: readonly string[];
}

async function validate(...args: readonly string[]): Promise<Outcome> {
  rmSync(join(cwd, 'reports'), { recursive: true, force: true });
  const { code, stdout, stderr } = await binary(['validate', ...args], { cwd });
  let open: readonly string[] = [];
  try {
    const result = JSON.parse(readFileSync(join(cwd, 'reports/validate/result.json'), 'utf8')) as Result;
    open = checksOf(result).flatMap(({ requirement, verdict }) => (verdict === 'pass' ? [] : [`${requirement} ${verdict}`]));
  } catch {
    // Bad usage writes no result.
  }
  return { code, stdout, stderr, open };
}

const ca = ['--ca', 'ca.pem'] as const;
const byUrl = [...ca, '--allow-private'] as const;

describe('a good endpoint', () => {
  test('is accepted by its file, but for what only a URL shows', async () => {
    await candidate();
    const { code, open, stdout } = await validate('endpoint-1.json', 'endpoint-2.json', ...ca);

    expect({ code, open }, stdout).toEqual({ code: 0, open: ['DSC-014 not-applicable'] });
  });

  test('is accepted by its URL', async () => {
    const { descriptorUrls } = await candidate();
    const { code, open, stdout } = await validate(...descriptorUrls, ...byUrl);

    expect({ code, open }, stdout).toEqual({ code: 0, open: [] });
  });
});

const CONTENTS = 'JSON contents invalid';
type Members = Readonly<Record<string, unknown>>;
const withMembers = (members: Members) => (good: Members) => JSON.stringify({ ...good, ...members });
const badDescriptors: readonly (readonly [
  what: string,
  text: (good: Members) => string,
  row: string,
  errorName: string,
  says: RegExp,
])[] = [
  ['no JSON at all', () => '{', 'DSC-004', 'cannot parse JSON content', /JSON/],
  ['nothing', () => '', 'DSC-004', 'cannot parse JSON content', /JSON/],
  ['a trailing comma', (good) => JSON.stringify(good).replace(/}$/, ',}'), 'DSC-004', 'cannot parse JSON content', /JSON/],
  ['a byte order mark', (good) => `\ufeff${JSON.stringify(good)}`, 'DSC-004', CONTENTS, /byte order mark/],
  ['an array of endpoints', (good) => JSON.stringify([good]), 'DSC-003', CONTENTS, /one endpoint a file/],
  ['no token', withMembers({ token: undefined }), 'DSC-001', CONTENTS, /token: expected a text, got no such member/],
  ['no groupId', withMembers({ groupId: undefined }), 'DSC-001', CONTENTS, /groupId: expected a text/],
  ['hostname for hostName', withMembers({ hostName: undefined, hostname: 'x' }), 'DSC-001', CONTENTS, /letter case/],
  ['no priority', withMembers({ priority: undefined }), 'DSC-001', CONTENTS, /priority: expected a number/],
  ['a member twice', (good) => JSON.stringify(good).replace(/}$/, ',"groupId":"G"}'), 'DSC-001', CONTENTS, /got it twice/],
  ['a priority in quotes', withMembers({ priority: '1' }), 'DSC-005', CONTENTS, /remove the double quotes/],
  ['a number for a groupId', withMembers({ groupId: 7 }), 'DSC-005', CONTENTS, /groupId: expected a text in double quotes/],
  ['an apostrophe', withMembers({ groupId: "O'Hara" }), 'DSC-006', CONTENTS, /no apostrophe/],
  [
    'an escaped apostrophe',
    (good) => JSON.stringify({ ...good, groupId: 'OxHara' }).replace('OxHara', 'O\\u0027Hara'),
    'DSC-006',
    CONTENTS,
    /no apostrophe/,
  ],
  ['ws://', withMembers({ url: 'ws://localhost/' }), 'DSC-008', 'invalid websocket protocol, only wss supported', /wss only/],
  ['https://', withMembers({ url: 'https://localhost/' }), 'DSC-008', 'invalid websocket protocol, only wss supported', /wss/],
  ['a url that is none', withMembers({ url: 'localhost' }), 'DSC-008', 'bad URL', /wss:\/\/host:port\/path/],
  ['a url with a fragment', withMembers({ url: 'wss://localhost/#a' }), 'DSC-008', 'bad URL', /without a fragment/],
  ['a url with a password', withMembers({ url: 'wss://a:b@localhost/' }), 'DSC-008', 'bad URL', /user name or password/],
  ['an empty token', withMembers({ token: '' }), 'DSC-011', CONTENTS, /token: expected a text, got an empty one/],
  ['an empty hostName', withMembers({ hostName: ' ' }), 'DSC-010', CONTENTS, /hostName: expected a text, got an empty one/],
  ['an empty groupId', withMembers({ groupId: '' }), 'DSC-021', CONTENTS, /groupId: expected a text, got an empty one/],
];

describe('a bad descriptor', () => {
  test.each(badDescriptors)("with %s is refused under the dialog's own error name", async (_what, text, row, errorName, says) => {
    const { descriptors } = await candidate();
    writeFileSync(join(cwd, 'bad.json'), text({ ...descriptors[0] }));
    const { code, stdout, open } = await validate('bad.json', ...ca);

    expect(code, stdout).toBe(1);
    expect(stdout).toContain(errorName);
    expect(stdout).toMatch(says);
    expect(open).toContain(`${row} fail`);
  });

  test('is refused where a set names one host twice, or two groups', async () => {
    const { descriptors } = await candidate();
    const second = (members: Members) => writeFileSync(join(cwd, 'b.json'), JSON.stringify({ ...descriptors[1], ...members }));
    second({ hostName: (descriptors[0]?.hostName ?? '').toUpperCase() });
    const twice = await validate('endpoint-1.json', 'b.json', ...ca);

    expect({ code: twice.code, open: twice.open }).toMatchObject({ code: 1, open: expect.arrayContaining(['DSC-010 fail']) });
    expect(twice.stdout).toContain('this entity already exists');

    second({ groupId: 'ANOTHER' });
    const groups = await validate('endpoint-1.json', 'b.json', ...ca);

    expect({ code: groups.code, open: groups.open }).toMatchObject({ code: 1, open: expect.arrayContaining(['GRP-013 fail']) });
  });

  const page = (answer: ReturnType<EndpointSeams['page']>): SeamWrap => ({ page: () => () => answer });
  test.each<[string, SeamWrap, string, RegExp]>([
    ['a web page', page({ status: 200, headers: {}, body: '<p>' }), 'cannot parse JSON content', /JSON/],
    ['no descriptor', page({ status: 404, headers: {}, body: '' }), 'InvalidPacketException', /got status 404/],
    ['megabytes', page({ status: 200, headers: {}, body: ' '.repeat(300_000) }), 'InvalidPacketException', /at most 256 KiB/],
  ])('is refused where a URL gives %s, and its text is kept nowhere', async (_what, wrap, errorName, says) => {
    const { descriptorUrls } = await candidate([wrap]);
    const { code, stdout, open } = await validate(descriptorUrls[0] ?? '', ...byUrl);

    expect(code, stdout).toBe(1);
    expect(stdout).toContain(errorName);
    expect(stdout).toMatch(says);
    expect(open).toContain('DSC-014 fail');
    expect(readFileSync(join(cwd, 'reports/validate/transcripts/registration/dialog.jsonl'), 'utf8')).not.toContain('"<p>"');
  });

  test('is asked for where a URL redirects, which is neither right nor wrong', async () => {
    const { descriptorUrls } = await candidate([page({ status: 302, headers: { location: '/x' }, body: '' })]);
    const { code, stdout, open } = await validate(descriptorUrls[0] ?? '', ...byUrl);

    expect(code, stdout).toBe(3);
    expect(stdout).toContain('got a redirect to /x, which this suite does not follow; give that URL.');
    expect(open).toContain('DSC-014 untestable');
  });
});

const DAY_MS = 86_400_000;
const leaf = (make: (authority: Authority) => ReturnType<Authority['issue']>): SeamWrap => ({
  tls: (next) => async (options, authority) => next({ ...options, ...(await make(authority)) }, authority),
});
const tls = (changes: object): SeamWrap => ({
  tls: (next) => (options, authority) => next({ ...options, ...changes }, authority),
});
const names = LOOPBACK_HOSTS;
const badCertificates: readonly (readonly [what: string, wrap: SeamWrap, code: number, open: string, says: RegExp])[] = [
  [
    'has expired',
    leaf((ca) => ca.issue({ names, validFromMs: -2 * DAY_MS, validToMs: -DAY_MS })),
    1,
    'TLS-002 fail',
    /cannot open connection to the remote object named by the URL: .*expired on/,
  ],
  [
    'is of tomorrow',
    leaf((ca) => ca.issue({ names, validFromMs: DAY_MS, validToMs: 2 * DAY_MS })),
    1,
    'TLS-002 fail',
    /valid only from/,
  ],
  [
    'is for another name',
    leaf((ca) => ca.issue({ names: ['www.cloud.example'] })),
    1,
    'TLS-002 fail',
    /not for (localhost|127\.0\.0\.1)/,
  ],
  [
    'is for another address',
    leaf((ca) => ca.issue({ names: ['10.0.0.1'] })),
    1,
    'TLS-002 fail',
    /not for (localhost|127\.0\.0\.1)/,
  ],
  [
    'is of an authority of its own',
    leaf(async () => (await makeAuthority('Other CA')).issue({ names })),
    1,
    'TLS-002 fail',
    /does not vouch for it/,
  ],
  [
    'comes with TLS 1.1 only',
    tls({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    1,
    'TLS-001 fail',
    /SSL security set-up failed/,
  ],
  [
    'comes with no cipher that we know',
    tls({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' }),
    1,
    'TLS-001 fail',
    /SSL security set-up failed/,
  ],
  [
    'is not there: nothing but TCP',
    { accept: () => (socket) => void socket.end('220 mail.example ESMTP\r\n') },
    1,
    'TLS-001 fail',
    /SSL security set-up failed/,
  ],
  [
    'is not there: plain HTTP',
    {
      accept:
        () =>
        (socket, { plain }) =>
          plain(socket),
    },
    1,
    'TLS-001 fail',
    /SSL security set-up failed/,
  ],
  [
    'comes after one of the client',
    tls({ requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' }),
    3,
    'TLS-001 untestable',
    /certificate/,
  ],
];

describe('a certificate', () => {
  test.each(badCertificates)('that %s is refused', async (_what, wrap, exit, row, says) => {
    await candidate([wrap]);
    const { code, stdout, open } = await validate('endpoint-1.json', ...ca);

    expect(code, stdout).toBe(exit);
    expect(stdout).toMatch(says);
    expect(open).toContain(row);
  });

  test('whose issuer is unknown is neither refused nor accepted, and the pin that the sentence gives accepts it', async () => {
    await candidate();
    const unknown = await validate('endpoint-1.json');

    expect(unknown.code).toBe(3);
    const pin = /--pin (sha256:\S{44})/.exec(unknown.stdout)?.[1] ?? '';
    const pinned = await validate('endpoint-1.json', '--pin', pin);

    expect(pinned.code, pinned.stdout).toBe(0);
    // Another start, another key: the certificate has changed since it was accepted.
    await candidate();
    const changed = await validate('endpoint-1.json', '--pin', pin);

    expect(changed.code).toBe(1);
    expect(changed.stdout).toContain('certificate did not match the accepted one');
  });
});

describe('where nobody is there', () => {
  let silent: Server;
  let free = 0;
  beforeAll(async () => {
    silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    free = (silent.address() as { port: number }).port;
    await new Promise<void>((resolve) => silent.close(() => resolve()));
  });

  test('it ends with 3, by file and by URL', async () => {
    const { descriptors } = await candidate();
    writeFileSync(join(cwd, 'gone.json'), JSON.stringify({ ...descriptors[0], url: `wss://127.0.0.1:${free}/` }));
    for (const args of [
      ['gone.json', ...ca],
      [`https://127.0.0.1:${free}/d.json`, ...byUrl],
    ]) {
      const { code, stdout } = await validate(...args);

      expect(code, stdout).toBe(3);
      expect(stdout).toContain('cannot connect to host');
    }
  });
});

describe('bad usage ends with 2 and a sentence', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['a file that is not there', ['none.json'], /none\.json: expected a descriptor file that can be read/],
    ['http', ['http://localhost/d.json', '--allow-private'], /expected an https URL/],
    ['a URL that is none', ['https://', '--allow-private'], /expected an https URL/],
    ['a password in the URL', ['https://a:secret@localhost/d.json', '--allow-private'], /user name or password/],
    ['a password in a URL that is none', ['https://a:secret@/d.json'], /user name or password/],
    ['this machine by name', ['https://localhost:1/d.json'], /localhost, which is of this machine.*--allow-private/],
    ['this machine by address', ['https://127.0.0.1:1/d.json'], /--allow-private/],
    ['this machine as IPv6', ['https://[::1]:1/d.json'], /--allow-private/],
    ['this machine as a number', ['https://2130706433:1/d.json'], /--allow-private/],
    ['a service of the cloud', ['https://169.254.169.254/latest'], /--allow-private/],
  ])('%s', async (_what, args, says) => {
    const { code, stderr, open } = await validate(...args);

    expect({ code, open }).toEqual({ code: 2, open: [] });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('secret');
  });
});

describe('run endpoint by URL', () => {
  test('drives the group, and refuses what the dialog refuses before anything is sent', async () => {
    const { descriptorUrls } = await candidate();
    const args = (urls: readonly string[]) => ['run', 'endpoint', ...urls, ...byUrl, '--select', 'ack-timeouts/acknowledges'];

    expect((await binary(args(descriptorUrls), { cwd })).code).toBe(0);
    const { code, stderr } = await binary(args([`${descriptorUrls[0]}s`]), { cwd });

    expect(code).toBe(2);
    expect(stderr).toMatch(/expected status 200 and a descriptor.*got status 426/);
  });
});
