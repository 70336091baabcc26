import { expect, test } from 'vitest';
import { entriesIn, entriesMeantIn } from './notification-entries.ts';

const [job, image] = [{ jobId: 1 }, { backupId: 'a' }];

test('walks every element and every entry, whatever they are', () => {
  const payload = [{ object: 'JOB', data: [job, 7] }, 'x', { data: [image] }, { object: 'IMAGE', data: [] }];

  expect(entriesIn(payload)).toEqual([
    { object: 'JOB', data: job },
    { object: 'JOB', data: 7 },
    { object: undefined, data: image },
  ]);
  expect(entriesMeantIn(payload)).toEqual(entriesIn(payload));
});

test.each([[{ object: 'JOB', data: job }], [[{ object: 'JOB', data: job }]], [{ object: 'JOB', data: [job] }]])(
  'takes %j for an entry only where it reads leniently',
  (payload) => {
    expect(entriesIn(payload)).toEqual([]);
    expect(entriesMeantIn(payload)).toEqual([{ object: 'JOB', data: job }]);
  },
);

test.each([undefined, null, 'x', {}, [{}]])('finds no entry in %j', (payload) => {
  expect([entriesIn(payload), entriesMeantIn(payload)]).toEqual([[], []]);
});
