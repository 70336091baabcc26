import { groupBy } from '../../../protocol/group-by.ts';
import { show } from '../../every-message.ts';
import { pass, violation } from '../../outcome.ts';
import type { Check } from '../../view.ts';
import { trustsNobodyUnverified } from '../trust.ts';
import { visits } from '../views/visits.ts';

/** TLS-013: the token stands in no request target and in no header; the recorder has put its label in the place of each spelling. */
const tokenInConnectOnly: Check = (view) => {
  const asked = visits(view).flatMap(({ request, token }) =>
    request === undefined ? [] : [{ request, label: token.slice(1, -1) }],
  );
  if (asked.length === 0) return null;
  for (const { request, label } of asked) {
    const places = Object.entries({ 'the request target': request.entry.target, ...request.entry.headers });
    const place = places.find(([, text]) => text.includes(`⟦${label}`));
    if (place === undefined) continue;
    const message = 'the token stands in the opening handshake too';
    return violation('token-in-upgrade', message, 'the token in CONNECT alone', `${show(place[1])} in ${place[0]}`, [
      request.ref,
    ]);
  }
  return pass(asked.map(({ request }) => request.ref));
};

/** CON-034: each opening handshake has a key of its own (RFC 6455 §4.1). */
const ownKeys: Check = (view) => {
  const asked = visits(view).flatMap(({ request }) => {
    const key = request?.entry.headers['sec-websocket-key'];
    return request === undefined || key === undefined ? [] : [{ ref: request.ref, key }];
  });
  if (asked.length === 0) return null;
  for (const same of groupBy(asked, ({ key }) => key).values()) {
    const [first] = same;
    if (first === undefined || same.length < 2) continue;
    const refs = same.map(({ ref }) => ref);
    return violation(
      'key-reused',
      'two opening handshakes have the same Sec-WebSocket-Key',
      'a new one each time',
      first.key,
      refs,
    );
  }
  return pass(asked.map(({ ref }) => ref));
};

/** What holds over the opening handshakes of a service, by the requirement it belongs to. */
export const handshakeInvariants: Readonly<Record<string, Check>> = {
  'CON-034': ownKeys,
  'TLS-012': trustsNobodyUnverified,
  'TLS-013': tokenInConnectOnly,
};
