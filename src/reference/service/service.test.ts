import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Authority, makeAuthority } from '../certificates.ts';
import { type EndpointGroup, type EndpointGroupOptions, startEndpointGroup } from '../endpoint/endpoint-group.ts';
import type { Json, Outgoing, SeamWrap } from '../endpoint/seams.ts';
import type { ServiceSeamWrap } from './seams.ts';
import { type RunningService, type ServiceOptions, startService } from './service.ts';

/** A twentieth of the time: a resend comes after 50 ms, a run of the connection process after 100 ms. */
const SCALE = 0.05;
const PROPERTIES = [
  'connectionInfo.period=2',
  'notification.scheduledRate=1',
  'notification.sendTimeout=1000',
  'keepAlive.scheduledRate=2',
  'keepAlive.maxPongMissAllowed=3',
].join('\n');

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const authority: Promise<Authority> = makeAuthority();

/** What a group of endpoints was told, and a way to say when it answers. */
interface Told {
  readonly messages: Json[];
  readonly times: number[];
}

/** Listens to everything that comes, and lets `says` put something else in place of the answer. */
function telling(told: Told, says: (message: Json) => readonly Outgoing[] | null = () => null): SeamWrap {
  return {
    answer: (next) => (message, session) => {
      told.messages.push(message);
      told.times.push(performance.now());
      return says(message) ?? next(message, session);
    },
  };
}

const newTold = (): Told => ({ messages: [], times: [] });
const quiet: SeamWrap = { ask: () => () => [] };

async function endpoints(options: EndpointGroupOptions & { readonly wraps?: readonly SeamWrap[] } = {}): Promise<EndpointGroup> {
  const group = await startEndpointGroup({
    hosts: ['127.0.0.1'],
    ...options,
    authority: await authority,
    wraps: [quiet, ...(options.wraps ?? [])],
  });
  stops.push(() => group.stop());
  return group;
}

async function newHome(texts: readonly string[], properties = PROPERTIES): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'nbwss-service-'));
  stops.push(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'endpoints'));
  writeFileSync(join(home, 'ca.pem'), (await authority).pem);
  writeFileSync(join(home, 'nbwss.properties'), properties);
  texts.forEach((text, index) => {
    put(home, `${index}.json`, text);
  });
  return home;
}

function put(home: string, name: string, text: string): void {
  writeFileSync(join(home, `${name}.part`), text);
  renameSync(join(home, `${name}.part`), join(home, 'endpoints', name));
}

interface Service extends RunningService {
  readonly tell: (line: string) => void;
  readonly end: () => void;
}

async function service(home: string, options: Partial<ServiceOptions> = {}): Promise<Service> {
  const events = new PassThrough();
  const running = await startService({ home, apiUrl: 'http://127.0.0.1:9', events, timeScale: SCALE, ...options });
  stops.push(() => running.stop());
  return { ...running, tell: (line) => void events.write(`${line}\n`), end: () => void events.end() };
}

