import { expect, test } from 'vitest';
import type { EntryBody } from '../../transcript/entry.ts';
import { decisionOf } from './decision-of.ts';

const shaken: EntryBody = {
  kind: 'tls',
  direction: 'received',
  event: 'failed',
  protocol: null,
  problem: null,
  detail: '',
  certificate: null,
};
const left: EntryBody = { kind: 'tcp', direction: 'received', event: 'ended', how: 'fin' };
const cut: EntryBody = { kind: 'tcp', direction: 'sent', event: 'ended', how: 'fin', cause: 'late' };
const answered: EntryBody = { kind: 'http', direction: 'sent', server: 'endpoint', call: 1, status: 426, headers: {}, body: '' };

/** How often it is told after these. */
const toldAfter = (...bodies: readonly EntryBody[]): number => {
  let told = 0;
  const decide = decisionOf(() => {
    told += 1;
  });
  for (const body of bodies) decide(body);
  return told;
};

test('tells of a request, and of the end after a TLS handshake in whatever order both are noticed', () => {
  expect([toldAfter(answered), toldAfter(shaken, left), toldAfter(left, shaken)]).toEqual([1, 1, 1]);
});

test('tells nothing of a bare TCP connection, of a handshake under way or of an end of our own making', () => {
  expect([toldAfter(left), toldAfter(shaken), toldAfter(shaken, cut)]).toEqual([0, 0, 0]);
});

test('tells once', () => {
  expect(toldAfter(shaken, answered, answered, left)).toBe(1);
});
