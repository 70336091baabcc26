import { refsOf } from '../fact.ts';
import { marks } from '../marks.ts';
import { pass, type Violation, violation } from '../outcome.ts';
import type { Check } from '../view.ts';
import { type Visit, visits } from './views/visits.ts';
import { notProvoked } from './views/waited.ts';

/**
 * True where the candidate has seen the certificate and left without a byte of HTTP. TCP alone shows nothing, nor does a handshake that is
 * under way, nor an end of our own making.
 */
const gaveUp = ({ handshake, request, end }: Visit): boolean =>
  handshake !== undefined && request === undefined && end?.entry.direction === 'received';

const refsOfRefusals = (refusals: readonly Visit[]) =>
  refusals.flatMap(({ accepted, handshake, end }) => refsOf([accepted, handshake, end]));

/** What is wrong where one of these visits, at endpoints that must not be trusted, came to an upgrade. */
function trusted(visited: readonly Visit[]): Violation | undefined {
  const asks = visited.filter(({ request }) => request?.entry.isSecure === true);
  const worst = asks.find(({ connects }) => connects.length > 0) ?? asks[0];
  if (worst === undefined) return undefined;
  const [connect] = worst.connects;
  const actual = connect === undefined ? 'an upgrade request' : 'an upgrade request, and a CONNECT REQUEST with the token';
  const message = 'an endpoint whose certificate cannot be verified is asked for an upgrade';
  const refs = refsOf([worst.accepted, worst.request, connect]);
  return violation('upgraded-unverified', message, 'the end of the attempt', actual, refs);
}

/** TLS-012: where the certificate cannot be verified, the service gives up before the HTTP handshake. */
export const givesUpUnverified: Check = (view) => {
  const tried = visits(view);
  const refusals = tried.filter(gaveUp);
  return trusted(tried) ?? (refusals.length === 0 ? notProvoked(view) : pass(refsOfRefusals(refusals)));
};

/** TLS-012: it gives up at each such certificate that follows a good one at the same url. */
export const verifiesEachTime: Check = (view) => {
  const tried = visits(view);
  const good = tried.find(({ established }) => established !== undefined);
  const bad = tried.filter(({ untrusted }) => untrusted !== undefined);
  const wrong = trusted(bad);
  if (wrong !== undefined) return wrong;
  const shown = marks(view, 'certificate');
  const refusals = bad.filter(gaveUp);
  const isRefused = (kind: string) => refusals.some(({ untrusted }) => untrusted === kind);
  if (good?.established === undefined || shown.length === 0 || !shown.every(({ detail }) => isRefused(detail)))
    return notProvoked(view);
  return pass([good.established.ref, ...shown.map(({ ref }) => ref), ...refsOfRefusals(refusals)]);
};

/** TLS-012, over the whole run, what comes after a drive included: no upgrade, and no CONNECT, at who must not be trusted. */
export const trustsNobodyUnverified: Check = (view) => {
  const bad = visits(view).filter(({ untrusted }) => untrusted !== undefined);
  const refusals = bad.filter(gaveUp);
  return trusted(bad) ?? (refusals.length === 0 ? null : pass(refsOfRefusals(refusals)));
};
