import { expect, test } from 'vitest';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import { checksOf } from '../result/checks-of.ts';
import { trial } from './trial.ts';

const register = readRegister();
const corpus = await loadCorpus('endpoint', register);

/** Candidates that do nothing of the protocol; what they may pass is what they truly do. */
const nullCandidates: readonly (readonly [name: string, wrap: SeamWrap])[] = [
  ['upgrades and stays silent', { answer: () => () => [] }],
  [
    'closes at once',
    {
      greet:
        () =>
        ({ wire }) => {
          wire.socket.close(1000);
          return [];
        },
    },
  ],
  ['echoes every message', { answer: () => (request) => [{ message: request }] }],
];

/** Their descriptors are good, and they truly do TLS, the upgrade, pongs, and frames and Close codes as RFC 6455 has them. */
const trulyDone = /^(TLS-\d+|DSC-\d+|GRP-013|CON-003|CON-027|CON-028|CON-030|KAL-003|KAL-004)$/;

test.each(nullCandidates)('finds nothing to certify in a candidate that %s', async (_name, wrap) => {
  const { result } = await trial([wrap], corpus, register);
  expect(result.verdict).toBe('nonconformant');
  const passes = checksOf(result).filter(({ verdict }) => verdict === 'pass');
  expect(passes.filter(({ requirement }) => !trulyDone.test(requirement)).map(({ id }) => id)).toEqual([]);
});
