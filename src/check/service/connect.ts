import { AFTER_REFUSAL, TICK } from '../../transcript/entry.ts';
import { show } from '../every-message.ts';
import { isOf, objectOf } from '../fact.ts';
import { type Observation, type Outcome, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { deliveries, raised } from './deliveries.ts';
import { isMessage, type Visit, visits } from './visits.ts';
import { inVain, missed, notProvoked, timed, waitsFor } from './waited.ts';

/** CON-001: the service opens the connection to the endpoint that listens. */
export const reachesEndpoint: Check = (view) => {
  const [first] = visits(view);
  if (first !== undefined) return pass([first.accepted.ref]);
  return missed(view, inVain(view), {
    reason: 'not-reached',
    message: 'an endpoint whose descriptor lies in the folder is not connected to',
    expected: 'a connection',
    evidence: [],
  });
};

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

/** CON-034, its first half: the opening handshake is one (RFC 6455 §4.1). */
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

/** CON-034, its second half: a server whose answer is no handshake is given up, and nobody else gets the token for it. */
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
    const refs = [goesOn.answer, goesOn.said[0]].flatMap((fact) => (fact === undefined ? [] : [fact.ref]));
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
  return pass(
    [...wrong, taken].flatMap(({ answer, established }) =>
      [answer, established].flatMap((fact) => (fact === undefined ? [] : [fact.ref])),
    ),
  );
};

/** CON-034, on a redirect: it leads nowhere. */
export const followsNoRedirect: Check = (view) => {
  const [redirected, elsewhere] = [1, 2].map((place) => visits(view).filter((visit) => visit.place === place));
  const led = elsewhere?.find(({ request }) => request?.entry.target.includes('redirected') === true);
  const told = redirected?.filter(({ answer }) => answer?.entry.status === 307) ?? [];
  if (told.length === 0) return notProvoked(view);
  if (led?.request !== undefined)
    return violation(
      'follows-a-redirect',
      'a redirect instead of a handshake is followed',
      'the end of the attempt',
      show(led.request.entry.target),
      [...told.map(({ accepted }) => accepted.ref), led.request.ref],
    );
  const taken = redirected?.find(({ established }) => established !== undefined);
  return taken?.established === undefined
    ? notProvoked(view)
    : pass([...told.flatMap(({ answer }) => (answer === undefined ? [] : [answer.ref])), taken.established.ref]);
};

/** CON-004: the first message on each connection is a CONNECT REQUEST. */
export const connectsFirst: Check = (view) => {
  const spoken = visits(view).filter(({ said }) => said.length > 0);
  const other = spoken.find(({ said: [first] }) => first !== undefined && !isMessage(first, 'CONNECT', 'REQUEST'));
  const refs = (visit: Visit) => visit.said.slice(0, 1).map(({ ref }) => ref);
  if (other !== undefined) {
    const [first] = other.said;
    const actual = `${String(first?.claim.type)} ${String(first?.claim.subType)}`;
    return violation(
      'not-connect-first',
      'the first message of a connection is no CONNECT REQUEST',
      'CONNECT REQUEST',
      actual,
      refs(other),
    );
  }
  if (spoken.length > 0) return pass(spoken.flatMap(refs));
  const silent = visits(view).find(({ answer }) => answer?.entry.status === 101);
  if (silent === undefined) return notProvoked(view);
  return missed(view, inVain(view), {
    reason: 'nothing-said',
    message: 'no CONNECT REQUEST comes on an open connection',
    expected: 'a CONNECT REQUEST',
    evidence: [silent.accepted.ref],
  });
};

/** CON-011: after `valid:true` operations proceed, which a notification shows. */
export const proceeds: Check = (view) => {
  const established = visits(view).flatMap((visit) => (visit.established === undefined ? [] : [visit.established]));
  const [shown] = deliveries(view);
  const [event] = raised(view);
  if (established.length === 0) return notProvoked(view);
  if (shown !== undefined && event !== undefined)
    return pass([...established.map(({ ref }) => ref), event.fact.ref, shown.request.ref]);
  return missed(view, waitsFor(view, 'notification').at(-1), {
    reason: 'nothing-delivered',
    message: 'a connection is established, and no notification of an event comes on it',
    expected: 'a NOTIFICATION REQUEST',
    evidence: established.map(({ ref }) => ref),
  });
};

