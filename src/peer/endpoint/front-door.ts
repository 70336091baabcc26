import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Front } from '../../scenario/set.ts';
import type { Habits } from '../../scenario/stage.ts';
import { AFTER_REFUSAL, type EntryBody, FLOOD } from '../../transcript/entry.ts';
import { FrameTap } from '../frame-tap.ts';
import { StageError } from './stage-error.ts';

/** More than any message of a service: its batches are made of our own events. */
const MAX_PAYLOAD = 4 * 1024 * 1024;
const MAX_FRAGMENTS = 16 * 1024;
const CLOSE_TIMEOUT_MS = 2_000;
/** So many connections to one endpoint are an attack on our descriptors (reliability.md H47). */
const FLOOD_CONNECTIONS = 150;
/** Whoever has not asked for an upgrade by then is let go (reliability.md H45); ours. */
const OPENING_MS = 10_000;
/** How long we listen to whoever was refused. */
const HEARD_MS = 1_000;
/** So much of what came instead of TLS or HTTP is kept. */
const KEPT_NONSENSE = 1024;
/** The first byte of a TLS handshake record (RFC 8446 §5.1). */
const TLS_HANDSHAKE = 22;
/** Fits no key but by a chance of one in 2^160. */
const WRONG_ACCEPT = 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=';
/** `maxFragments` and `closeTimeout` are options of ws 8.23 that its types (8.18) do not know. */
const options = {
  noServer: true,
  autoPong: false,
  perMessageDeflate: false,
  maxPayload: MAX_PAYLOAD,
  maxFragments: MAX_FRAGMENTS,
  closeTimeout: CLOSE_TIMEOUT_MS,
};
/** What we tell a client that comes to a door of another kind. */
const REFUSED = 'HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

/** PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** One TCP connection as its owner follows it. */
export interface Visit {
  record(body: EntryBody): void;
  /** Called when the opening handshake is done, before any byte after it is read. */
  opened(socket: WebSocket, raw: Duplex): void;
}

/** What an endpoint decides about those who come. */
export interface Doorman {
  readonly front: () => Front;
  readonly upgrade: () => Habits['upgrade'];
  /** Where a redirect leads. */
  readonly elsewhere: () => string;
  /** Called for each TCP connection; the first entry of its connection is already due. */
  readonly visited: () => Visit;
  /** Called for each request, after it is recorded. */
  readonly knocked: () => void;
}

/** An endpoint that listens. */
export interface FrontDoor {
  readonly port: number;
  stop(): Promise<void>;
}

