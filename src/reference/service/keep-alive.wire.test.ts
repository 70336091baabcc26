import { expect, test } from 'vitest';
import { connectsOf, endpoints, newHome, newTold, PROPERTIES, pause, service, telling, until } from './service.test-data.ts';

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
