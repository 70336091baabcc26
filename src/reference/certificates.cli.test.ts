import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Authority, makeAuthority } from './certificates.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** X.509 has whole seconds, and a test may be held up between two looks at the clock. */
const SLACK_MS = 30_000;

let folder: string;
let authority: Authority;
let stranger: Authority;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  authority = await makeAuthority('Ours');
  stranger = await makeAuthority('A stranger');
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function fileOf(text: string): Promise<string> {
  files += 1;
  const path = join(folder, `${files}.pem`);
  await writeFile(path, text);
  return path;
}

/** What `openssl verify` says, an implementation that is not ours: `OK`, or its errors. */
async function openssl(cert: string, ca: string, ...options: readonly string[]): Promise<string> {
  const [leafFile, caFile] = [await fileOf(cert), await fileOf(ca)];
  const argv = ['verify', '-x509_strict', '-purpose', 'sslserver', ...options, '-CAfile', caFile, leafFile];
  const { stdout, stderr } = spawnSync('openssl', argv, { encoding: 'utf8' });
  return stderr === '' ? stdout.replace(`${leafFile}: `, '').trim() : stderr;
}

describe('openssl', () => {
  test('refuses a leaf of another authority, even of one of the same name', async () => {
    const { cert } = await stranger.issue({ names: ['localhost'] });
    const { cert: namesake } = await (await makeAuthority('Ours')).issue({ names: ['localhost'] });

    expect(await openssl(cert, authority.pem)).toContain('unable to get local issuer certificate');
    expect(await openssl(namesake, authority.pem)).toContain('verification failed');
  });

  test('accepts a leaf by strict verification', async () => {
    const { cert } = await authority.issue({ names: ['localhost'] });

    expect(await openssl(cert, authority.pem)).toBe('OK');
  });

  test.each([
    ['-verify_hostname', 'localhost', 'OK'],
    ['-verify_hostname', 'app.example', 'OK'],
    ['-verify_hostname', 'other.example', 'hostname mismatch'],
    ['-verify_ip', '127.0.0.1', 'OK'],
    ['-verify_ip', '::1', 'OK'],
    ['-verify_ip', '10.0.0.1', 'IP address mismatch'],
  ])('finds the names of a leaf (%s %s: %s)', async (option, name, verdict) => {
    const { cert } = await authority.issue({ names: ['localhost', 'app.example', '127.0.0.1', '::1'] });

    expect(await openssl(cert, authority.pem, option, name)).toContain(verdict);
  });

  test.each([
    ['that has expired', { validFromMs: -2 * MINUTE_MS, validToMs: -MINUTE_MS }, 'certificate has expired'],
    ['that is not valid yet', { validFromMs: 60 * MINUTE_MS }, 'certificate is not yet valid'],
  ])('refuses a leaf %s', async (_name, dates, verdict) => {
    const { cert } = await authority.issue({ names: ['localhost'], ...dates });

    expect(await openssl(cert, authority.pem)).toContain(verdict);
  });

  test('accepts the root as its own issuer', async () => {
    expect(await openssl(authority.pem, authority.pem, '-purpose', 'any')).toBe('OK');
    expect(await openssl(authority.pem, stranger.pem, '-purpose', 'any')).not.toBe('OK');
  });
});

test('issues a leaf with the names that were asked for', async () => {
  const { cert } = await authority.issue({ names: ['localhost', '127.0.0.1', '::1'] });
  const leaf = new X509Certificate(cert);

  expect(leaf.subject).toBe('CN=localhost');
  expect(leaf.issuer).toBe('CN=Ours');
  expect(leaf.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
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
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.verify(new X509Certificate(stranger.pem).publicKey)).toBe(false);
});
