import { expect, test } from 'vitest';
import type { Json, Outgoing } from '../endpoint/seams.ts';
import {
  elements,
  endpoints,
  job,
  kept,
  newHome,
  newTold,
  notificationsOf,
  service,
  telling,
  until,
} from './service.test-data.ts';

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
  const second = await endpoints({ groupId: 'B', hosts: ['127.0.0.2'], wraps: [telling(heard)] });
  const { tell } = await service(await newHome([...first.texts, ...second.texts]));
  for (const id of [1, 2]) {
    tell(job(id));
    await until(() => expect(notificationsOf(heard)).toHaveLength(id));
  }
  expect(JSON.stringify(elements(notificationsOf(mute)))).not.toContain('"jobId":2');
});
