import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Authority, type Leaf, makeAuthority } from './certificates.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** X.509 has whole seconds, and a test may be held up between two looks at the clock. */
const SLACK_MS = 30_000;

let authority: Authority;
let stranger: Authority;
beforeAll(async () => {
  authority = await makeAuthority('Ours');
  stranger = await makeAuthority('A stranger');
});

/** What a TLS client that trusts one authority, and dials an address or a name of 127.0.0.1, says of a leaf: `OK`, or the code of its error. */
async function handshake({ key, cert }: Leaf, ca: string, host = '127.0.0.1'): Promise<string> {
  const server = createServer({ key, cert }, (socket) => socket.on('error', () => {}).resume());
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const name = host === '127.0.0.1' ? {} : { servername: host };
  const socket = connect({ port, host: '127.0.0.1', ca, ...name });
  try {
    return await new Promise((resolve) => {
      socket.once('secureConnect', () => resolve('OK'));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  } finally {
    socket.destroy();
    server.close();
  }
}

describe('a TLS client', () => {
  const names = ['127.0.0.1', 'app.example'];

  test.each([['127.0.0.1'], ['app.example']])('accepts a leaf for %s', async (host) => {
    expect(await handshake(await authority.issue({ names }), authority.pem, host)).toBe('OK');
  });

  test.each([
    ['127.0.0.1', ['app.example', '10.0.0.1']],
    ['other.example', names],
  ])('refuses, for %s, a leaf with other names', async (host, others) => {
    expect(await handshake(await authority.issue({ names: others }), authority.pem, host)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  test('refuses a leaf of another authority, even of one of the same name', async () => {
    const namesake = await makeAuthority('Ours');

    expect(await handshake(await stranger.issue({ names }), authority.pem)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(await handshake(await namesake.issue({ names }), authority.pem)).not.toBe('OK');
  });

  test.each([
    ['that has expired', { validFromMs: -2 * MINUTE_MS, validToMs: -MINUTE_MS }, 'CERT_HAS_EXPIRED'],
    ['that is not valid yet', { validFromMs: 60 * MINUTE_MS }, 'CERT_NOT_YET_VALID'],
  ])('refuses a leaf %s', async (_what, dates, code) => {
    expect(await handshake(await authority.issue({ names, ...dates }), authority.pem)).toBe(code);
  });
});

test('issues a leaf with the names that were asked for', async () => {
  const { cert } = await authority.issue({ names: ['localhost', '127.0.0.1', '::1'] });
  const leaf = new X509Certificate(cert);

  expect(leaf.subject).toBe('CN=localhost');
  expect(leaf.issuer).toBe('CN=Ours');
  expect(leaf.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  expect([leaf.checkHost('localhost'), leaf.checkIP('127.0.0.1'), leaf.checkIP('::1')]).not.toContain(undefined);
  expect([leaf.checkHost('other.example'), leaf.checkIP('10.0.0.1')]).toEqual([undefined, undefined]);
});

test('issues a leaf that is valid from a minute ago for a day where nothing else is asked for', async () => {
  const { validFrom, validTo } = new X509Certificate((await authority.issue({ names: ['localhost'] })).cert);

  expect(Math.abs(Date.parse(validFrom) - (Date.now() - MINUTE_MS))).toBeLessThan(SLACK_MS);
  expect(Math.abs(Date.parse(validTo) - (Date.now() + DAY_MS))).toBeLessThan(SLACK_MS);
});

test('issues a leaf with the dates that were asked for', async () => {
  const { cert } = await authority.issue({ names: ['localhost'], validFromMs: -2 * DAY_MS, validToMs: -DAY_MS });
  const { validFrom, validTo } = new X509Certificate(cert);

  expect(Math.abs(Date.parse(validFrom) - (Date.now() - 2 * DAY_MS))).toBeLessThan(SLACK_MS);
  expect(Math.abs(Date.parse(validTo) - (Date.now() - DAY_MS))).toBeLessThan(SLACK_MS);
});

test('issues each leaf with a key and a serial number of its own', async () => {
  const leaves = await Promise.all([1, 2, 3].map(() => authority.issue({ names: ['localhost'] })));
  const certificates = leaves.map(({ cert }) => new X509Certificate(cert));

  leaves.forEach(({ key }, index) => {
    const fits = certificates.map((certificate) => certificate.checkPrivateKey(createPrivateKey(key)));
    expect(fits).toEqual([0, 1, 2].map((other) => other === index));
  });
  expect(new Set(certificates.map(({ serialNumber }) => serialNumber)).size).toBe(3);
});

test('makes a root that may sign certificates, and leaves that may not', async () => {
  const root = new X509Certificate(authority.pem);
  const leaf = new X509Certificate((await authority.issue({ names: ['localhost'] })).cert);

  expect([root.ca, leaf.ca]).toEqual([true, false]);
  expect([root.verify(root.publicKey), root.checkIssued(root)]).toEqual([true, true]);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.verify(new X509Certificate(stranger.pem).publicKey)).toBe(false);
});
