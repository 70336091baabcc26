import { readFileSync } from 'node:fs';
import type { Corpus } from '../plan/corpus.ts';
import type { Register } from '../plan/register.ts';
import { packageRoot } from '../protocol/package-root.ts';
import type { Result } from '../result/result.ts';

/** The version of this package. */
export function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8')) as { version: string };
  return version;
}

/** What a result says it was made by. */
export const toolOf = (register: Register, { digest }: Pick<Corpus, 'digest'>): Result['tool'] => ({
  name: 'nbwss-conformance',
  version: version(),
  registerDigest: register.digest,
  suiteDigest: digest,
});
