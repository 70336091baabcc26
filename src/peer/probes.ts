import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { codeOf, type Target } from './dial.ts';

/** Whether an endpoint took what it should refuse, null where we could not ask; and how that was seen. */
export interface ProbeAnswer {
  readonly taken: boolean | null;
  readonly detail: string;
}

const SILENT = 'nothing came back in the time that was waited';

/** Asks for an upgrade over bare TCP (RFC 6455 §4.1); the caller owns the deadline. Always ends the socket. */
export function askInPlain(socket: Socket, url: string, signal: AbortSignal): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    const { host, pathname, search } = new URL(url);
    const asking = request({
      createConnection: () => socket,
      path: `${pathname}${search}`,
      headers: {
        host,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
      },
    });
    const end = (taken: boolean, detail: string) => {
      signal.removeEventListener('abort', abort);
      asking.destroy();
      socket.destroy();
      resolve({ taken, detail });
    };
    const abort = () => end(false, SILENT);
    signal.addEventListener('abort', abort, { once: true });
    // Stays on: what is torn down below may still complain.
    asking.on('error', (error) => end(false, `refused (${codeOf(error)})`));
    asking.once('upgrade', ({ statusCode }) => end(statusCode === 101, `status ${statusCode} to an upgrade without TLS`));
    asking.once('response', ({ statusCode }) => end(statusCode === 101, `status ${statusCode} to an upgrade without TLS`));
    asking.end();
    if (signal.aborted) abort();
  });
}

/** Offers TLS 1.0 and 1.1 and nothing later (RFC 8996); the caller owns the deadline. Always ends the socket. */
export function offerOldTls(tcp: Socket, { host }: Target, signal: AbortSignal): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    const socket = connectTls({
      socket: tcp,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      // OpenSSL 3 offers these versions only where everything is allowed; what is spoken here is nothing but the handshake.
      ciphers: 'DEFAULT@SECLEVEL=0',
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    const end = (taken: boolean | null, detail: string) => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      tcp.destroy();
      resolve({ taken, detail });
    };
    const abort = () => end(false, SILENT);
    signal.addEventListener('abort', abort, { once: true });
    socket.on('error', (error) => {
      const code = codeOf(error);
      const isOurs = /NO_PROTOCOLS_AVAILABLE|NO_CIPHERS_AVAILABLE|NO_CIPHER_MATCH/.test(code);
      end(isOurs ? null : false, isOurs ? `this machine cannot offer TLS 1.0 and 1.1 (${code})` : `refused (${code})`);
    });
    socket.once('secureConnect', () => end(true, `a handshake with ${socket.getProtocol()} is done`));
    socket.once('end', () => end(false, 'the connection ended within the handshake'));
    if (signal.aborted) abort();
  });
}
