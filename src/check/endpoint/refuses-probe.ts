import type { ProbeName } from '../../transcript/entry.ts';
import { isOf } from '../fact.ts';
import { pass, untestable, violation } from '../outcome.ts';
import type { Check } from '../view.ts';

/** A check that the endpoint does not take what it was asked by a probe. */
const refusesProbe =
  (
    probe: ProbeName,
    { reason, message, expected }: { readonly reason: string; readonly message: string; readonly expected: string },
  ): Check =>
  (view) => {
    const asked = view.facts.filter(isOf('probe')).filter(({ entry }) => entry.probe === probe);
    if (asked.length === 0) return untestable('not-tried', 'no connection was opened to ask');
    const taken = asked.find(({ entry }) => entry.taken === true);
    if (taken !== undefined) return violation(reason, message, expected, taken.entry.detail, [taken.ref]);
    const open = asked.find(({ entry }) => entry.taken === null);
    if (open !== undefined) return untestable('cannot-ask', open.entry.detail, [open.ref]);
    return pass(asked.map(({ ref }) => ref));
  };

/** TLS-011: the port of `url` takes no upgrade without TLS. */
export const refusesPlainWebSockets = refusesProbe('plain-upgrade', {
  reason: 'plain-websocket',
  message: 'the port of the url serves WebSockets without TLS too',
  expected: 'any answer but status 101',
});

/** TLS-014: no handshake below TLS 1.2 is taken (RFC 8996). */
export const refusesOldTls = refusesProbe('old-tls', {
  reason: 'old-tls',
  message: 'a TLS version below 1.2 is accepted',
  expected: 'no handshake with TLS 1.0 or 1.1',
});
