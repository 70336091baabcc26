import { expect, test } from 'vitest';
import { OwnEntries } from './own-entries.ts';

const notification = (object: string, ...data: readonly object[]) => ({ payload: [{ object, data }] });

test('knows a notification of its own events, however it is filled otherwise', () => {
  const own = new OwnEntries();
  own.add({ object: 'JOB', data: { jobId: 7, state: 'ACTIVE' } });
  own.add({ object: 'IMAGE', data: { backupId: 'a_1', operationId: 'CREATE' } });

  expect(own.isIn(notification('JOB', { jobId: 8 }, { jobId: 7, state: 'DONE' }))).toBe(true);
  expect(own.isIn(notification('IMAGE', { jobId: 7 }))).toBe(false);
  expect(own.isIn({ payload: 'nonsense' })).toBe(false);
});

test('knows when all of them were told', () => {
  const own = new OwnEntries();
  own.add({ object: 'JOB', data: { jobId: 7, state: 'ACTIVE' } });
  own.add({ object: 'JOB', data: { jobId: 7, state: 'DONE' } });
  const told = new Set(own.newsIn(notification('JOB', { jobId: 7, state: 'ACTIVE' })));

  expect(own.areAllIn(told)).toBe(false);
  for (const news of own.newsIn(notification('JOB', { jobId: 7, state: 'DONE' }))) told.add(news);
  expect(own.areAllIn(told)).toBe(true);
});
