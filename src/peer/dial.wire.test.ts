import { createHash, X509Certificate } from 'node:crypto';
import dns from 'node:dns';
import { getEventListeners, once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, isIP, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Authority, type Leaf, type LeafRequest, makeAuthority } from '../reference/certificates.ts';
import type { EntryBody } from '../transcript/entry.ts';
import { Dialer, type Target, type Trust, targetOf } from './dial.ts';

const HOUR_MS = 3_600_000;
const never = new AbortController().signal;

let authority: Authority;
let stranger: Authority;
beforeAll(async () => {
  authority = await makeAuthority('Ours');
  stranger = await makeAuthority('A stranger');
});

const stops: (() => void)[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const stop of stops.splice(0)) stop();
});

async function listen(server: Server): Promise<Target> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => {});
  });
  stops.push(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

/** Lets the system resolve every name to these addresses: a bare machine may know none, not even localhost. */
function resolveTo(...addresses: readonly string[]): void {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  vi.spyOn(dns, 'lookup').mockImplementation(((_host: string, _options: object, done: (error: null, all: object) => void) =>
    done(null, found)) as typeof dns.lookup);
}

interface Secured {
  readonly target: Target;
  readonly leaf: Leaf;
  /** What came through TLS. */
  readonly bytes: Buffer[];
  readonly server: Server;
}

async function secureServer(
  request: Partial<LeafRequest> & { readonly by?: Authority } = {},
  options: TlsOptions = {},
): Promise<Secured> {
  const { by = authority, ...rest } = request;
  const leaf = await by.issue({ names: ['127.0.0.1', 'localhost'], ...rest });
  const bytes: Buffer[] = [];
  const server = createTlsServer({ key: leaf.key, cert: leaf.cert, ...options }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => bytes.push(chunk));
  });
  server.on('tlsClientError', () => {});
  return { target: await listen(server), leaf, bytes, server };
}

const pinOf = ({ cert }: Leaf): string => {
  const { publicKey } = new X509Certificate(cert);
  return `sha256:${createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')}`;
};

const trusting = (trust: Partial<Trust> = {}): Trust => ({
  ca: authority.pem,
  pin: null,
  insecure: false,
  publicOnly: new Set(),
  ...trust,
});

interface Dialled {
  readonly socket: TLSSocket | null;
  readonly entries: readonly EntryBody[];
  /** The last thing told. */
  readonly last: EntryBody | undefined;
}

async function dial(
  target: Target,
  trust: Trust = trusting(),
  signal = never,
  told: (body: EntryBody) => void = () => {},
): Promise<Dialled> {
  const entries: EntryBody[] = [];
  const socket = await new Dialer(trust).open(target, signal, (body) => {
    entries.push(body);
    told(body);
  });
  if (socket !== null) stops.push(() => socket.destroy());
  return { socket, entries, last: entries.at(-1) };
}

describe('opens a connection', () => {
  test('to a server whose certificate the given CA vouches for, and tells both layers in their order', async () => {
    const { target, leaf } = await secureServer();
    const { socket, entries } = await dial(target);

    expect(socket?.encrypted).toBe(true);
    expect(entries).toEqual([
      { kind: 'tcp', direction: 'local', event: 'connected', ...target, address: '127.0.0.1' },
      {
        kind: 'tls',
        direction: 'received',
        event: 'secured',
        protocol: 'TLSv1.3',
        problem: null,
        detail: 'verified',
        certificate: {
          subject: 'CN=127.0.0.1',
          issuer: 'CN=Ours',
          names: 'IP Address:127.0.0.1, DNS:localhost',
          validFrom: new Date(new X509Certificate(leaf.cert).validFrom).toISOString(),
          validTo: new Date(new X509Certificate(leaf.cert).validTo).toISOString(),
          spki: pinOf(leaf).slice('sha256:'.length),
        },
      },
    ]);
  });

  test('by host name, which it names to the server', async () => {
    const { target, server } = await secureServer({ names: ['app.example'] });
    resolveTo('127.0.0.1');
    const accepted = once(server, 'secureConnection') as Promise<[TLSSocket]>;
    const { last } = await dial({ ...target, host: 'app.example' });
    const [socket] = await accepted;

    expect(last).toMatchObject({ event: 'secured', problem: null });
    expect(socket).toHaveProperty('servername', 'app.example');
  });

  test('over TLS 1.2 where the server has nothing later', async () => {
    const { target } = await secureServer({}, { maxVersion: 'TLSv1.2' });

    expect((await dial(target)).last).toMatchObject({ event: 'secured', protocol: 'TLSv1.2', problem: null });
  });

  test('to a server whose key is pinned, whoever issued its certificate', async () => {
    const { target, leaf } = await secureServer({ by: stranger });

    for (const ca of [null, authority.pem]) {
      expect((await dial(target, trusting({ ca, pin: pinOf(leaf) }))).last).toMatchObject({
        event: 'secured',
        problem: null,
        detail: 'pinned',
      });
    }
  });

  test.each<[string, Partial<LeafRequest>]>([
    ['expired', { validFromMs: -2 * HOUR_MS, validToMs: -HOUR_MS }],
    ['for another host', { names: ['other.example'] }],
  ])('without verification where that is asked for, and says so (%s)', async (_name, request) => {
    const { target } = await secureServer({ by: stranger, ...request });
    const { socket, last } = await dial(target, trusting({ insecure: true }));

    expect(socket).not.toBeNull();
    expect(last).toMatchObject({ event: 'secured', problem: 'not-verified', detail: expect.stringContaining('--insecure') });
  });
});

