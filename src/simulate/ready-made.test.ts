import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { INVENTED_JOB_IDS } from '../peer/invention.ts';
import { guideMessage } from '../protocol/guide-message.ts';
import { ImageEntry, JobEntry, type NotificationRequest } from '../protocol/message.ts';
import { type Event, type ReadyMade, readyMade, readyMadeFrom } from './ready-made.ts';

const ajv = new Ajv2020({ strict: true });
const schemas = { JOB: ajv.compile(JobEntry), IMAGE: ajv.compile(ImageEntry) };
const NOW = 1_790_000_000;
const names = Object.keys(readyMade) as ReadyMade[];
const isValid = ({ object, data }: Event) => schemas[object](data);
const idsOf = (moments: readonly (readonly Event[])[]) =>
  new Set(moments.flat().map(({ data }) => String(data['jobId'] ?? data['backupId'])));
const make = (random = 0) =>
  readyMadeFrom(
    () => NOW * 1000,
    () => random,
  );

test.each(names)('%s has the members of the guide, in its order, and satisfies the schemas', (name) => {
  const moments = make()(name);
  const printed = readyMade[name].examples.map((example) => {
    const { payload } = guideMessage(example) as NotificationRequest;
    return payload.flatMap(({ object, data }) => data.map((entry: object) => [object, ...Object.keys(entry)]));
  });
  expect(moments.map((moment) => moment.map(({ object, data }) => [object, ...Object.keys(data)]))).toEqual(printed);
  expect(moments.flat().filter((event) => !isValid(event))).toEqual([]);
});

test.each(names)('%s has ids of its own at each use, wherever the ids begin', (name) => {
  for (const random of [0, 0.5, 0.999_999_99]) {
    const events = make(random);
    const [one, two] = [idsOf(events(name)), idsOf(events(name))];
    expect(one.size).toBeGreaterThan(0);
    expect([...one].filter((id) => two.has(id))).toEqual([]);
  }
});

test.each(names)('%s has happened just now, on invented clients, under invented job ids', (name) => {
  for (const random of [0, 0.999_999_99]) {
    for (const { data } of make(random)(name).flat()) {
      expect(data['clientName']).toMatch(/\.backup\.example$/);
      for (const member of ['startTime', 'createdTime', 'backupTime'].filter((time) => time in data)) {
        expect(data[member]).toBeLessThanOrEqual(NOW);
        expect(data[member]).toBeGreaterThan(NOW - 15 * 86_400);
      }
      for (const member of ['jobId', 'parentJobId'].filter((id) => id in data)) {
        expect(data[member]).toBeGreaterThanOrEqual(INVENTED_JOB_IDS.from);
        expect(data[member]).toBeLessThanOrEqual(INVENTED_JOB_IDS.to);
      }
    }
  }
});

test('a backup is one family of jobs with its images, as in examples A to G', () => {
  const [parent, snapshot, copy, images = [], ...done] = make()('backup');
  const first = parent?.[0]?.data['jobId'] as number;
  const family = [parent, snapshot, copy].map((moment) => [moment?.[0]?.data['jobId'], moment?.[0]?.data['parentJobId']]);
  expect(family).toEqual([
    [first, first],
    [first + 1, first],
    [first + 2, first + 1],
  ]);
  expect(done.flat().map(({ data }) => [data['jobId'], data['state']])).toEqual([
    [first + 2, 'DONE'],
    [first + 1, 'DONE'],
    [first, 'DONE'],
  ]);
  const jobs = new Set([snapshot, copy].map((moment) => moment?.[0]?.data['startTime']));
  for (const { data } of images) {
    expect(data['backupId']).toBe(`${data['clientName']}_${data['backupTime']}`);
    expect(jobs).toContain(data['backupTime']);
    expect(data['clientName']).toBe(copy?.[0]?.data['clientName']);
  }
});