/** Listens on a free port of an address and takes those who come as the doorman says; everything up to the upgrade is recorded. */
export async function openFrontDoor(address: string, pair: KeyPair, doorman: Doorman): Promise<FrontDoor> {
  const open = new Set<Socket>();
  let visits = 0;
  let calls = 0;
  const nextCall = () => {
    calls += 1;
    return calls;
  };
  const server: Server = createTcpServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    visits += 1;
    if (visits <= FLOOD_CONNECTIONS) receive(socket, pair, doorman, nextCall);
    else {
      if (visits === FLOOD_CONNECTIONS + 1) turnAway(doorman, FLOOD);
      socket.resetAndDestroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new StageError(address, error.message)));
    server.listen(0, address, resolve);
  });
  const bound = server.address();
  return {
    port: bound !== null && typeof bound === 'object' ? bound.port : 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Recorded as a visit all the same: an attempt is an attempt. */
const turnAway = (doorman: Doorman, cause: string): void =>
  doorman.visited().record({ kind: 'tcp', direction: 'sent', event: 'ended', how: 'reset', cause });

function receive(socket: Socket, pair: KeyPair, doorman: Doorman, nextCall: () => number): void {
  const front = doorman.front();
  if (front === 'down') {
    turnAway(doorman, 'down');
    socket.resetAndDestroy();
    return;
  }
  const visit = doorman.visited();
  let upgraded = false;
  const late = setTimeout(() => {
    if (!upgraded) socket.destroy();
  }, OPENING_MS);
  socket.once('close', () => {
    clearTimeout(late);
    if (!upgraded) visit.record({ kind: 'tcp', direction: 'received', event: 'ended', how: 'fin' });
  });
  const serve = (stream: Duplex, isSecure: boolean, first?: Buffer) =>
    serveHttp(stream, isSecure, first ?? null, doorman, visit, nextCall, () => {
      upgraded = true;
      clearTimeout(late);
    });
  socket.once('data', (first: Buffer) => {
    socket.pause();
    socket.unshift(first);
    if (first[0] !== TLS_HANDSHAKE) serve(socket, false, first);
    else if (front === 'tls') secured(socket, pair, visit, serve);
    else socket.destroy();
    process.nextTick(() => socket.resume());
  });
}

const contexts = new WeakMap<KeyPair, SecureContext>();

/** Reading a key and a certificate costs as much as a handshake: it is done once. */
function contextOf(pair: KeyPair): SecureContext {
  const context = contexts.get(pair) ?? createSecureContext(pair);
  contexts.set(pair, context);
  return context;
}

/** A stream for each connection, without a TLS server between: its events then belong to this one and no other. */
function secured(socket: Socket, pair: KeyPair, visit: Visit, serve: (stream: Duplex, isSecure: boolean) => void): void {
  const stream = new TLSSocket(socket, { isServer: true, secureContext: contextOf(pair) });
  const shaken = { kind: 'tls', direction: 'received', problem: null, certificate: null } as const;
  let detail = 'the connection ended within the handshake';
  let isSecured = false;
  stream.on('secure', () => {
    isSecured = true;
    visit.record({ ...shaken, event: 'secured', protocol: stream.getProtocol(), detail: '' });
    serve(stream, true);
  });
  for (const event of ['error', '_tlsError']) {
    stream.on(event, (error: NodeJS.ErrnoException) => {
      detail = error.code ?? error.message;
    });
  }
  stream.on('close', () => {
    if (!isSecured) visit.record({ ...shaken, event: 'failed', protocol: null, detail });
    socket.destroy();
  });
}

function serveHttp(
  stream: Duplex,
  isSecure: boolean,
  /** What came first, where it came without TLS. */
  plain: Buffer | null,
  doorman: Doorman,
  visit: Visit,
  nextCall: () => number,
  upgraded: () => void,
): void {
  const server = createHttpServer();
  const asked = (request: IncomingMessage): number => {
    const call = nextCall();
    visit.record({
      kind: 'http',
      direction: 'received',
      server: 'endpoint',
      call,
      isSecure,
      method: request.method ?? '',
      target: request.url ?? '',
      version: request.httpVersion,
      headers: headersOf(request),
      body: '',
    });
    doorman.knocked();
    return call;
  };
  const told = (call: number, status: number, headers: Readonly<Record<string, string>> = {}) =>
    visit.record({ kind: 'http', direction: 'sent', server: 'endpoint', call, status, headers, body: '' });
  server.on('request', (request, response) => {
    told(asked(request), 426);
    response.writeHead(426, { upgrade: 'websocket', connection: 'close' }).end();
  });
  server.on('clientError', (error: NodeJS.ErrnoException, raw) => {
    const nothing = { method: '', target: '', version: '', headers: {} };
    const body = plain === null ? (error.code ?? error.message) : plain.subarray(0, KEPT_NONSENSE).toString('latin1');
    visit.record({ kind: 'http', direction: 'received', server: 'endpoint', call: nextCall(), isSecure, ...nothing, body });
    raw.destroy();
  });
  server.on('upgrade', (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    raw.on('error', () => {});
    const call = asked(request);
    if (!isSecure && doorman.front() !== 'plain') {
      told(call, 400);
      raw.end(REFUSED);
      return;
    }
    const habit = doorman.upgrade();
    const answer = answers(doorman.elsewhere())[habit];
    if (answer !== null) {
      told(call, answer.status, answer.headers);
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`);
      raw.write(`HTTP/1.1 ${answer.status} Elsewhere\r\n${lines.join('')}\r\n`);
      hearOut(raw, visit);
      return;
    }
    const sockets = new WebSocketServer(options);
    sockets.on('headers', (lines: string[]) => {
      if (habit !== 'wrong-accept') return;
      lines.splice(
        0,
        lines.length,
        ...lines.filter((line) => !/^sec-websocket-accept/i.test(line)),
        `Sec-WebSocket-Accept: ${WRONG_ACCEPT}`,
      );
    });
    sockets.on('wsClientError', (_error, socket: Duplex) => {
      told(call, 400);
      socket.end(REFUSED);
    });
    sockets.handleUpgrade(request, raw, head, (socket) => {
      told(call, 101, habit === 'wrong-accept' ? { 'sec-websocket-accept': WRONG_ACCEPT } : {});
      upgraded();
      visit.opened(socket, raw);
    });
  });
  server.emit('connection', stream);
}

/** Whoever goes on by frames after such an answer is heard for a while: that he does, not what he says. */
function hearOut(raw: Duplex, visit: Visit): void {
  const tap = new FrameTap();
  let heard = false;
  raw.on('data', (piece: Buffer) => {
    const [frame] = tap.push(piece);
    if (frame === undefined || heard) return;
    heard = true;
    visit.record({ kind: 'frame', direction: 'received', frame: frame.header, problem: AFTER_REFUSAL });
  });
  const over = setTimeout(() => raw.end(), HEARD_MS);
  raw.on('close', () => clearTimeout(over));
}

/** The answers that end the handshake; null where it is taken. */
const answers = (elsewhere: string) =>
  ({
    take: null,
    'wrong-accept': null,
    'not-found': { status: 404, headers: { 'content-length': '0', connection: 'close' } },
    redirect: { status: 307, headers: { location: elsewhere, 'content-length': '0', connection: 'close' } },
  }) as const;

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
