import { AFTER_REFUSAL } from '../../transcript/entry.ts';
import { show } from '../every-message.ts';
import { isOf, refsOf } from '../fact.ts';
import { pass, violation } from '../outcome.ts';
import type { Check } from '../view.ts';
import { visits } from './views/visits.ts';
import { notProvoked } from './views/waited.ts';

/** CON-002: the request goes to the whole of the descriptor's url. */
export const dialsWholeUrl: Check = (view) => {
  const asked = visits(view).filter(({ request }) => request?.entry.isSecure === true && request.entry.method !== '');
  for (const { request, place } of asked) {
    const seat = view.group.find((one) => one.place === place);
    if (request === undefined) continue;
    if (seat === undefined) throw new Error(`a visit to endpoint ${place}, which the transcript does not name`);
    const url = new URL(seat.url);
    const target = `${url.pathname}${url.search}`;
    const { entry, ref } = request;
    if (entry.target !== target)
      return violation('other-target', 'the handshake asks for another path than that of the url', target, show(entry.target), [
        ref,
      ]);
    const host = (entry.headers['host'] ?? '').toLowerCase();
    if (host !== url.host)
      return violation('other-host', 'the handshake names another host than that of the url', url.host, show(host), [ref]);
  }
  return asked.length === 0
    ? notProvoked(view)
    : pass(asked.flatMap(({ request }) => (request === undefined ? [] : [request.ref])));
};

/** CON-034, its first half: the opening handshake is as RFC 6455 §4.1 has it. */
export const opensProperly: Check = (view) => {
  // What comes without TLS is TLS-001.
  const asked = visits(view).flatMap(({ request }) => (request?.entry.isSecure === true ? [request] : []));
  for (const { entry, ref } of asked) {
    const problem =
      entry.method === '' ? `no HTTP (${entry.body})` : handshakeProblem(entry.method, entry.version, entry.headers);
    if (problem !== null) {
      return violation(
        'handshake-invalid',
        `the opening handshake breaks RFC 6455: ${problem}`,
        'the handshake of RFC 6455 §4.1',
        problem,
        [ref],
      );
    }
  }
  return asked.length === 0 ? notProvoked(view) : pass(asked.map(({ ref }) => ref));
};

function handshakeProblem(method: string, version: string, headers: Readonly<Record<string, string>>): string | null {
  const has = (name: string, word: string) =>
    (headers[name] ?? '')
      .toLowerCase()
      .split(',')
      .some((one) => one.trim() === word);
  if (method !== 'GET') return `the method is ${method}`;
  if (Number(version) < 1.1) return `HTTP/${version}`;
  if (!has('upgrade', 'websocket')) return 'no Upgrade: websocket';
  if (!has('connection', 'upgrade')) return 'no Connection: Upgrade';
  if (headers['sec-websocket-version'] !== '13') return `Sec-WebSocket-Version ${headers['sec-websocket-version'] ?? 'missing'}`;
  if (Buffer.from(headers['sec-websocket-key'] ?? '', 'base64').length !== 16) return 'Sec-WebSocket-Key is not 16 bytes';
  return null;
}

/** CON-034, its second half: the service gives up a server whose answer is not a handshake, and shows the token to no other for it. */
export const givesUpWrongHandshake: Check = (view) => {
  const asked = visits(view).filter(({ answer }) => answer !== undefined);
  const wrong = asked.filter(
    ({ answer }) => answer?.entry.status !== 101 || answer.entry.headers['sec-websocket-accept'] !== undefined,
  );
  const after = view.facts.filter(isOf('frame')).find(({ entry }) => entry.problem === AFTER_REFUSAL);
  if (after !== undefined) {
    const refs = [...wrong.flatMap(({ answer }) => (answer === undefined ? [] : [answer.ref])), after.ref];
    const message = 'a server whose answer is no opening handshake is talked to';
    return violation('goes-on-after-refusal', message, 'the end of the connection', 'a WebSocket frame', refs);
  }
  const goesOn = wrong.find(({ said }) => said.length > 0);
  if (goesOn !== undefined) {
    const refs = refsOf([goesOn.answer, goesOn.said[0]]);
    return violation(
      'goes-on-after-refusal',
      'a server whose answer is no opening handshake is talked to',
      'the end of the connection',
      show(goesOn.said[0]?.entry.text),
      refs,
    );
  }
  const taken = asked.find((visit) => visit.established !== undefined);
  if (wrong.length === 0 || taken === undefined) return notProvoked(view);
  return pass([...wrong, taken].flatMap(({ answer, established }) => refsOf([answer, established])));
};