const job = (jobId: number | string, state = 'ACTIVE'): string => `{"object":"JOB","data":{"jobId":${jobId},"state":"${state}"}}`;
const image = (backupId: string): string => JSON.stringify({ object: 'IMAGE', data: { backupId } });
const notificationsOf = ({ messages }: Told): readonly Json[] => messages.filter(({ type }) => type === 'NOTIFICATION');
const connectsOf = ({ messages }: Told): readonly Json[] => messages.filter(({ type }) => type === 'CONNECT');
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 5_000, interval: 5 });
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const kept = (home: string): readonly string[] =>
  readdirSync(join(home, 'queue'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json'));

/** The payload elements of some notifications, one after the other. */
const elements = (messages: readonly Json[]): readonly unknown[] => messages.flatMap(({ payload }) => payload as unknown[]);

describe('connecting', () => {
  test('presents its token and brings what happened, which is gone once acknowledged', async () => {
    const told = newTold();
    const group = await endpoints({ wraps: [telling(told)] });
    const home = await newHome(group.texts);
    const { tell } = await service(home);
    tell(job(1));
    tell('not an event');
    tell(image('a_1'));
    await until(() => expect(elements(notificationsOf(told))).toHaveLength(2));
    const [connect] = told.messages;
    expect(connect).toMatchObject({ version: '1.0', type: 'CONNECT', subType: 'REQUEST' });
    expect(connect?.['payload']).toEqual({ token: group.descriptors[0]?.token });
    expect(connect?.['id']).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(elements(notificationsOf(told))).toEqual([
      { notificationType: 'INFO', object: 'JOB', data: [{ jobId: 1, state: 'ACTIVE' }] },
      { notificationType: 'INFO', object: 'IMAGE', data: [{ backupId: 'a_1' }] },
    ]);
    await until(() => expect(kept(home)).toEqual([]));
  });

  test('goes on to the next priority in numeric order, and does not fail back', async () => {
    const [first, second] = [newTold(), newTold()];
    const tenth = await endpoints({ hosts: ['localhost'], wraps: [telling(first)] });
    const secondGroup = await endpoints({ hosts: ['127.0.0.1'], wraps: [telling(second)] });
    const down = { ...secondGroup.descriptors[0], hostName: 'down', priority: 2, url: 'wss://127.0.0.1:1/' };
    const home = await newHome([
      JSON.stringify({ ...tenth.descriptors[0], priority: 10 }),
      JSON.stringify(down),
      JSON.stringify({ ...secondGroup.descriptors[0], priority: 9 }),
    ]);
    await service(home);
    await until(() => expect(connectsOf(second)).toHaveLength(1));
    put(home, '3.json', JSON.stringify({ ...tenth.descriptors[0], hostName: 'newcomer', priority: 1 }));
    await pause(300);
    expect([connectsOf(first), connectsOf(second)].map(({ length }) => length)).toEqual([0, 1]);
    await secondGroup.stop();
    await until(() => expect(connectsOf(first)).toHaveLength(1));
  });

  test('never dials what the dialog would refuse, nor a second endpoint of the same host name', async () => {
    const told = newTold();
    const group = await endpoints({ wraps: [telling(told)] });
    const [good] = group.descriptors;
    const home = await newHome([
      JSON.stringify({ ...good, token: "it's" }),
      JSON.stringify({ ...good, hostName: 'b', url: good?.url.replace('wss', 'ws') }),
      JSON.stringify({ ...good, hostName: 'c', priority: '1' }),
      JSON.stringify({ ...good, groupId: 'X' }),
      JSON.stringify({ ...good, groupId: 'Y' }),
      '{',
    ]);
    await service(home);
    await pause(300);
    expect(connectsOf(told)).toHaveLength(1);
  });

  test('gives up a certificate that names another host, before any HTTP', async () => {
    const told = newTold();
    const group = await endpoints({ hosts: ['elsewhere.example'], wraps: [telling(told)] });
    const home = await newHome([group.texts[0]?.replace('wss://elsewhere.example', 'wss://127.0.0.1') ?? '']);
    await service(home);
    await pause(300);
    expect(told.messages).toEqual([]);
  });

  test('closes when the token is refused and comes again, in a later run, with the token of its file then', async () => {
    const told = newTold();
    const group = await endpoints({ wraps: [telling(told)] });
    const [good] = group.descriptors;
    const home = await newHome([JSON.stringify({ ...good, token: 'old' })]);
    await service(home);
    await until(() => expect(connectsOf(told).length).toBeGreaterThan(1));
    put(home, '0.json', JSON.stringify(good));
    await until(() => expect(group.store.latest?.established).toBe(true));
    expect((told.times[1] ?? 0) - (told.times[0] ?? 0)).toBeGreaterThan(50);
  });

  test('disconnects an endpoint whose file is gone, and is not held up by one that says nothing', async () => {
    const told = newTold();
    const mute = createTcpServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    stops.push(() => mute.close());
    const group = await endpoints({ wraps: [telling(told)] });
    const silent = {
      ...group.descriptors[0],
      groupId: 'A',
      hostName: 'mute',
      url: `wss://127.0.0.1:${(mute.address() as AddressInfo).port}/`,
    };
    const home = await newHome([JSON.stringify(silent), group.texts[0] ?? '']);
    await service(home);
    await until(() => expect(group.store.latest?.established).toBe(true));
    rmSync(join(home, 'endpoints', '1.json'));
    const socket = group.store.latest?.wire.socket;
    await until(() => expect(socket?.readyState).toBe(socket?.CLOSED));
  });

  test('takes only a CONNECT RESPONSE that says true under its id as yes', async () => {
    const told = newTold();
    const no = (message: Json): readonly Outgoing[] | null =>
      message['type'] === 'CONNECT'
        ? [
            { message: { ...message, subType: 'REQUEST', payload: { valid: true } } },
            { message: { ...message, id: 'other', subType: 'RESPONSE', payload: { valid: true } } },
            { message: { ...message, subType: 'RESPONSE', payload: { valid: 'true' } } },
          ]
        : null;
    const group = await endpoints({ wraps: [telling(told, no)] });
    const { tell } = await service(await newHome(group.texts));
    await until(() => expect(connectsOf(told)).toHaveLength(1));
    tell(job(1));
    // The time for a CONNECT RESPONSE is 10 s, here 500 ms; then another attempt is made.
    await until(() => expect(connectsOf(told)).toHaveLength(2));
    expect(notificationsOf(told)).toEqual([]);
  });
});

describe('delivering', () => {
  const unacknowledged = (message: Json): readonly Outgoing[] | null => (message['type'] === 'NOTIFICATION' ? [] : null);

  test('sends again under the same id until it is acknowledged, and nothing new meanwhile', async () => {
    const told = newTold();
    let withholds = true;
    const group = await endpoints({ wraps: [telling(told, (message) => (withholds ? unacknowledged(message) : null))] });
    const home = await newHome(group.texts);
    const { tell } = await service(home);
    tell(job(1));
    await until(() => expect(notificationsOf(told)).toHaveLength(1));
    tell(job(2));
    tell(job(3));
    await until(() => expect(notificationsOf(told).length).toBeGreaterThan(3));
    const sends = [...notificationsOf(told)];
    expect(new Set(sends.map(({ id }) => id)).size).toBe(1);
    expect(new Set(sends.map(({ payload }) => JSON.stringify(payload))).size).toBe(1);
    withholds = false;
    await until(() => expect(kept(home)).toEqual([]));
    expect(elements(notificationsOf(told).slice(-1))).toEqual([
      {
        notificationType: 'INFO',
        object: 'JOB',
        data: [
          { jobId: 2, state: 'ACTIVE' },
          { jobId: 3, state: 'ACTIVE' },
        ],
      },
    ]);
  });

  test('keeps what was not acknowledged over a restart, spelled as it came', async () => {
    const told = newTold();
    let withholds = true;
    const raws: string[] = [];
    const group = await endpoints({
      wraps: [
        {
          read: (next) => (text, session) => {
            raws.push(text);
            return next(text, session);
          },
        },
        telling(told, (message) => (withholds ? unacknowledged(message) : null)),
      ],
    });
    const home = await newHome(group.texts);
    const before = await service(home);
    before.tell('{ "data": {"jobId": 12345678901234567890, "x": [1.0, {"object": "\u2028"}]}, "object": "JOB" }');
    await until(() => expect(notificationsOf(told)).toHaveLength(1));
    before.tell(job(2));
    before.end();
    await before.ended;
    withholds = false;
    const ids = new Set(notificationsOf(told).map(({ id }) => id));
    told.messages.length = 0;
    await service(home);
    await until(() => expect(kept(home)).toEqual([]));
    expect(notificationsOf(told)).toHaveLength(1);
    expect(ids.has(notificationsOf(told)[0]?.['id'])).toBe(false);
    expect(raws.at(-1)).toContain('"data":[{"jobId": 12345678901234567890, "x": [1.0, {"object": "\u2028"}]},{"jobId":2,');
  });

  test('tells every registered group, one without an answer holding up none', async () => {
    const [mute, heard] = [newTold(), newTold()];
    const first = await endpoints({ groupId: 'A', hosts: ['127.0.0.1'], wraps: [telling(mute, unacknowledged)] });
    const second = await endpoints({ groupId: 'B', hosts: ['localhost'], wraps: [telling(heard)] });
    const { tell } = await service(await newHome([...first.texts, ...second.texts]));
    for (const id of [1, 2]) {
      tell(job(id));
      await until(() => expect(notificationsOf(heard)).toHaveLength(id));
    }
    expect(JSON.stringify(elements(notificationsOf(mute)))).not.toContain('"jobId":2');
  });
});

describe('commands', () => {
  interface Call {
    readonly method: string | undefined;
    readonly url: string | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  }

  async function api(): Promise<{ readonly url: string; readonly calls: Call[] }> {
    const calls: Call[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const piece of request) body += String(piece);
      calls.push({ method: request.method, url: request.url, headers: request.headers, body });
      response
        .writeHead(
          404,
          [
            ['X-Mark', 'a'],
            ['X-Mark', 'b'],
            ['Content-Type', 'application/json'],
          ].flat(),
        )
        .end('{"näh":1}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
  }

  async function order(group: EndpointGroup, command: unknown): Promise<Json> {
    const response = await fetch(group.hooks.sendCommand, { method: 'POST', body: JSON.stringify(command) });
    return ((await response.json()) as { payload: Json }).payload;
  }

  test('calls the API as asked and relays what it answers, while an acknowledgement is missing', async () => {
    const { url, calls } = await api();
    const told = newTold();
    const group = await endpoints({ wraps: [telling(told, (message) => (message['type'] === 'NOTIFICATION' ? [] : null))] });
    const { tell } = await service(await newHome(group.texts), { apiUrl: url });
    tell(job(1));
    await until(() => expect(notificationsOf(told)).toHaveLength(1));
    const answer = await order(group, {
      uri: '/netbackup/x?y=%20z',
      method: 'POST',
      headers: { 'X-Test': 'ü', Host: 'elsewhere', Authorization: 'jwt' },
      parameters: '{"ä":1}',
    });
    expect(answer).toMatchObject({
      responseCode: 404,
      headers: { 'x-mark': 'a, b', 'content-type': 'application/json' },
      body: '{"näh":1}',
    });
    expect(calls).toMatchObject([
      {
        method: 'POST',
        url: '/netbackup/x?y=%20z',
        body: '{"ä":1}',
        headers: { host: new URL(url).host, authorization: 'jwt', 'content-length': '8' },
      },
    ]);
  });

  test('refuses what cannot be called, without a call, and says when the API is not there', async () => {
    const { url, calls } = await api();
    const group = await endpoints();
    await service(await newHome(group.texts), { apiUrl: url });
    await until(() => expect(group.store.latest?.established).toBe(true));
    const good = { uri: '/x', method: 'GET', headers: {} };
    const bad = [
      { uri: '//elsewhere/x' },
      { uri: 'http://elsewhere/x' },
      { uri: '/a b' },
      { headers: { a: 'b\r\nc: d' } },
      { headers: { 'a b': 'c' } },
      { headers: [] },
      { method: 'GET /' },
      { parameters: { a: 1 } },
    ];
    const answers = await Promise.all(bad.map((part) => order(group, { ...good, ...part })));
    expect(answers.map(({ responseCode }) => responseCode)).toEqual(bad.map(() => 400));
    expect(calls).toEqual([]);
  });

  test('says 503 where the API is not there', async () => {
    const group = await endpoints();
    await service(await newHome(group.texts), { apiUrl: 'http://127.0.0.1:1' });
    await until(() => expect(group.store.latest?.established).toBe(true));
    expect((await order(group, { uri: '/x', method: 'GET', headers: {} }))['responseCode']).toBe(503);
  });
});

describe('keeping a connection', () => {
  test('closes after as many missed pongs as are allowed, and connects again', async () => {
    const pings: number[] = [];
    const told = newTold();
    const group = await endpoints({ wraps: [{ ping: () => () => void pings.push(performance.now()) }, telling(told)] });
    await service(await newHome(group.texts));
    await until(() => expect(connectsOf(told)).toHaveLength(2));
    expect(pings).toHaveLength(3);
  });

  test.each([
    ['closes', 'false', 2],
    ['stays', 'true', 1],
  ])('%s when it cannot read a message and exception.ignoreDecoder is %s', async (_title, value, connections) => {
    const told = newTold();
    const group = await endpoints({ wraps: [telling(told)] });
    const home = await newHome(group.texts, `${PROPERTIES}\nexception.ignoreDecoder=${value}`);
    await service(home);
    await until(() => expect(group.store.latest?.established).toBe(true));
    const socket = group.store.latest?.wire.socket;
    for (const text of ['{"type":"NEWS"}', '{}']) socket?.send(text);
    await pause(200);
    expect(connectsOf(told)).toHaveLength(1);
    for (const text of ['{', '[]']) socket?.send(text);
    socket?.send('{}', { binary: true });
    await pause(300);
    expect(connectsOf(told)).toHaveLength(connections);
  });
});

describe('faults', () => {
  const fail = () => () => {
    throw new Error('planned');
  };

  test.each<[string, ServiceSeamWrap]>([
    ['register', { register: fail }],
    ['order', { order: fail }],
    ['upgrade', { upgrade: fail }],
    ['request', { request: fail }],
    ['upgraded', { upgraded: fail }],
    ['event', { event: fail }],
    ['batch', { batch: fail }],
    ['read', { read: fail }],
    ['save', { save: fail }],
    ['wait', { wait: fail }],
    ['close', { close: fail }],
  ])('is not ended by a %s seam that fails, and ends when it should', async (_name, wrap) => {
    const group = await endpoints();
    const running = await service(await newHome(group.texts), { wraps: [wrap] });
    running.tell(job(1));
    await pause(150);
    let isOver = false;
    void running.ended.then(() => {
      isOver = true;
    });
    await pause(0);
    expect(isOver).toBe(false);
    await running.stop();
  });

  test('opens a plain connection only where a fault makes it', async () => {
    const told = newTold();
    const group = await endpoints({
      wraps: [
        {
          accept:
            () =>
            (socket, { plain }) =>
              plain(socket),
        },
        telling(told),
      ],
    });
    const wrap: ServiceSeamWrap = {
      secure:
        () =>
        async (socket, { tls, plain, again }) =>
          tls(socket).catch(async () => plain(await again())),
    };
    const [honest, faulty] = [await newHome(group.texts), await newHome(group.texts)];
    await service(honest);
    await pause(200);
    expect(connectsOf(told)).toHaveLength(0);
    await service(faulty, { wraps: [wrap] });
    await until(() => expect(connectsOf(told).length).toBeGreaterThan(0));
  });
});

test('says in one sentence why a folder cannot be used', async () => {
  const home = await newHome([], 'keepAlive.scheduledRate=never');
  await expect(service(home)).rejects.toThrow('keepAlive.scheduledRate: expected a whole number');
});
