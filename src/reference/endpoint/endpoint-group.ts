import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { decode } from '../../protocol/codec.ts';
import type { Descriptor } from '../../protocol/descriptor-schema.ts';
import { type Authority, makeAuthority } from '../certificates.ts';
import { conformingSeams } from './conforming.ts';
import type { EndpointSeams, Outgoing, SeamName, SeamWrap, Session, Store, TimeScale } from './seams.ts';

export interface EndpointGroupOptions {
  /** Faults and variations, the innermost first; none for a conforming group. */
  readonly wraps?: readonly SeamWrap[];
  /** How fast time passes for delays of the application: 1 but in selftest. */
  readonly timeScale?: number;
  /** Host names of the endpoints, each unique (guide Table 2-3); default: localhost and 127.0.0.1. */
  readonly hosts?: readonly string[];
  readonly groupId?: string;
}

/** A running server group of a cloud application. */
export interface EndpointGroup {
  readonly descriptors: readonly Descriptor[];
  /** PEM of the authority that vouches for its certificates. */
  readonly ca: string;
  readonly store: Store;
  stop(): Promise<void>;
}

/** More than any batch that the suite sends. */
const MAX_PAYLOAD = 8 * 1024 * 1024;
/** Longer than 72 bytes, so that a hash that ignores the rest would be found out. */
const TOKEN_BYTES = 96;

/** Starts a group of endpoints on free ports of the loopback interface, with certificates of a throw-away authority. */
export async function startEndpointGroup(options: EndpointGroupOptions = {}): Promise<EndpointGroup> {
  const { wraps = [], timeScale = 1, hosts = ['localhost', '127.0.0.1'], groupId = 'GROUPID1' } = options;
  const scale: TimeScale = (milliseconds) => milliseconds * timeScale;
  const authority = await makeAuthority();
  const seams = wrapped(wraps, scale);
  const store: Store = { tokens: hosts.map(() => randomBytes(TOKEN_BYTES).toString('base64')), notifications: [] };
  let connections = 0;
  const nextConnection = () => {
    connections += 1;
    return connections;
  };
  const servers = await Promise.all(hosts.map((host, seat) => listen(host, seat, { seams, store, authority, nextConnection })));
  const descriptors = servers.map((server, index) => describe(server.server, hosts[index] ?? '', index, groupId, store));
  return {
    descriptors,
    ca: authority.pem,
    store,
    stop: async () => {
      await Promise.all(servers.map(stop));
    },
  };
}

function describe(server: Server, hostName: string, seat: number, groupId: string, { tokens }: Store): Descriptor {
  const { port } = server.address() as AddressInfo;
  return { token: tokens[seat] ?? '', priority: seat + 1, groupId, hostName, url: `wss://${hostName}:${port}/cfs/nbufacade` };
}

function wrapped(wraps: readonly SeamWrap[], scale: TimeScale): EndpointSeams {
  let seams: EndpointSeams = conformingSeams(() => seams);
  for (const wrap of wraps) {
    for (const name of Object.keys(wrap) as SeamName[]) seams = { ...seams, [name]: wrapOne(wrap, name, seams, scale) };
  }
  return seams;
}

function wrapOne<K extends SeamName>(wrap: SeamWrap, name: K, seams: EndpointSeams, scale: TimeScale): EndpointSeams[K] {
  return wrap[name]?.(seams[name], scale) ?? seams[name];
}

interface Listening {
  readonly server: Server;
  readonly open: ReadonlySet<Socket>;
}

interface Application {
  readonly seams: EndpointSeams;
  readonly store: Store;
  readonly authority: Authority;
  readonly nextConnection: () => number;
}

async function listen(host: string, seat: number, application: Application): Promise<Listening> {
  const { seams, store, authority, nextConnection } = application;
  const leaf = await authority.issue({ names: [host] });
  const server = createServer(seams.tls({ key: leaf.key, cert: leaf.cert }), (_request, response) => {
    response.writeHead(426, { upgrade: 'websocket', connection: 'upgrade' }).end();
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false, autoPong: false });
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('tlsClientError', () => {});
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('upgrade', (request, raw, head) => {
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
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { server, open };
}

function serve(
  socket: WebSocket,
  raw: Duplex,
  place: Pick<Session, 'seat' | 'connection'>,
  seams: EndpointSeams,
  store: Store,
): void {
  const session: Session = { ...place, established: false, store, wire: { socket, raw } };
  const send = (outgoing: readonly Outgoing[]) => {
    for (const { message, afterMs = 0, binary = false } of outgoing) {
      const go = () => {
        if (socket.readyState === socket.OPEN) seams.frame(seams.encode(message), binary, session.wire);
      };
      if (afterMs > 0) setTimeout(go, afterMs).unref();
      else go();
    }
  };
  socket.on('error', () => {});
  socket.on('ping', (payload: Buffer) => seams.ping(payload, session));
  socket.on('close', () => seams.close(session));
  socket.on('message', (data) => {
    const decoded = decode(String(data));
    if (decoded.kind === 'object') send(seams.answer(decoded.value, session));
  });
  send(seams.greet(session));
}

/** Upgraded sockets no longer belong to the HTTP server, which would wait for them for ever. */
function stop({ server, open }: Listening): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of open) socket.destroy();
  });
}
