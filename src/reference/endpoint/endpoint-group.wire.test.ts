import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { get } from 'node:https';
import { connect } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { readDescriptor } from '../../protocol/descriptor.ts';
import type { Descriptor } from '../../protocol/descriptor-schema.ts';
import { guideMessage } from '../../protocol/guide-message.ts';
import type { Authority } from '../certificates.ts';
import { type EndpointGroup, type EndpointGroupOptions, startEndpointGroup } from './endpoint-group.ts';

type Message = Readonly<Record<string, unknown>>;

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(options: EndpointGroupOptions = {}): Promise<EndpointGroup> {
  const group = await startEndpointGroup(options);
  stops.push(() => group.stop());
  return group;
}

/** The descriptor of one place of a group. */
function place(group: EndpointGroup, index: number): Descriptor {
  const descriptor = group.descriptors[index];
  if (descriptor === undefined) throw new Error(`no endpoint ${index}`);
  return descriptor;
}

/** A plain WebSocket client; what comes is kept from the first byte on. */
class Client {
  readonly socket: WebSocket;
  readonly #inbox: Message[] = [];
  readonly #bell = new EventEmitter();

  constructor(group: EndpointGroup, index: number, options: ClientOptions = {}) {
    this.socket = new WebSocket(place(group, index).url, { ca: group.ca, rejectUnauthorized: true, ...options });
    this.socket.on('error', () => {});
    this.socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      // What the application asks by itself is not the answer to anything here.
      if (message.type === 'COMMAND') return;
      this.#inbox.push(message);
      this.#bell.emit('message');
    });
    stops.push(() => this.socket.terminate());
  }

  async open(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  send(type: string, subType: string, payload: unknown, id: string = randomUUID()): string {
    this.socket.send(JSON.stringify({ version: '1.0', id, type, subType, timeStamp: 1_444_944_181, payload }));
    return id;
  }

  async next(): Promise<Message> {
    while (this.#inbox.length === 0) await once(this.#bell, 'message');
    return this.#inbox.shift() ?? {};
  }

  /** What has come when everything sent so far has been read: a pong comes after it. */
  async settled(): Promise<readonly Message[]> {
    const pong = once(this.socket, 'pong');
    this.socket.ping();
    await pong;
    return this.#inbox.splice(0);
  }

  async connect(token: unknown): Promise<Message> {
    this.send('CONNECT', 'REQUEST', { token });
    return this.next();
  }
}

const job = (guideMessage('EX-04') as { readonly payload: unknown }).payload;

test('hands out descriptors that NetBackup would take, one for each host', async () => {
  const group = await start({ hosts: ['localhost', '127.0.0.1'], groupId: 'OURS' });

  expect(group.descriptors.map((descriptor) => readDescriptor(JSON.stringify(descriptor)).ok)).toEqual([true, true]);
  expect(group.descriptors).toMatchObject([
    { priority: 1, groupId: 'OURS', hostName: 'localhost' },
    { priority: 2, groupId: 'OURS', hostName: '127.0.0.1' },
  ]);
  expect(new Set(group.descriptors.map(({ token }) => token)).size).toBe(2);
  expect(new Set(group.descriptors.map(({ url }) => new URL(url).port)).size).toBe(2);
});

test('listens at each address that it is described by', async () => {
  const group = await start({ hosts: ['127.0.0.1', '127.0.0.2'] });
  const clients = await Promise.all([0, 1].map((index) => new Client(group, index).open()));

  expect(clients.map(({ socket }) => socket.readyState)).toEqual([1, 1]);
});

test('shows its certificates in turn where it has several', async () => {
  const inTurn = async (authority: Authority) => [
    await authority.issue({ names: ['127.0.0.1'] }),
    await authority.issue({ names: ['127.0.0.1'] }),
  ];
  const group = await start({
    hosts: ['127.0.0.1'],
    wraps: [{ tls: () => async (options, authority) => ({ ...options, inTurn: await inTurn(authority) }) }],
  });
  const shown: string[] = [];
  for (let handshake = 0; handshake < 3; handshake += 1) {
    const socket = connect({ port: Number(new URL(place(group, 0).url).port), host: '127.0.0.1', ca: group.ca });
    await once(socket, 'secureConnect');
    shown.push(socket.getPeerX509Certificate()?.serialNumber ?? '');
    socket.destroy();
  }

  expect(new Set(shown).size).toBe(2);
  expect(shown[2]).toBe(shown[0]);
});

test('shows a certificate that its own authority alone vouches for', async () => {
  const group = await start();
  const other = await start();
  const client = new Client(group, 0, { ca: other.ca });
  const [error] = (await once(client.socket, 'error')) as [Error & { readonly code?: string }];

  expect(error.code).toMatch(/UNABLE_TO_VERIFY|SIGNATURE/);
});

describe('CONNECT', () => {
  test.each([0, 1])('is accepted with the token of endpoint %i, under the id of the request', async (index) => {
    const group = await start();
    const client = await new Client(group, index).open();
    const id = client.send('CONNECT', 'REQUEST', { token: place(group, index).token });

    expect(await client.next()).toEqual({
      version: '1.0',
      id,
      type: 'CONNECT',
      subType: 'RESPONSE',
      timeStamp: expect.closeTo(Date.now() / 1000, -2),
      payload: { valid: true },
    });
  });

  test('is refused with the token of the other endpoint', async () => {
    const group = await start();
    const client = await new Client(group, 0).open();

    expect(await client.connect(place(group, 1).token)).toMatchObject({ subType: 'RESPONSE', payload: { valid: false } });
    expect(await client.connect(place(group, 0).token)).toMatchObject({ subType: 'RESPONSE', payload: { valid: true } });
  });

  test.each<[string, (token: string) => unknown]>([
    ['altered', (token) => `x${token.slice(1)}`],
    ['cut after 72 characters', (token) => token.slice(0, 72)],
    ['in another letter case', (token) => token.toLowerCase()],
    ['between spaces', (token) => ` ${token} `],
    ['in an array', (token) => [token]],
    ['empty', () => ''],
    ['null', () => null],
    ['missing', () => undefined],
    ['a number', () => 1],
    ['an object', () => ({ $ne: null })],
  ])('is refused with a token that is %s', async (_name, alter) => {
    const group = await start();
    const client = await new Client(group, 0).open();

    expect(await client.connect(alter(place(group, 0).token))).toMatchObject({ type: 'CONNECT', payload: { valid: false } });
  });
});

describe('a notification', () => {
  test('is acknowledged under its id with an empty array, resends too', async () => {
    const group = await start();
    const client = await new Client(group, 0).open();
    await client.connect(place(group, 0).token);
    const ids = [randomUUID().toUpperCase(), 'Mixed-Case-Id'];
    for (const id of [...ids, ...ids]) {
      client.send('NOTIFICATION', 'REQUEST', job, id);

      expect(await client.next()).toMatchObject({ version: '1.0', id, type: 'NOTIFICATION', subType: 'RESPONSE', payload: [] });
    }

    expect(group.store.notifications).toEqual([...ids, ...ids]);
    expect(await client.settled()).toEqual([]);
  });

  test('is not acknowledged before CONNECT', async () => {
    const group = await start();
    const client = await new Client(group, 0).open();
    client.send('NOTIFICATION', 'REQUEST', job);

    expect(await client.settled()).toEqual([]);
    expect(group.store.notifications).toEqual([]);
    // That it could have been seen: the same is acknowledged once the token is accepted.
    await client.connect(place(group, 0).token);
    const id = client.send('NOTIFICATION', 'REQUEST', job);

    expect(await client.next()).toMatchObject({ id, payload: [] });
  });

  test('is not acknowledged after a refused token', async () => {
    const group = await start();
    const client = await new Client(group, 0).open();
    await client.connect('wrong');
    client.send('NOTIFICATION', 'REQUEST', job);

    expect(await client.settled()).toEqual([]);
  });

  test('is not acknowledged on a connection that only another one authenticated', async () => {
    const group = await start();
    const [first, second] = [await new Client(group, 0).open(), await new Client(group, 0).open()];
    await first.connect(place(group, 0).token);
    second.send('NOTIFICATION', 'REQUEST', job);

    expect(await second.settled()).toEqual([]);
  });
});

test('answers a ping with its own payload', async () => {
  const client = await new Client(await start(), 0).open();
  const pong = once(client.socket, 'pong');
  client.socket.ping('payload');

  expect(String((await pong)[0])).toBe('payload');
});

test('says nothing to a RESPONSE, to unreadable text or to a value that is no object, and goes on', async () => {
  const group = await start();
  const client = await new Client(group, 0).open();
  client.send('CONNECT', 'RESPONSE', { valid: true });
  client.send('COMMAND', 'RESPONSE', {});
  client.socket.send('not JSON');
  client.socket.send('[]');

  expect((await client.settled()).filter(({ type }) => type !== 'COMMAND')).toEqual([]);
  expect(await client.connect(place(group, 0).token)).toMatchObject({ payload: { valid: true } });
});

test('answers plain HTTP with 426', async () => {
  const group = await start();
  const { url } = place(group, 0);
  const request = get(url.replace(/^wss/, 'https'), { ca: group.ca, agent: false });
  const [response] = (await once(request, 'response')) as [{ readonly statusCode: number; resume(): void }];
  response.resume();

  expect(response.statusCode).toBe(426);
});

test('answers a Close with the same code', async () => {
  const client = await new Client(await start(), 0).open();
  client.socket.close(1000);

  expect((await once(client.socket, 'close'))[0]).toBe(1000);
});

test('wraps its seams in the order given, the innermost first', async () => {
  const seen: string[] = [];
  const noting = (name: string) => ({
    encode: (next: (message: Message) => string) => (message: Message) => {
      seen.push(name);
      return next(message);
    },
  });
  const group = await start({ wraps: [noting('inner'), noting('outer')] });
  const client = await new Client(group, 0).open();
  await client.connect(place(group, 0).token);

  expect(seen).toEqual(['outer', 'inner']);
});

test('has an answer ask the wrapped seam of the token', async () => {
  const group = await start({ wraps: [{ token: () => () => true }] });
  const client = await new Client(group, 0).open();

  expect(await client.connect('wrong')).toMatchObject({ payload: { valid: true } });
});

test('refuses an upgrade as its seam decides', async () => {
  const group = await start({
    wraps: [{ upgrade: () => () => ({ accept: false, status: 403, headers: { 'x-why': 'closed' } }) }],
  });
  const { socket } = new Client(group, 0);
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    { readonly statusCode: number; readonly headers: object },
  ];

  expect(response.statusCode).toBe(403);
  expect(response.headers).toMatchObject({ 'x-why': 'closed' });
});

