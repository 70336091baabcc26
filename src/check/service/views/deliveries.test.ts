import { expect, test } from 'vitest';
import { serviceProfile } from '../../../protocol/profile.ts';
import type { Entry, EntryBody } from '../../../transcript/entry.ts';
import { viewOf } from '../../view.ts';
import { deliveries, raisedEvents, saysAgain } from './deliveries.ts';

const message = (direction: 'sent' | 'received', value: object): EntryBody => ({
  kind: 'message',
  direction,
  text: JSON.stringify(value),
  bytes: 0,
  binary: false,
  frames: [],
});
const notification = (id: string, ...jobs: readonly object[]): EntryBody =>
  message('received', { id, type: 'NOTIFICATION', subType: 'REQUEST', payload: [{ object: 'JOB', data: jobs }] });
const acknowledgement = (id: string): EntryBody =>
  message('sent', { id, type: 'NOTIFICATION', subType: 'RESPONSE', payload: [] });

/** A transcript of one connection. */
const view = (...bodies: readonly EntryBody[]) => {
  const visit: EntryBody = { kind: 'tcp', direction: 'received', event: 'accepted', place: 1, groupId: 'G', token: '⟦t⟧' };
  const entries = [visit, ...bodies].map((body, index): Entry => ({ n: index + 1, at: index * 10, connection: 'c1', ...body }));
  return viewOf([{ header: { transcript: 1, scenario: 's', role: 'service', epochMs: 0, group: [] }, entries }], serviceProfile);
};
const event = (data: Readonly<Record<string, unknown>>): EntryBody => ({ kind: 'event', direction: 'sent', object: 'JOB', data });

test('knows its own entries by their numbers, and leaves out those of others', () => {
  const seen = view(
    event({ jobId: 1, state: 'DONE' }),
    notification('A', { jobId: 2 }),
    notification('B', { jobId: 2 }, { state: 'DONE', jobId: 1 }),
  );

  expect(deliveries(seen).map(({ request, entries }) => [request.claim.id, entries.map(({ key }) => key)])).toEqual([
    ['B', ['JOB 1']],
  ]);
  expect(deliveries(seen)[0]?.entries[0]?.text).toBe(raisedEvents(seen)[0]?.text);
});

test('takes for an acknowledgement only what came under the id of a request, after it', () => {
  const seen = view(
    event({ jobId: 1 }),
    acknowledgement('A'),
    notification('A', { jobId: 1 }),
    acknowledgement('B'),
    notification('B', { jobId: 1 }),
    acknowledgement('B'),
  );

  expect(deliveries(seen).map(({ acknowledged }) => acknowledged?.ref.entry)).toEqual([undefined, 7]);
});

test('takes for a repetition what says all of it again, and perhaps more', () => {
  const [first, more, less] = deliveries(
    view(
      event({ jobId: 1 }),
      event({ jobId: 3 }),
      notification('A', { jobId: 1 }),
      notification('B', { jobId: 3 }, { jobId: 1 }),
      notification('C', { jobId: 3 }),
    ),
  );
  if (first === undefined || more === undefined || less === undefined) throw new Error('expected three deliveries');

  expect([saysAgain(more, first), saysAgain(less, first)]).toEqual([true, false]);
});
