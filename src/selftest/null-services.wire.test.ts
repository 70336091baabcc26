import { expect, test } from 'vitest';
import type { ServiceSeamWrap } from '../reference/service/seams.ts';
import { checksOf } from '../result/checks-of.ts';
import { trialService } from './trial-service.ts';

/** Candidates that do nothing of the protocol; what they may pass is what they truly do. */
const nullServices: readonly (readonly [name: string, wrap: ServiceSeamWrap])[] = [
  ['upgrades and says nothing', { upgraded: () => () => [] }],
  [
    'closes at once',
    {
      upgraded:
        () =>
        ({ socket }) => {
          socket.close(1000);
          return [];
        },
    },
  ],
];

/** They truly dial with TLS, verify certificates, perform the handshake, and their frames and Close codes are as RFC 6455 has them. */
const trulyDone = /^(TLS-\d+|CON-001|CON-002|CON-034|CON-019|CON-032|CON-027|CON-028)$/;

test.each(nullServices)(
  'finds nothing to certify in a candidate that %s',
  async (_name, wrap) => {
    const { result } = await trialService([wrap], 1);
    expect(result.verdict).toBe('nonconformant');
    const passes = checksOf(result).filter(({ verdict }) => verdict === 'pass');
    expect(passes.filter(({ requirement }) => !trulyDone.test(requirement)).map(({ id }) => id)).toEqual([]);
  },
  60_000,
);