test('answers an upgrade that is no WebSocket with 400, and takes none of its headers into the next', async () => {
  let upgrades = 0;
  const headers = () => {
    upgrades += 1;
    return { accept: true, headers: [`x-upgrade: ${upgrades}`] } as const;
  };
  const group = await start({ hosts: ['127.0.0.1'], wraps: [{ upgrade: () => headers }] });
  const { port } = new URL(place(group, 0).url);
  const raw = connect({ port: Number(port), host: '127.0.0.1', ca: group.ca });
  raw.write(
    'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
  const [answer] = await once(raw, 'data');
  raw.destroy();
  const { socket } = new Client(group, 0);
  const [response] = (await once(socket, 'upgrade')) as [{ readonly headers: object }];

  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
  expect(response.headers).toMatchObject({ 'x-upgrade': '2' });
});

test('stops with connections open, established or not, and answers nobody afterwards', async () => {
  const group = await startEndpointGroup();
  const clients = [await new Client(group, 0).open(), await new Client(group, 0).open(), await new Client(group, 1).open()];
  await clients[0]?.connect(place(group, 0).token);
  const closed = clients.map(({ socket }) => once(socket, 'close'));
  await group.stop();
  await Promise.all(closed);
  const late = new Client(group, 0);
  const [error] = (await once(late.socket, 'error')) as [Error & { readonly code?: string }];

  expect(clients.map(({ socket }) => socket.readyState)).toEqual([3, 3, 3]);
  expect(error.code).toBe('ECONNREFUSED');
});

test.each(['{', 'null', '{"uri":"/x","method":"GET"}'])(
  'refuses a hook call that orders nothing (%s), and goes on',
  async (body) => {
    const group = await start();
    const client = await new Client(group, 0).open();
    await client.connect(place(group, 0).token);
    const { status } = await fetch(group.hooks.sendCommand, { method: 'POST', body });

    expect(status).toBe(400);
    client.send('NOTIFICATION', 'REQUEST', job);
    expect(await client.next()).toMatchObject({ type: 'NOTIFICATION', subType: 'RESPONSE' });
  },
);
