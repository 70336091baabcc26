import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AFTER_REFUSAL } from '../../transcript/entry.ts';
import { FrameTap } from '../frame-tap.ts';
import type { Doorman, IncomingConnection } from './doorman.ts';

/** More than any message of a service: its batches are made of our own events. */
const MAX_PAYLOAD = 4 * 1024 * 1024;
const MAX_FRAGMENTS = 16 * 1024;
const CLOSE_TIMEOUT_MS = 2_000;
/** How long we listen to whoever was refused. */
const HEARD_MS = 1_000;
/** So much of what came instead of TLS or HTTP is kept. */
const KEPT_NONSENSE = 1024;
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

/** Takes the opening handshake on a stream, or answers as the doorman says; what comes instead of one is recorded too (RFC 6455 §4.2). */
export function serveHttp(
  stream: Duplex,
  isSecure: boolean,
  /** What came first, where it came without TLS. */
  plain: Buffer | null,
  doorman: Doorman,
  visit: IncomingConnection,
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
function hearOut(raw: Duplex, visit: IncomingConnection): void {
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
