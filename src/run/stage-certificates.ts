import type { KeyPair } from '../peer/stage/doorman.ts';
import { makeAuthority } from '../reference/certificates.ts';
import type { CertificateKind } from '../scenario/set.ts';

/**
 * Every endpoint has a loopback address of its own, so that its hostName is unique (DSC-017); the good certificates name all of them,
 * and each name more costs a candidate time.
 */
export const ADDRESSES = Array.from({ length: 128 }, (_one, index) => `127.0.0.${index + 2}`);

/** The certificates of the endpoints of a stage, one of each kind, and who vouches for the good one. */
export interface StageCertificates {
  readonly pairs: Readonly<Record<CertificateKind, KeyPair>>;
  /** PEM of the authority that vouches for the good one. */
  readonly ca: string;
}

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 86_400_000;

export async function makeStageCertificates(): Promise<StageCertificates> {
  const [authority, other] = await Promise.all([makeAuthority(), makeAuthority('Another CA')]);
  const [good, expired, otherName, otherAuthority] = await Promise.all([
    authority.issue({ names: ADDRESSES }),
    authority.issue({ names: ADDRESSES, validFromMs: -YEAR_MS, validToMs: -MINUTE_MS }),
    authority.issue({ names: ['elsewhere.example'] }),
    other.issue({ names: ADDRESSES }),
  ]);
  return { ca: authority.pem, pairs: { good, expired, 'other-name': otherName, 'other-authority': otherAuthority } };
}
