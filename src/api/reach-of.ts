import { X509Certificate } from 'node:crypto';
import type { Reach } from '../candidate/given-endpoints.ts';
import { UsageError } from '../candidate/usage-error.ts';
import type { Trust } from '../peer/dial.ts';
import { readNamed } from './named-file.ts';
import type { EndpointOptions, TrustOptions } from './options.ts';

/** How the endpoints that a user gives are reached; throws a UsageError for an authority that cannot be read. */
export const reachOf = (options: EndpointOptions): Reach => ({ ...options, trust: trustOf(options) });

function trustOf({ ca, pin, insecure }: TrustOptions): Trust {
  const pem = ca === undefined ? null : isPem(ca) ? ca : readNamed('--ca', ca, 'a PEM file of certificates');
  if (pem !== null && !isPem(pem)) {
    throw new UsageError(`--ca ${ca}: expected a PEM file of certificates, got something else; convert it to PEM.`);
  }
  if (pem !== null && !beginsWithCertificate(pem)) {
    const named = pem === ca ? '--ca' : `--ca ${ca}`;
    throw new UsageError(`${named}: expected certificates, got a first one that cannot be read; export it anew.`);
  }
  return { ca: pem, pin: pin ?? null, insecure: insecure ?? false, publicOnly: new Set() };
}

const isPem = (text: string): boolean => text.includes('-----BEGIN CERTIFICATE-----');

/** TLS reads certificates up to the first that it cannot read, without a word: where that is the very first, it trusts nobody. */
function beginsWithCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
