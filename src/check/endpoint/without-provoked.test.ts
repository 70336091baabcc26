import { expect, test } from 'vitest';
import type { Entry } from '../../transcript/entry.ts';
import { withoutProvoked } from './without-provoked.ts';

const message = (n: number, connection: string, more: object = {}): Entry => ({
  n,
  at: n,
  connection,
  kind: 'message',
  direction: 'received',
  text: '{}',
  bytes: 2,
  binary: false,
  frames: [],
  ...more,
});
const fact = (entry: Entry) => ({ ref: { transcript: 'x', entry: entry.n }, entry });

test('leaves out what is said on a connection from the first provocation on, and nothing of any other', () => {
  const facts = [
    message(1, 'c1'),
    message(2, 'c1', { direction: 'sent', provokes: true }),
    message(3, 'c1'),
    message(4, 'c2'),
  ].map(fact);

  expect(withoutProvoked(facts).map(({ entry }) => entry.n)).toEqual([1, 4]);
});

test('keeps everything that is no message', () => {
  const close: Entry = {
    n: 2,
    at: 2,
    connection: 'c1',
    kind: 'close',
    direction: 'received',
    code: 1005,
    reason: '',
    frames: [],
  };
  const facts = [message(1, 'c1', { provokes: true }), close].map(fact);

  expect(withoutProvoked(facts).map(({ entry }) => entry.n)).toEqual([2]);
});
