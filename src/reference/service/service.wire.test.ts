import { rmSync } from 'node:fs';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Json, Outgoing } from '../endpoint/seams.ts';
import type { ServiceSeamWrap } from './seams.ts';
import {
  connectsOf,
  elements,
  endpoints,
  image,
  job,
  kept,
  newHome,
  newTold,
  notificationsOf,
  pause,
  put,
  service,
  stops,
  telling,
  until,
} from './service.test-data.ts';

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
  const tenth = await endpoints({ hosts: ['127.0.0.2'], wraps: [telling(first)] });
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

test('says in one sentence why a folder cannot be used', async () => {
  const home = await newHome([], 'keepAlive.scheduledRate=never');
  await expect(service(home)).rejects.toThrow('keepAlive.scheduledRate: expected a whole number');
});
