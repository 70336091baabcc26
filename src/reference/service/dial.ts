import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';
import type { Installation } from './installation.ts';
import type { HostAndPort, ServiceTransport } from './seams.ts';
import type { Registered } from './session.ts';

/** The host and port of a wss URL. */
export function hostAndPortOf(url: string): HostAndPort {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
}

/** Opens TCP and makes it secure before a byte of HTTP is sent; rejects where that fails, or when `signal` aborts. */
export async function dial(endpoint: Registered, installation: Installation, signal: AbortSignal): Promise<Socket> {
  const { seams, ca } = installation;
  const target = seams.target(endpoint);
  let tcp = await openTcp(target, signal);
  const ways: ServiceTransport = {
    endpoint,
    tls: (socket) => openTls(socket, seams.tls(tlsOptions(target, ca), endpoint), signal),
    plain: async (socket) => socket,
    again: async () => {
      tcp.destroy();
      tcp = await openTcp(target, signal);
      return tcp;
    },
  };
  try {
    return await seams.secure(tcp, ways);
  } catch (error) {
    tcp.destroy();
    throw error;
  }
}

/** The certificate must be vouched for by the only anchor, be valid now and name the host (RFC 2818 §3.1). */
const tlsOptions = ({ host }: HostAndPort, ca: string): ConnectionOptions => ({
  ca,
  host,
  // Server names are names: an address is not sent (RFC 6066 §3).
  ...(isIP(host) === 0 ? { servername: host } : {}),
  minVersion: 'TLSv1.2',
  rejectUnauthorized: true,
});

function openTcp({ host, port }: HostAndPort, signal: AbortSignal): Promise<Socket> {
  return opened(connectTcp({ host, port, noDelay: true }), 'connect', signal);
}

function openTls(socket: Socket, options: ConnectionOptions, signal: AbortSignal): Promise<Socket> {
  return opened(connectTls({ ...options, secureContext: contextOf(options), socket }), 'secureConnect', signal);
}

let known: { readonly by: string; readonly context: SecureContext } | undefined;

/** Reading the trust anchor costs as much as a handshake: it is done once. */
function contextOf(options: ConnectionOptions): SecureContext {
  const { ca, minVersion, maxVersion } = options;
  const by = [ca, minVersion, maxVersion].join();
  if (known?.by !== by) known = { by, context: createSecureContext(options) };
  return known.context;
}

async function opened<S extends Socket>(socket: S, event: string, signal: AbortSignal): Promise<S> {
  // Whatever comes later is told by the end of the connection.
  socket.on('error', () => {});
  try {
    await once(socket, event, { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