/** CON-012: after `valid:false` the service ends the connection. */
export const closesWhenRefused: Check = (view) => {
  const refused = visits(view).filter((visit) => visit.refused !== undefined);
  const [first] = refused;
  if (first?.refused === undefined) return notProvoked(view);
  const stays = refused.find(({ end }) => end === undefined || end.entry.direction === 'sent');
  if (stays?.refused === undefined) {
    return pass(
      refused.flatMap(({ refused: said, end }) => [said, end].flatMap((fact) => (fact === undefined ? [] : [fact.ref]))),
    );
  }
  return missed(view, waitsFor(view, 'end of connection').at(-1), {
    reason: 'stays-after-refusal',
    message: 'the connection goes on after valid:false',
    expected: 'its end',
    evidence: [stays.refused.ref],
  });
};

/** A NOTIFICATION REQUEST that came on a connection before our `valid:true`. */
export function earlyNotification(view: View): Outcome | undefined {
  for (const { said, connects, accepted, established, perhaps } of visits(view)) {
    const since = Math.min(...[established, perhaps].map((answer) => answer?.entry.at ?? Number.POSITIVE_INFINITY));
    const early = said.find((message) => message.claim.type === 'NOTIFICATION' && message.entry.at < since);
    if (early === undefined) continue;
    const refs = [connects[0]?.ref ?? accepted.ref, early.ref];
    const message = 'a NOTIFICATION REQUEST comes before valid:true';
    return violation('notified-before-valid', message, 'nothing until then', 'a NOTIFICATION REQUEST', refs);
  }
  return undefined;
}

/**
 * Nothing is sent on a connection that no `valid:true` has established, although an event waits to be told (CON-013, CON-015,
 * MSG-026); that it could have been seen is shown by what comes once one has.
 */
export const waitsForValid: Check = (view) => {
  const early = earlyNotification(view);
  if (early !== undefined) return early;
  const [event] = raised(view);
  const window = waitsFor(view, 'quiet').find(({ entry }) => entry.outcome === 'expired');
  if (event === undefined || window === undefined) return notProvoked(view);
  const watched = visits(view)
    .flatMap(({ connects }) => connects)
    .findLast(({ entry }) => entry.at < window.entry.at);
  const shown = deliveries(view).find(({ at }) => at > window.entry.at);
  if (watched === undefined) return notProvoked(view);
  if (shown === undefined)
    return untestable('not-shown', 'no notification came after valid:true either (CON-011 says so)', [window.ref]);
  return pass([watched.ref, event.fact.ref, window.ref, shown.request.ref]);
};

/** CON-031: a COMMAND that comes before `valid:true` makes no call. */
export const executesNothingEarly: Check = (view) => {
  const established = visits(view).find((visit) => visit.established !== undefined)?.established;
  const commands = view.messages.filter(
    (message) => message.entry.direction === 'sent' && isMessage(message, 'COMMAND', 'REQUEST'),
  );
  const calls = view.facts.filter(
    ({ entry }) => entry.kind === 'http' && entry.direction === 'received' && entry.server === 'api',
  );
  const [early, late] = [commands[0], commands.at(-1)];
  if (early === undefined || late === undefined || established === undefined || early === late) return notProvoked(view);
  const before = calls.find(({ entry }) => entry.at < established.entry.at);
  if (before !== undefined) {
    return violation(
      'executed-before-valid',
      'a COMMAND that came before valid:true is executed',
      'no call of the API',
      'a call',
      [early.ref, before.ref],
    );
  }
  const [shown] = calls;
  return shown === undefined
    ? untestable('not-shown', 'no COMMAND was executed after valid:true either', [early.ref, established.ref])
    : pass([early.ref, established.ref, late.ref, shown.ref]);
};

/** CON-019: an endpoint that is down is tried again at each run of the connection process, until it is up. */
export const triesAgain: Check = (view) => {
  const attempts = visits(view);
  const evidence = attempts.map(({ accepted }) => accepted.ref);
  const up = attempts.find(({ established }) => established !== undefined)?.established;
  if (attempts.length >= 3 && up !== undefined) return pass([...evidence, up.ref]);
  const message = 'an endpoint that is down is not tried again until it is up';
  return missed(view, inVain(view), { reason: 'not-tried-again', message, expected: 'an attempt', evidence });
};

/** More attempts than this in a run of the connection process are a loop: two, for a bare one or another address, and two more over all. */
const ATTEMPTS_PER_RUN = 2;
const MORE_ATTEMPTS = 2;

