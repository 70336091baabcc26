import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { FLOOD } from '../../transcript/entry.ts';
import type { Doorman, IncomingConnection, KeyPair } from './doorman.ts';
import { serveHttp } from './opening-handshake.ts';
import { StageError } from './stage-error.ts';

/** So many connections to one endpoint are an attack on our descriptors (reliability.md H47). */
const FLOOD_CONNECTIONS = 150;
/** Whoever has not asked for an upgrade by then is let go (reliability.md H45); ours. */
const OPENING_MS = 10_000;
/** The first byte of a TLS handshake record (RFC 8446 §5.1). */
const TLS_HANDSHAKE = 22;

/** An endpoint that listens. */
export interface FrontDoor {
  readonly port: number;
  /** Cuts whatever has not come to an opening handshake. */
  hangUp(): void;
  stop(): Promise<void>;
}

/** Listens on a free port of an address and takes those who come as the doorman says; everything up to the upgrade is recorded. */
export async function openFrontDoor(address: string, doorman: Doorman): Promise<FrontDoor> {
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
    if (visits <= FLOOD_CONNECTIONS) receive(socket, doorman, nextCall);
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
    hangUp: () => {
      for (const socket of open) cut(socket, 'down');
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) cut(socket, 'teardown');
      }),
  };
}

/** Why we ended a connection: that the candidate did is evidence, and must not be taken from what we did. */
const ownCuts = new WeakMap<Socket, string>();

function cut(socket: Socket, cause: string): void {
  ownCuts.set(socket, cause);
  socket.destroy();
}

/** Recorded as a visit all the same: an attempt is an attempt. */
const turnAway = (doorman: Doorman, cause: string): void =>
  doorman.visited().record({ kind: 'tcp', direction: 'sent', event: 'ended', how: 'reset', cause });

function receive(socket: Socket, doorman: Doorman, nextCall: () => number): void {
  const front = doorman.front();
  if (front === 'down') {
    turnAway(doorman, 'down');
    socket.resetAndDestroy();
    return;
  }
  const visit = doorman.visited();
  let upgraded = false;
  const late = setTimeout(() => {
    if (!upgraded) cut(socket, 'late');
  }, OPENING_MS);
  socket.once('close', () => {
    clearTimeout(late);
    const cause = ownCuts.get(socket);
    if (upgraded) return;
    if (cause === undefined) visit.record({ kind: 'tcp', direction: 'received', event: 'ended', how: 'fin' });
    else visit.record({ kind: 'tcp', direction: 'sent', event: 'ended', how: 'fin', cause });
  });
  // Who is mute takes what comes and says nothing.
  if (front === 'mute') {
    socket.resume();
    return;
  }
  const serve = (stream: Duplex, isSecure: boolean, first?: Buffer) =>
    serveHttp(stream, isSecure, first ?? null, doorman, visit, nextCall, () => {
      upgraded = true;
      clearTimeout(late);
    });
  socket.once('data', (first: Buffer) => {
    socket.pause();
    socket.unshift(first);
    if (first[0] !== TLS_HANDSHAKE) serve(socket, false, first);
    else if (front === 'tls') secured(socket, visit, serve);
    else cut(socket, 'no TLS here');
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
function secured(socket: Socket, visit: IncomingConnection, serve: (stream: Duplex, isSecure: boolean) => void): void {
  const stream = new TLSSocket(socket, { isServer: true, secureContext: contextOf(visit.pair) });
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
