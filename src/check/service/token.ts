import { show } from '../every-message.ts';
import { marks } from '../marks.ts';
import { pass, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { visits } from './views/visits.ts';
import { notProvoked } from './views/waited.ts';

/** The runs of the connection process while this scenario was driven: without one, that an endpoint was not contacted proves nothing. */
const runs = (view: View) => marks(view, 'tick');

/** TLS-001: the service asks for nothing without TLS, even of an endpoint that speaks nothing else. */
export const speaksTlsOnly: Check = (view) => {
  const tried = visits(view);
  const plain = tried.find(({ request }) => request?.entry.isSecure === false);
  if (plain?.request !== undefined) {
    return violation(
      'plain-http',
      'an HTTP request comes without TLS',
      'a TLS handshake, or nothing',
      show(plain.request.entry.target),
      [plain.accepted.ref, plain.request.ref],
    );
  }
  const [tick] = runs(view);
  return tried.length === 0 || tick === undefined
    ? notProvoked(view)
    : pass([...tried.map(({ accepted }) => accepted.ref), tick.ref]);
};

/** TLS-010: the token is never sent outside TLS, in whatever form. */
export const keepsTokenInTls: Check = (view) => {
  const tried = visits(view);
  for (const { accepted, request, connects, token } of tried) {
    if (request === undefined || request.entry.isSecure) continue;
    const { target, headers, body } = request.entry;
    const bare = [target, ...Object.values(headers), body].find((text) => text.includes(token.slice(0, -1)));
    const text = connects[0]?.entry.text ?? bare;
    if (text === undefined) continue;
    const refs = [accepted.ref, request.ref, ...connects.slice(0, 1).map(({ ref }) => ref)];
    return violation('token-in-plain', 'the token comes without TLS', 'no token outside TLS', show(text), refs);
  }
  const [tick] = runs(view);
  return tried.length === 0 || tick === undefined
    ? notProvoked(view)
    : pass([...tried.map(({ accepted }) => accepted.ref), tick.ref]);
};
