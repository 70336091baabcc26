import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { need } from '../need.test-data.ts';
import { type Authority, makeAuthority } from './certificates.ts';

const MINUTE_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
afterAll(() => rmSync(folder, { recursive: true }));

let authority: Authority;
let stranger: Authority;
beforeAll(async () => {
  authority = await makeAuthority('Ours');
  stranger = await makeAuthority('A stranger');
});

let files = 0;
function fileOf(text: string): string {
  files += 1;
  const path = join(folder, `${files}.pem`);
  writeFileSync(path, text);
  return path;
}

/** What `openssl verify` says: `OK`, or its errors. */
function openssl(cert: string, ca: string, ...options: readonly string[]): string {
  const [leafFile, caFile] = [fileOf(cert), fileOf(ca)];
  const argv = ['verify', '-x509_strict', '-purpose', 'sslserver', ...options, '-CAfile', caFile, leafFile];
  const { stdout, stderr } = spawnSync('openssl', argv, { encoding: 'utf8' });
  return stderr === '' ? stdout.replace(`${leafFile}: `, '').trim() : stderr;
}
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A handshake of Node is lenient where the program verifies strictly, so its judgement comes on top (certificates.wire.test.ts). */
describe('openssl, by strict verification,', () => {
  beforeEach((context) =>
    need(context, hasOpenssl, 'openssl: expected it on the path, got none; install it (apt-get install openssl).'),
  );

  test('refuses a leaf of another authority, even of one of the same name', async () => {
    const { cert } = await stranger.issue({ names: ['localhost'] });
    const { cert: namesake } = await (await makeAuthority('Ours')).issue({ names: ['localhost'] });

    expect(openssl(cert, authority.pem)).toContain('unable to get local issuer certificate');
    expect(openssl(namesake, authority.pem)).toContain('verification failed');
  });

  test('accepts a leaf', async () => {
    const { cert } = await authority.issue({ names: ['localhost'] });

    expect(openssl(cert, authority.pem)).toBe('OK');
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

    expect(openssl(cert, authority.pem, option, name)).toContain(verdict);
  });

  test.each([
    ['that has expired', { validFromMs: -2 * MINUTE_MS, validToMs: -MINUTE_MS }, 'certificate has expired'],
    ['that is not valid yet', { validFromMs: 60 * MINUTE_MS }, 'certificate is not yet valid'],
  ])('refuses a leaf %s', async (_name, dates, verdict) => {
    const { cert } = await authority.issue({ names: ['localhost'], ...dates });

    expect(openssl(cert, authority.pem)).toContain(verdict);
  });

  test('accepts the root as its own issuer', () => {
    expect(openssl(authority.pem, authority.pem, '-purpose', 'any')).toBe('OK');
    expect(openssl(authority.pem, stranger.pem, '-purpose', 'any')).not.toBe('OK');
  });
});
