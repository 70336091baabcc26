import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** What a certificate is to say; the defaults make a good one. */
export interface LeafRequest {
  /** DNS names and IP addresses. */
  readonly names: readonly string[];
  /** Milliseconds from now; default: a minute ago to a day ahead. */
  readonly validFromMs?: number;
  readonly validToMs?: number;
}

export interface Leaf {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/** A throw-away certificate authority: its key lives and dies with the process. */
export interface Authority {
  /** PEM of the root. */
  readonly pem: string;
  issue(request: LeafRequest): Promise<Leaf>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Clocks differ: a certificate made now must be valid on a machine that runs a minute behind. */
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Makes an authority whose certificates pass strict verification: key identifiers, usages and names are all there. */
export async function makeAuthority(name = 'Throw-away CA'): Promise<Authority> {
  cryptoProvider.set(webcrypto as unknown as Parameters<typeof cryptoProvider.set>[0]);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - 2 * DAY_MS),
    notAfter: new Date(Date.now() + 2 * DAY_MS),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { pem: root.toString('pem'), issue: (request) => issue(request, root, keys) };
}

async function issue(
  { names, validFromMs = -MINUTE_MS, validToMs = DAY_MS }: LeafRequest,
  root: X509Certificate,
  ca: webcrypto.CryptoKeyPair,
): Promise<Leaf> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: `CN=${names[0] ?? 'nobody'}`,
    issuer: root.subject,
    notBefore: new Date(Date.now() + validFromMs),
    notAfter: new Date(Date.now() + validToMs),
    publicKey: keys.publicKey,
    signingKey: ca.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(root, false),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { key: pem('PRIVATE KEY', pkcs8), cert: certificate.toString('pem') };
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

const serial = (): string =>
  Buffer.from(webcrypto.getRandomValues(new Uint8Array(8)))
    .toString('hex')
    .replace(/^./, '1');
