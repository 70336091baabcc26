import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { type ClientOptions, WebSocket } from 'ws';
import type { EntryBody } from '../../transcript/entry.ts';
import { codeOf } from '../dial.ts';

/** Four times the largest batch of the ladder; a candidate's own messages are far below. */
const MAX_PAYLOAD = 4 * 1024 * 1024;
/** A conforming message may come in any number of fragments; this many is an attack on our memory (reliability.md H19). */
const MAX_FRAGMENTS = 16 * 1024;
/** `ws` holds a socket this long after its Close; the drive's own wait for an answered Close is shorter or as long. */
const CLOSE_TIMEOUT_MS = 2_000;

/** Options of ws 8.23 that its types (8.18) do not know. */
interface UntypedOptions {
  readonly createConnection: () => TLSSocket;
  readonly maxFragments: number;
  readonly closeTimeout: number;
}

/**
 * Performs the opening handshake over a secured socket (RFC 6455 §4.1) and tells what was sent and answered through `record`.
 * Gives the open WebSocket, or null; `opened` is called before any byte of it is read. The caller owns the deadline: when `signal` aborts, the attempt ends as silence.
 */
export function upgrade(
  url: string,
  secured: TLSSocket,
  signal: AbortSignal,
  record: (body: EntryBody) => void,
  opened: (socket: WebSocket, raw: TLSSocket) => void,
): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    const options: ClientOptions & UntypedOptions = {
      createConnection: () => secured,
      perMessageDeflate: false,
      maxPayload: MAX_PAYLOAD,
      maxFragments: MAX_FRAGMENTS,
      closeTimeout: CLOSE_TIMEOUT_MS,
      followRedirects: false,
      finishRequest: (request) => {
        const headers = Object.fromEntries(Object.entries(request.getHeaders()).map(([name, value]) => [name, String(value)]));
        record({ kind: 'upgrade', direction: 'sent', path: request.path, headers });
        request.end();
      },
    };
    const socket = new WebSocket(url, options);
    let response: IncomingMessage | null = null;
    let settled = false;
    const settle = (problem: string | null, detail: string) => {
      if (settled) return;
      settled = true;
      signal.removeEventListener('abort', abort);
      const headers = response === null ? {} : headersOf(response);
      record({ kind: 'upgrade', direction: 'received', status: response?.statusCode ?? null, headers, problem, detail });
      if (problem !== null) {
        socket.terminate();
        secured.destroy();
      }
      resolve(problem === null ? socket : null);
    };
    const abort = () => settle('silent', 'no answer to the upgrade within the time for opening a connection');
    // Never removed: `ws` emits an error when a connecting socket is terminated, and nobody else may be listening then.
    socket.on('error', (error) => settle(...problemOf(error)));
    socket.on('upgrade', (answer) => {
      response = answer;
    });
    socket.on('unexpected-response', (request, answer) => {
      response = answer;
      settle(...statusProblem(answer));
      request.destroy();
    });
    socket.on('open', () => {
      settle(null, 'open');
      opened(socket, secured);
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function statusProblem({ statusCode = 0, statusMessage, headers }: IncomingMessage): readonly [string, string] {
  const detail = `status ${statusCode}${statusMessage ? ` ${statusMessage}` : ''}`;
  if (statusCode >= 502 && statusCode <= 504) return ['unavailable', `the endpoint is unavailable: ${detail}`];
  if (statusCode >= 300 && statusCode < 400)
    return ['redirected', `a redirect to ${headers.location ?? 'nowhere'} instead of 101`];
  if (statusCode === 101) return ['no-upgrade-header', 'status 101 without Upgrade: websocket'];
  return ['refused', `${detail} instead of 101`];
}

function problemOf(error: Error): readonly [string, string] {
  const text = error.message;
  if (/Sec-WebSocket-Accept/.test(text)) return ['wrong-accept', 'Sec-WebSocket-Accept does not fit the key'];
  if (/subprotocol/.test(text)) return ['unoffered-subprotocol', 'a subprotocol that was not offered'];
  if (/Sec-WebSocket-Extensions/.test(text)) return ['unoffered-extension', 'an extension that was not offered'];
  if (/Upgrade header/.test(text)) return ['no-upgrade-header', 'status 101 without Upgrade: websocket'];
  const code = codeOf(error);
  if (code.startsWith('HPE_')) return ['not-http', `the answer to the upgrade is not HTTP (${code})`];
  if (/CERTIFICATE_REQUIRED/.test(code)) return ['client-certificate-wanted', 'the endpoint wants a client certificate'];
  return ['closed-without-answer', `the connection ended instead of an answer to the upgrade (${code})`];
}
