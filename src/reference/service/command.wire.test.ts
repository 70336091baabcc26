import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { EndpointGroup } from '../endpoint/endpoint-group.ts';
import type { Json } from '../endpoint/seams.ts';
import { endpoints, job, newHome, newTold, notificationsOf, service, stops, telling, until } from './service.test-data.ts';

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
    { method: 'GET /' },
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