describe('refuses a certificate', () => {
  const other = { names: ['other.example', '10.0.0.1'] };
  const expired = { validFromMs: -2 * HOUR_MS, validToMs: -HOUR_MS };
  const early = { validFromMs: HOUR_MS, validToMs: 2 * HOUR_MS };

  test.each([
    ['that has expired', expired, 'certificate-expired', /^it expired on /],
    ['that is not valid yet', early, 'certificate-not-yet-valid', /^it is valid only from /],
    ['for another host', other, 'certificate-other-name', /127\.0\.0\.1/],
  ] as const)('%s', async (_name, request, problem, detail) => {
    const { target } = await secureServer(request);

    for (const trust of [trusting(), trusting({ ca: null })]) {
      const { socket, last } = await dial(target, trust);

      expect(socket).toBeNull();
      expect(last).toMatchObject({ kind: 'tls', event: 'failed', problem, detail: expect.stringMatching(detail) });
    }
  });

  test.each([
    ['that has expired', expired, 'certificate-expired'],
    ['for another host', other, 'certificate-other-name'],
  ] as const)('%s though its key is pinned', async (_name, request, problem) => {
    const { target, leaf } = await secureServer(request);

    expect((await dial(target, trusting({ ca: null, pin: pinOf(leaf) }))).last).toMatchObject({ event: 'failed', problem });
  });

  test('whose key is not the pinned one though the CA vouches for it, and names its key', async () => {
    const { target, leaf } = await secureServer();
    const pin = pinOf(await authority.issue({ names: ['127.0.0.1'] }));
    const { socket, last } = await dial(target, trusting({ pin }));

    expect(socket).toBeNull();
    expect(last).toMatchObject({ event: 'failed', problem: 'certificate-not-pinned', detail: `its key is ${pinOf(leaf)}` });
  });

  test('for which the given CA does not vouch', async () => {
    const { target } = await secureServer({ by: stranger });
    const { socket, last } = await dial(target);

    expect(socket).toBeNull();
    expect(last).toMatchObject({ event: 'failed', problem: 'certificate-untrusted', certificate: { issuer: 'CN=A stranger' } });
  });

  test('of an issuer unknown to this system where no CA is given, and offers its pin', async () => {
    const { target, leaf } = await secureServer();
    const { socket, last } = await dial(target, trusting({ ca: null }));

    expect(socket).toBeNull();
    expect(last).toMatchObject({
      event: 'failed',
      problem: 'issuer-unknown',
      detail: expect.stringContaining(`--pin ${pinOf(leaf)}`),
    });
  });

  test('whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { target } = await secureServer({ by: stranger });

    expect((await dial(target)).socket).toBeNull();
  });

  test('before anything of HTTP is sent', async () => {
    const { target, bytes, server } = await secureServer({ by: stranger });
    const closed = once(server, 'connection').then(([tcp]) => once(tcp as Socket, 'close'));
    const { socket } = await dial(target);
    await closed;

    expect(socket).toBeNull();
    expect(Buffer.concat(bytes).toString()).toBe('');
  });

  test('but hands over a socket that carries bytes where it does not', async () => {
    const { target, bytes, server } = await secureServer();
    const accepted = once(server, 'secureConnection') as Promise<[TLSSocket]>;
    const { socket } = await dial(target);
    const [seen] = await accepted;
    socket?.end('GET / HTTP/1.1\r\n');
    if (!seen.readableEnded) await once(seen, 'end');

    expect(Buffer.concat(bytes).toString()).toBe('GET / HTTP/1.1\r\n');
  });
});

