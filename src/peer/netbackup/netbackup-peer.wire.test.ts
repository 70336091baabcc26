import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { afterEach, beforeAll, expect, test } from 'vitest';
import * as ws from 'ws';
import { defaultProfile } from '../../protocol/profile.ts';
import { type Authority, makeAuthority } from '../../reference/certificates.ts';
import { startEndpointGroup } from '../../reference/endpoint/endpoint-group.ts';
import { searchOrder } from '../../scenario/service-peer.ts';
import { systemClock } from '../../transcript/clock.ts';
import type { Entry } from '../../transcript/entry.ts';
import { Recorder } from '../../transcript/recorder.ts';
import { Redactor } from '../../transcript/redactor.ts';
import { noHooks } from './hook-call.ts';
import { WireServicePeer } from './netbackup-peer.ts';
import { sourced } from './sourced-descriptor.ts';

/** Bounds of 10 s become 500 ms, those of 2 s 100 ms. */
const profile = { ...defaultProfile, timeScale: 0.05 };
let authority: Authority;
beforeAll(async () => {
  authority = await makeAuthority();
});

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

// The types of ws know nothing of its Sender.
const { Sender } = ws as unknown as { readonly Sender: { frame(data: Buffer, options: object): Buffer[] } };

const text = (content: string): Buffer =>
  Buffer.concat(
    Sender.frame(Buffer.from(content), {
      fin: true,
      rsv1: false,
      opcode: 1,
      mask: false,
      readOnly: true,
    }),
  );

const accept = (request: string): string => {
  const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1] ?? '';
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
};
const switching = (request: string): string =>
  `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept(request)}\r\n\r\n`;

/** A TLS server that answers the bytes of an upgrade request as it likes, and a peer that dials it. */
async function against(
  serve: (socket: TLSSocket, request: string, raw: Socket) => void,
): Promise<{ peer: WireServicePeer; entries: () => readonly Entry[] }> {
  const leaf = await authority.issue({ names: ['127.0.0.1'] });
  const open = new Set<TLSSocket>();
  const raws: Socket[] = [];
  const server: Server = createServer({ key: leaf.key, cert: leaf.cert }, (socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('data', (data: Buffer) => serve(socket, data.toString('latin1'), raws.at(-1) ?? new Socket()));
  });
  server.on('connection', (raw: Socket) => raws.push(raw));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return dialling(`wss://127.0.0.1:${port}/`, authority.pem);
}

function dialling(url: string, ca: string): { peer: WireServicePeer; entries: () => readonly Entry[] } {
  const redactor = new Redactor();
  const header = { transcript: 1, scenario: 'test', role: 'endpoint', epochMs: Date.now(), group: [] } as const;
  const recorder = new Recorder(header, systemClock, systemClock.now(), redactor);
  const descriptor = { token: 'a-token-of-some-length', priority: 1, groupId: 'G', hostName: '127.0.0.1', url };
  const signal = new AbortController().signal;
  const peer = new WireServicePeer(
    {
      descriptors: [sourced('embedded', JSON.stringify(descriptor))],
      hooks: noHooks,
      trust: { ca, pin: null, insecure: false, publicOnly: new Set() },
      search: searchOrder(0),
      profile,
      clock: systemClock,
      redactor,
      signal,
    },
    recorder,
  );
  cleanUps.push(() => peer.cut());
  return { peer, entries: () => recorder.transcript.entries };
}

const kinds = (entries: readonly Entry[]): readonly string[] => entries.map(({ kind, direction }) => `${kind} ${direction}`);

test('loses no frame that comes in the packet of the 101', async () => {
  const { peer, entries } = await against((socket, request) =>
    socket.write(Buffer.concat([Buffer.from(switching(request)), text('{"early":true}')])),
  );
  const connection = await peer.connect();
  await connection.close();
  const early = entries().find((entry) => entry.kind === 'message');
  expect(early).toMatchObject({ kind: 'message', direction: 'received', text: '{"early":true}' });
});

