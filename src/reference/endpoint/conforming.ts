import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { isObject, member } from '../../protocol/codec.ts';
import { commandMediaType } from '../../protocol/command-media-type.ts';
import type { CommandOrder } from '../../protocol/command-order.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import { commandRequest } from './command-request.ts';
import type { EndpointSeams, EndpointSession, Json, Outgoing } from './seams.ts';

/** Longer than 72 bytes, so that a hash that ignores the rest would be found out. */
const TOKEN_BYTES = 96;

/** Where a seat hands out its descriptor, if it does. */
export const DESCRIPTOR_PATH = '/cfs/descriptor';

/** The answer under the id of its request, stamped now (guide §1.4). */
export function responseTo(request: Json, payload: unknown): Json {
  return {
    version: '1.0',
    id: request.id,
    type: request.type,
    subType: 'RESPONSE',
    timeStamp: Math.floor(Date.now() / 1000),
    payload,
  };
}

function sameToken(presented: unknown, token: string): boolean {
  if (typeof presented !== 'string') return false;
  const [a, b] = [Buffer.from(presented), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The seams of an application that does everything as the guide has it; `token` decides what `answer` says to a CONNECT. */
export function conformingSeams(self: () => EndpointSeams): EndpointSeams {
  return {
    mint: () => randomBytes(TOKEN_BYTES).toString('base64'),
    describe: (descriptor) => JSON.stringify(descriptor, null, 2),
    accept: (socket, { secure }) => secure(socket),
    tls: (options) => options,
    page: (path, descriptor) =>
      path === DESCRIPTOR_PATH && descriptor !== null
        ? { status: 200, headers: { 'content-type': 'application/json' }, body: descriptor }
        : { status: 426, headers: { upgrade: 'websocket', connection: 'upgrade' }, body: '' },
    upgrade: () => ({ accept: true }),
    greet: () => [],
    token: (presented, { seat, store }) => sameToken(presented, store.tokens[seat] ?? ''),
    answer: (request, session) => answer(request, session, self()),
    read,
    undecodable: () => [],
    encode: (message) => JSON.stringify(message),
    frame: (text, binary, { socket }) => socket.send(text, { binary }),
    ping: (payload, { wire }) => wire.socket.pong(payload),
    ask,
    command: (order) => commandRequest(randomUUID().toUpperCase(), order),
    correlate: (response, pending) => pending.findIndex(({ id }) => id === response['id']),
    hangUp: ({ wire }) => wire.socket.close(1000),
    close: () => {},
  };
}

function answer(request: Json, session: EndpointSession, self: EndpointSeams): readonly Outgoing[] {
  if (request.type === 'COMMAND' && request.subType === 'RESPONSE') settle(request, session, self);
  if (request.subType !== 'REQUEST') return [];
  if (request.type === 'CONNECT') {
    session.established = self.token(member(request.payload, 'token'), session);
    return [{ message: responseTo(request, { valid: session.established }) }];
  }
  if (request.type === 'NOTIFICATION' && session.established) {
    session.store.notifications.push(String(request.id));
    // What the application asks by itself follows its first news, and is no part of the answer to it.
    setImmediate(() => session.send(asked(null, session, self)));
    return [{ message: responseTo(request, []) }];
  }
  return [];
}

function settle(response: Json, { store }: EndpointSession, { correlate }: EndpointSeams): void {
  const index = correlate(response, store.pending);
  const [command] = index < 0 ? [] : store.pending.splice(index, 1);
  command?.resolve(response['payload']);
}

/** Logs in, once, and then reads what it is there for with the token that it was given (guide §1.7.2). */
function ask(answer: Json | null, { store }: EndpointSession): readonly CommandOrder[] {
  const json = { 'Content-Type': commandMediaType(store.edition) };
  if (answer === null) {
    if (store.hasAsked) return [];
    store.hasAsked = true;
    const parameters = JSON.stringify({
      domainType: 'vx',
      domainName: 'backup.example',
      userName: 'app',
      password: 'not-a-secret',
    });
    return [{ uri: '/netbackup/login', method: 'POST', headers: json, parameters }];
  }
  const token = member(parsedJson(String(answer['body'])), 'token');
  if (typeof token !== 'string') return [];
  return [{ uri: '/netbackup/config/servers/vmservers', method: 'GET', headers: { ...json, Authorization: token } }];
}

function read(text: string): Json | null {
  const value = parsedJson(text);
  return isObject(value) ? value : null;
}

/** The commands for what the application asks by itself; their answers lead to the next ones. */
function asked(answer: Json | null, session: EndpointSession, self: EndpointSeams): readonly Outgoing[] {
  return self.ask(answer, session).map((order) => {
    const message = self.command(order, session);
    const resolve = (payload: unknown) => session.send(asked(Object(payload) as Json, session, self));
    session.store.pending.push({ id: String(message['id']), connection: session.connection, resolve });
    return { message };
  });
}