describe('tells why there is no TLS', () => {
  test('where the server speaks HTTP', async () => {
    const { socket, last } = await dial(await listen(createHttpServer()));

    expect(socket).toBeNull();
    expect(last).toMatchObject({ kind: 'tls', event: 'failed', problem: 'not-tls', protocol: null, certificate: null });
  });

  test('where the server greets in another protocol', async () => {
    const target = await listen(createTcpServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n')));

    expect((await dial(target)).last).toMatchObject({ event: 'failed', problem: 'not-tls' });
  });

  test('where the server has no TLS later than 1.1', async () => {
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const { target } = await secureServer({}, old);
    const { socket, last } = await dial(target);

    expect(socket).toBeNull();
    expect(last).toMatchObject({ event: 'failed', problem: 'protocol-too-old', certificate: null });
  });

  test('where no cipher is common to both', async () => {
    const { target } = await secureServer({}, { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA@SECLEVEL=0' });

    expect((await dial(target)).last).toMatchObject({ event: 'failed', problem: 'handshake-failed' });
  });

  test.each<[string, (socket: Socket) => void]>([
    ['ends the connection', (socket) => socket.end()],
    ['resets the connection', (socket) => socket.resetAndDestroy()],
  ])('where the server %s instead', async (_name, act) => {
    const target = await listen(createTcpServer((socket) => socket.once('data', () => act(socket))));

    expect((await dial(target)).last).toMatchObject({
      kind: 'tls',
      event: 'failed',
      problem: 'handshake-failed',
      certificate: null,
    });
  });

  test('where the server stays silent until the time is over', async () => {
    const over = new AbortController();
    let ended = Promise.resolve();
    const server = createTcpServer((socket) => {
      ended = once(socket, 'close').then(() => {});
      socket.once('data', () => over.abort());
    });
    const { socket, last } = await dial(await listen(server), trusting(), over.signal);
    // Nothing of ours may stay behind either.
    await ended;

    expect(socket).toBeNull();
    expect(last).toMatchObject({ kind: 'tls', event: 'failed', problem: 'handshake-silent', certificate: null });
  });

  test('where the time is over when TCP is connected', async () => {
    const over = new AbortController();
    const { target } = await secureServer();
    const { socket, entries } = await dial(target, trusting(), over.signal, () => over.abort());

    expect(socket).toBeNull();
    expect(entries).toMatchObject([
      { kind: 'tcp', event: 'connected' },
      { kind: 'tls', event: 'failed', problem: 'handshake-silent' },
    ]);
  });
});

describe('tells why there is no TCP', () => {
  test.each(['127.0.0.1', 'localhost'])('where the port is closed (%s)', async (host) => {
    const server = createTcpServer();
    const { port } = await listen(server);
    server.close();
    await once(server, 'close');
    if (host === 'localhost') resolveTo('127.0.0.1', '127.0.0.2');
    const { socket, entries } = await dial({ host, port });

    expect(socket).toBeNull();
    expect(entries).toEqual([{ kind: 'tcp', direction: 'local', event: 'failed', host, port, error: 'ECONNREFUSED' }]);
  });

  test('where the time is over before', async () => {
    const { target } = await secureServer();
    const { socket, entries } = await dial(target, trusting(), AbortSignal.abort());

    expect(socket).toBeNull();
    expect(entries).toEqual([{ kind: 'tcp', direction: 'local', event: 'failed', ...target, error: 'silent' }]);
  });
});

test('leaves no listener on the signal, whatever came of the attempt', async () => {
  const { target } = await secureServer();
  const { target: refused } = await secureServer({ by: stranger });
  const gone = createTcpServer();
  const closed = await listen(gone);
  gone.close();
  await once(gone, 'close');
  const { signal } = new AbortController();
  const http = await listen(createHttpServer());
  const during: number[] = [];
  const count = () => during.push(getEventListeners(signal, 'abort').length);
  setImmediate(count);
  for (const each of [target, refused, closed, http]) await dial(each, trusting(), signal);

  expect(during).toEqual([1]);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test.each([
  ['wss://host.example:14146/cfs/nbufacade', { host: 'host.example', port: 14146 }],
  ['wss://host.example/cfs', { host: 'host.example', port: 443 }],
  ['wss://[::1]:8443/', { host: '::1', port: 8443 }],
  ['wss://10.0.0.1:9/x?y=1', { host: '10.0.0.1', port: 9 }],
])('takes host and port of %s', (url, target) => {
  expect(targetOf(url)).toEqual(target);
});
