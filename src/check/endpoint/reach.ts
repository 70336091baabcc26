import type { TlsProblem } from '../../transcript/entry.ts';
import { isOf } from '../fact.ts';
import { type Outcome, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';

const protocolProblems: ReadonlySet<TlsProblem> = new Set(['not-tls', 'protocol-too-old', 'handshake-failed']);
const noVerdictProblems: ReadonlySet<TlsProblem> = new Set(['handshake-silent', 'client-certificate-wanted']);

/** No TLS handshake to judge: TCP failed, which is said with the address, or nothing was tried. */
function nobody(view: View): Outcome {
  const failed = view.facts.filter(isOf('tcp')).find(({ entry }) => entry.event === 'failed');
  if (failed?.entry.event !== 'failed') return untestable('not-tried', 'no connection was opened');
  const { host, port, error } = failed.entry;
  if (error === 'private-address') {
    const message = `${host} is an address of a private network, named by a descriptor that came by URL; add --allow-private if it is yours`;
    return untestable(error, message, [failed.ref]);
  }
  return untestable('unreachable', `nobody answers at ${host}:${port} (${error})`, [failed.ref]);
}

/** TLS-001: the endpoint speaks TLS 1.2 or later before any HTTP (guide §2.2). */
export const speaksTls: Check = (view) => {
  const shakes = view.facts.filter(isOf('tls'));
  const first = shakes[0];
  if (first === undefined) return nobody(view);
  const bad = shakes.find(({ entry }) => entry.problem !== null && protocolProblems.has(entry.problem));
  if (bad !== undefined) {
    const { problem, detail } = bad.entry;
    return violation(problem ?? '', 'no TLS handshake is possible', 'TLS 1.2 or 1.3', detail, [bad.ref]);
  }
  const mute = shakes.find(({ entry }) => entry.problem !== null && noVerdictProblems.has(entry.problem));
  if (mute !== undefined) return untestable(mute.entry.problem ?? '', mute.entry.detail, [mute.ref]);
  return pass(shakes.map(({ ref }) => ref));
};

/** TLS-002: the certificate is valid now, for the host of the url, and issued by an authority that we trust (guide Tables 3-3 and 3-4). */
export const hasValidCertificate: Check = (view) => {
  const shakes = view.facts.filter(isOf('tls'));
  if (shakes.length === 0) return nobody(view);
  const bad = shakes.find(({ entry }) => entry.problem?.startsWith('certificate-'));
  if (bad !== undefined) {
    return violation(
      bad.entry.problem ?? '',
      `the certificate is not valid: ${bad.entry.detail}`,
      'a certificate that is current, for the host of the url, and vouched for',
      bad.entry.certificate === null
        ? 'none'
        : `subject ${bad.entry.certificate.subject}, valid to ${bad.entry.certificate.validTo}`,
      [bad.ref],
    );
  }
  const open = shakes.find(({ entry }) => entry.problem !== null);
  if (open !== undefined) return untestable(open.entry.problem ?? '', open.entry.detail, [open.ref]);
  return pass(shakes.map(({ ref }) => ref));
};

/** Answers that say nothing about the handshake: no service behind the socket, or one that wants what CON-030 is about. */
const noVerdictAnswers: ReadonlySet<string> = new Set(['silent', 'unavailable', 'client-certificate-wanted']);

/** CON-003: an Upgrade request on the descriptor's url completes the opening handshake (RFC 6455 §4.2.2). */
export const completesUpgrade: Check = (view) => {
  const asked = view.facts.filter(isOf('upgrade'));
  const answers = asked.filter(({ entry }) => entry.direction === 'received');
  if (asked.length === 0) return untestable('not-tried', 'no upgrade was sent, since TLS was not established');
  for (const { ref, entry } of answers) {
    if (entry.direction !== 'received' || entry.problem === null) continue;
    if (noVerdictAnswers.has(entry.problem)) return untestable(entry.problem, entry.detail, [ref]);
    const got = entry.status === null ? entry.detail : `status ${entry.status}`;
    return violation(
      entry.problem,
      `the opening handshake fails: ${entry.detail}`,
      'status 101 with the right Sec-WebSocket-Accept',
      got,
      [ref],
    );
  }
  if (answers.length === 0) return untestable('unanswered', 'the upgrade was cut short');
  return pass(asked.map(({ ref }) => ref));
};

/** Statuses that say what was missing: HTTP authentication, at the server or at a proxy, or a header such as Origin. */
const demands: Readonly<Record<number, string>> = {
  401: 'authentication-wanted',
  403: 'forbidden',
  407: 'authentication-wanted',
};

const expectedNoMore = 'a connection is taken that brings nothing but the url';

/** CON-030, as far as TLS shows it: no certificate is wanted of a client. */
export const asksForNoCertificate: Check = (view) => {
  const shakes = view.facts.filter(isOf('tls'));
  const wanting = shakes.find(({ entry }) => entry.problem === 'client-certificate-wanted');
  if (wanting !== undefined)
    return violation(
      'client-certificate-wanted',
      'the endpoint asks its clients for a certificate',
      expectedNoMore,
      wanting.entry.detail,
      [wanting.ref],
    );
  const secured = shakes.filter(({ entry }) => entry.event === 'secured');
  return secured.length > 0 ? pass(secured.map(({ ref }) => ref)) : untestable('not-opened', 'no TLS connection was opened');
};

/** CON-030: an upgrade with nothing but what Table 2-2 gives NetBackup is taken. */
export const asksForNoMore: Check = (view) => {
  const answers = view.facts.filter(isOf('upgrade')).filter(({ entry }) => entry.direction === 'received');
  for (const { ref, entry } of answers) {
    if (entry.direction !== 'received') continue;
    // With TLS 1.3 the demand comes after our side of the handshake is done.
    if (entry.problem === 'client-certificate-wanted')
      return violation(entry.problem, 'the endpoint asks its clients for a certificate', expectedNoMore, entry.detail, [ref]);
    const demand = entry.problem === null ? undefined : demands[entry.status ?? 0];
    if (demand !== undefined)
      return violation(demand, 'the upgrade asks for more than a url', expectedNoMore, entry.detail, [ref]);
  }
  const opened = answers.filter(({ entry }) => entry.direction === 'received' && entry.problem === null);
  return opened.length > 0
    ? pass(opened.map(({ ref }) => ref))
    : untestable('not-opened', 'no upgrade was taken (CON-003 says why)');
};