/** CON-032: an endpoint that is down, or that refused the token, is not tried more often than the connection process runs. */
export const triesInTime: Check = (view) => {
  const attempts = visits(view);
  const [first, last] = [attempts[0], attempts.at(-1)];
  const runs = view.facts.filter(isOf('mark')).filter(({ entry }) => entry.name === TICK);
  if (first === undefined || last === undefined || (attempts.length < 2 && runs.length < 2)) return notProvoked(view);
  const periodMs = view.profile.properties.connectionPeriodSeconds * 1000 * view.profile.timeScale;
  const lasted = last.accepted.entry.at - first.accepted.entry.at;
  const most = ATTEMPTS_PER_RUN * (Math.floor(lasted / periodMs) + 1) + MORE_ATTEMPTS;
  const refs = attempts.map(({ accepted }) => accepted.ref);
  // Whoever takes a pause after a refusal has not tried too often either.
  if (attempts.length <= most) return pass([...refs, ...runs.map(({ ref }) => ref)]);
  const seconds = (lasted / 1000).toFixed(1);
  return timed(
    'tried-too-often',
    'an endpoint is tried more often than the connection process runs',
    `at most ${most} attempts in ${seconds} s`,
    `${attempts.length}`,
    refs.slice(0, 6),
  );
};

/** CON-020 and KAL-009: a connection that was lost is set up again, with a CONNECT REQUEST, and works. */
export const comesBack: Check = (view) => {
  const lost = visits(view).filter(({ established, end }) => established !== undefined && end !== undefined);
  const [first] = lost;
  if (first?.end === undefined) return notProvoked(view);
  const { end } = first;
  const again = visits(view).filter(({ accepted, connects }) => accepted.entry.at > end.entry.at && connects.length > 0);
  if (again.length >= lost.length) {
    return pass([
      ...lost.flatMap((visit) => (visit.end === undefined ? [] : [visit.end.ref])),
      ...again.flatMap(({ connects }) => connects.slice(0, 1).map(({ ref }) => ref)),
    ]);
  }
  return missed(view, waitsFor(view, 'connection').at(-1), {
    reason: 'not-reconnected',
    message: 'a connection that was lost is not set up again',
    expected: 'a CONNECT REQUEST on a new connection',
    evidence: [(lost.at(-1)?.end ?? end).ref],
  });
};

/**
 * MSG-018, MSG-019, MSG-021: what an endpoint says is understood in other forms too: its `valid:true` established the connection, and
 * its acknowledgement counted, as the next event shows.
 */
export const understands =
  (place: number): Check =>
  (view) => {
    const own = visits(view).find((visit) => visit.place === place && visit.established !== undefined);
    if (own?.established === undefined) return notProvoked(view);
    const got = deliveries(view).filter(({ visit }) => visit.place === place);
    const [first] = got;
    if (first === undefined) {
      return missed(view, waitsFor(view, 'notification')[place - 1], {
        reason: 'answer-not-taken',
        message: 'a CONNECT RESPONSE in another form does not establish the connection',
        expected: 'a NOTIFICATION REQUEST',
        evidence: [own.established.ref],
      });
    }
    const ack = first.acknowledged;
    if (ack === undefined) return untestable('not-provoked', 'it was not acknowledged', [first.request.ref]);
    const later = got.filter(({ at }) => at > ack.entry.at);
    const again = later.find((delivery) =>
      delivery.entries.some(({ text }) => first.entries.some((entry) => entry.text === text)),
    );
    if (again !== undefined) {
      return violation(
        'acknowledgement-not-taken',
        'a NOTIFICATION RESPONSE in another form acknowledges nothing',
        'the next notification',
        'the same one again',
        [ack.ref, again.request.ref],
      );
    }
    const [next] = later;
    if (next !== undefined) return pass([own.established.ref, first.request.ref, ack.ref, next.request.ref]);
    return missed(view, waitsFor(view, 'notification').at(-1), {
      reason: 'acknowledgement-not-taken',
      message: 'after a NOTIFICATION RESPONSE in another form nothing new comes',
      expected: 'the next notification',
      evidence: [ack.ref],
    });
  };

/** What a service makes of `valid` as text or number (contracts.md §2: recorded only). */
export const validSpelling = (view: View): readonly Observation[] => {
  const told = view.messages.find(
    (message) =>
      message.entry.direction === 'sent' && message.entry.deviation !== undefined && isMessage(message, 'CONNECT', 'RESPONSE'),
  );
  if (told === undefined) return [];
  const got = deliveries(view).find(({ visit }) => visit.connection === told.connection && visit.established === undefined);
  const how = got === undefined ? 'does not establish the connection' : 'establishes the connection';
  return [
    {
      text: `a CONNECT RESPONSE with valid ${show((objectOf(told)?.['payload'] as { valid?: unknown } | undefined)?.valid)} ${how}`,
      evidence: [told.ref, ...(got === undefined ? [] : [got.request.ref])],
    },
  ];
};