test.each([
  ['one byte at a time', (socket: TLSSocket) => void drip(socket, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n')],
  ['with endless early hints', (socket: TLSSocket) => void drip(socket, '', 'HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n')],
  ['never', () => {}],
])('gives up after its own deadline on a server that answers the upgrade %s', async (_how, serve) => {
  const { peer, entries } = await against(serve);
  await expect(peer.connect()).rejects.toThrow('no connection');
  expect(entries().find((entry) => entry.kind === 'upgrade' && entry.direction === 'received')).toMatchObject({
    problem: 'silent',
  });
  expect(entries().findLast((entry) => entry.kind === 'timer')).toMatchObject({
    wait: 'opening',
    boundMs: 500,
    outcome: 'expired',
  });
});

/** Feeds a socket for as long as it lasts, faster than any idle timer would fire. */
function drip(socket: TLSSocket, once: string, again = once): void {
  const bytes = [...once];
  const timer = setInterval(() => socket.write(bytes.shift() ?? (again === once ? ' ' : again)), 20);
  socket.on('close', () => clearInterval(timer));
}

test.each([
  ['fin', (socket: TLSSocket) => socket.end()],
  ['reset', (_socket: TLSSocket, raw: Socket) => raw.resetAndDestroy()],
] as const)('tells an end by %s', async (how, end) => {
  const { peer, entries } = await against((socket, request, raw) => {
    socket.write(switching(request));
    socket.once('data', () => end(socket, raw));
  });
  const connection = await peer.connect();
  await expect(connection.present()).rejects.toThrow('no answer (ended)');
  expect(entries().find((entry) => entry.kind === 'tcp' && entry.event === 'ended')).toMatchObject({
    direction: 'received',
    how,
  });
});

test('hangs up on a flood and says that it was us', async () => {
  const { peer, entries } = await against((socket, request) => {
    socket.write(switching(request));
    const many = Buffer.concat(Array.from({ length: 1000 }, () => text('{}')));
    for (let sent = 0; sent < 30; sent++) socket.write(many);
  });
  const connection = await peer.connect();
  await expect(connection.present()).rejects.toThrow('no answer (ended)');
  expect(entries().findLast((entry) => entry.kind === 'tcp')).toMatchObject({
    direction: 'sent',
    event: 'ended',
    cause: 'flood',
  });
  expect(entries().length).toBeLessThan(6_000);
});

test('survives a message whose type, subType and id are objects with a toString of their own', async () => {
  const hostile = { toString: 1 };
  const { peer, entries } = await against((socket, request) => {
    socket.write(switching(request));
    socket.once('data', () => {
      socket.write(text(JSON.stringify({ type: hostile, subType: hostile, id: hostile, payload: hostile })));
      socket.write(text(JSON.stringify({ type: 'COMMAND', subType: 'REQUEST', id: hostile, payload: { uri: hostile } })));
    });
  });
  const connection = await peer.connect();
  await expect(connection.present()).rejects.toThrow('no answer (expired)');
  expect(kinds(entries()).filter((kind) => kind === 'message received')).toHaveLength(2);
});

test('waits no longer than its bound for the answer to a Close', async () => {
  const { peer, entries } = await against((socket, request) => socket.write(switching(request)));
  const connection = await peer.connect();
  await connection.close();
  expect(entries().findLast((entry) => entry.kind === 'timer')).toMatchObject({
    wait: 'closing',
    boundMs: 100,
    outcome: 'expired',
  });
  expect(entries().findLast((entry) => entry.kind === 'tcp')).toMatchObject({ direction: 'sent', cause: 'drive' });
});

test('refuses a masked frame, keeps its header and takes the end upon itself', async () => {
  const { peer, entries } = await against((socket, request) => {
    socket.write(switching(request));
    socket.once('data', () => socket.write(Buffer.from([0x81, 0x82, 1, 2, 3, 4, 0x7b ^ 1, 0x7d ^ 2])));
  });
  const connection = await peer.connect();
  await expect(connection.present()).rejects.toThrow('no answer (ended)');
  expect(entries().find((entry) => entry.kind === 'frame')).toMatchObject({
    frame: { masked: true, length: 2 },
    problem: 'WS_ERR_UNEXPECTED_MASK',
  });
  expect(kinds(entries()).filter((kind) => kind === 'close sent')).toHaveLength(1);
});

test('never has two connections at a time', async () => {
  const group = await startEndpointGroup({ hosts: ['127.0.0.1'] });
  cleanUps.push(() => group.stop());
  const { peer, entries } = dialling(group.descriptors[0]?.url ?? '', group.ca);
  await peer.connect();
  await peer.connect();
  const events = entries().flatMap((entry) => (entry.kind === 'tcp' ? [`${entry.connection} ${entry.event}`] : []));
  expect(events).toEqual(['c1 connected', 'c1 ended', 'c2 connected']);
});

test('records control frames and messages in the order in which they came', async () => {
  const { peer, entries } = await against((socket, request) => {
    socket.write(switching(request));
    socket.once('data', () =>
      socket.write(
        Buffer.concat([Buffer.from([0x89, 0]), text('{"n":1}'), Buffer.from([0x8a, 0]), text('{"n":2}'), Buffer.from([0x88, 0])]),
      ),
    );
  });
  const connection = await peer.connect();
  await expect(connection.present()).rejects.toThrow('no answer (ended)');
  const received = kinds(entries()).filter((kind) => kind.endsWith('received'));
  expect(received.slice(-5)).toEqual([
    'ping received',
    'message received',
    'pong received',
    'message received',
    'close received',
  ]);
});
