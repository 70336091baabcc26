import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, isIP, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Authority } from '../certificates.ts';
import type { EndpointSeams, EndpointSession, Outgoing, Store } from './seams.ts';

/** More than any batch that the suite sends. */
const MAX_PAYLOAD = 8 * 1024 * 1024;

/** One endpoint of a group, listening. */
export interface Listening {
  readonly server: Server;
  stop(): Promise<void>;
}

/** What the endpoints of a group have in common. */
export interface Application {
  readonly seams: EndpointSeams;
  readonly store: Store;
  readonly authority: Authority;
  readonly nextConnection: () => number;
  /** True where descriptors are handed out by URL too. */
  readonly byUrl: boolean;
}

/** Listens for wss on a free port of the loopback interface, with a certificate for the host that the descriptor names. */
export async function listenForEndpoints(host: string, seat: number, application: Application): Promise<Listening> {
  const { seams, store, authority, nextConnection, byUrl } = application;
  const leaf = await authority.issue({ names: [host] });
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { status, headers, body } = seams.page(request.url ?? '', byUrl ? (store.texts[seat] ?? null) : null);
    response.writeHead(status, headers).end(body);
  };
  const { inTurn, ...options } = await seams.tls({ key: leaf.key, cert: leaf.cert }, authority);
  const secure = createHttpsServer(options, answer);
  let handshakes = 0;
  const plain = createHttpServer(answer);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false, autoPong: false });
  const upgraded = (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    raw.on('error', () => {});
    const decision = seams.upgrade(request, store);
    if (!decision.accept) {
      const lines = Object.entries(decision.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
      raw.end(`HTTP/1.1 ${decision.status} Refused\r\n${lines.join('')}content-length: 0\r\n\r\n`);
      return;
    }
    // One that ended in a failed handshake would still be waiting.
    sockets.removeAllListeners('headers').once('headers', (headers: string[]) => headers.push(...(decision.headers ?? [])));
    sockets.handleUpgrade(request, raw, head, (socket) => {
      serve(socket, raw, { seat, connection: nextConnection() }, seams, store);
    });
  };
  secure.on('tlsClientError', () => {});
  for (const server of [secure, plain]) {
    server.on('clientError', (_error, socket) => socket.destroy());
    server.on('upgrade', upgraded);
  }
  const ways = {
    secure: (socket: Socket) => {
      if (inTurn !== undefined) secure.setSecureContext({ ...options, ...inTurn[handshakes % inTurn.length] });
      handshakes += 1;
      secure.emit('connection', socket);
    },
    plain: (socket: Socket) => void plain.emit('connection', socket),
  };
  const open = new Set<Socket>();
  const server = createTcpServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    seams.accept(socket, ways);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, isIP(host) === 0 ? '127.0.0.1' : host, resolve);
  });
  return { server, stop: () => stop(server, open) };
}

function serve(
  socket: WebSocket,
  raw: Duplex,
  place: Pick<EndpointSession, 'seat' | 'connection'>,
  seams: EndpointSeams,
  store: Store,
): void {
  const send = (outgoing: readonly Outgoing[]) => {
    for (const { message, afterMs = 0, binary = false } of outgoing) {
      const go = () =>
        attempt(() => {
          if (socket.readyState === socket.OPEN) seams.frame(seams.encode(message), binary, session.wire);
        });
      if (afterMs > 0) setTimeout(go, afterMs).unref();
      else go();
    }
  };
  const session: EndpointSession = { ...place, established: false, store, wire: { socket, raw }, send };
  store.latest = session;
  socket.on('error', () => {});
  socket.on('ping', (payload: Buffer) => seams.ping(payload, session));
  socket.on('close', () => {
    store.pending = store.pending.filter(({ connection }) => connection !== session.connection);
    seams.close(session);
  });
  socket.on('message', (data) => {
    attempt(() => {
      const message = seams.read(String(data), session);
      send(message === null ? seams.undecodable(String(data), session) : seams.answer(message, session));
    });
  });
  send(seams.greet(session));
}

/** An application that fails at a message says nothing to it and goes on, as most frameworks see to. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Deliberately nothing: what it did not say is what is judged.
  }
}

/** Upgraded sockets no longer belong to the HTTP server, which would wait for them for ever. */
function stop(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of open) socket.destroy();
  });
}
