import { expect, test } from 'vitest';
import type { Entry, EntryBody, FrameHeader } from '../transcript/entry.ts';
import { entryLine } from './entry-line.ts';

const frame: FrameHeader = { opcode: 1, fin: true, rsv: 0, masked: true, length: 2, form: 7 };
const received = (text: string): EntryBody => {
  return { kind: 'message', direction: 'received', text, bytes: text.length, binary: false, frames: [frame] };
};
const line = (body: EntryBody) => entryLine({ n: 12, at: 1034.4, connection: 'c3', ...body } satisfies Entry, 1000);

test('tells number, time since the transcript began, connection, direction, kind and text', () => {
  expect(line(received('{"version":"1.0"}'))).toBe('#12 +0.034 s c3 ← message {"version":"1.0"}');
});

test.each<[EntryBody, string]>([
  [
    { kind: 'tcp', direction: 'local', event: 'connected', host: 'acme', port: 443, address: '::1' },
    '· tcp connected to acme:443 (::1)',
  ],
  [
    { kind: 'tcp', direction: 'local', event: 'failed', host: 'acme', port: 443, error: 'ECONNREFUSED' },
    '· tcp failed to reach acme:443 (ECONNREFUSED)',
  ],
  [{ kind: 'tcp', direction: 'received', event: 'ended', how: 'reset' }, '← tcp ended by reset'],
  [{ kind: 'tcp', direction: 'sent', event: 'ended', how: 'fin', cause: 'done' }, '→ tcp ended by fin: done'],
  [
    {
      kind: 'tls',
      direction: 'received',
      event: 'failed',
      protocol: null,
      problem: 'not-tls',
      detail: 'HTTP came',
      certificate: null,
    },
    '← tls failed not-tls HTTP came',
  ],
  [{ kind: 'upgrade', direction: 'sent', path: '/nbwss', headers: {} }, '→ upgrade GET /nbwss'],
  [
    { kind: 'upgrade', direction: 'received', status: 404, headers: {}, problem: 'wrong-status', detail: 'not found' },
    '← upgrade status 404 wrong-status not found',
  ],
  [{ kind: 'upgrade', direction: 'received', status: null, headers: {}, problem: 'silent', detail: '' }, '← upgrade silent'],
  [{ kind: 'frame', direction: 'received', frame, problem: 'masked' }, '← frame opcode 1, 2 bytes: masked'],
  [{ kind: 'message', direction: 'sent', text: 'AA==', bytes: 1, binary: true, frames: [] }, '→ message (binary) AA=='],
  [{ kind: 'ping', direction: 'sent', hex: '0a', frames: [] }, '→ ping 0a'],
  [{ kind: 'close', direction: 'received', code: null, reason: '', frames: [] }, '← close without a code'],
  [{ kind: 'close', direction: 'received', code: 1000, reason: 'bye', frames: [] }, '← close 1000 bye'],
  [
    { kind: 'timer', direction: 'local', wait: 'ack', boundMs: 5000, elapsedMs: 5000.7, outcome: 'expired', of: 3, by: null },
    '· timer ack: expired after 5001 of 5000 ms',
  ],
  [{ kind: 'mark', direction: 'local', name: 'aborted', detail: '' }, '· mark aborted'],
  [{ kind: 'lag', direction: 'local', lagMs: 12.4 }, '· lag 12 ms'],
])('writes %o', (body, expected) => {
  expect(line(body)).toBe(`#12 +0.034 s c3 ${expected}`);
});

test('leaves out a connection where there is none', () => {
  expect(entryLine({ n: 1, at: 0, kind: 'lag', direction: 'local', lagMs: 7 }, 0)).toBe('#1 +0.000 s · lag 7 ms');
});

test('cuts long text to the width, whether it is plain, wide or spelled', () => {
  for (const text of ['x'.repeat(70_000), '😀'.repeat(70_000), '\u001b'.repeat(70_000)]) {
    const points = [...line(received(text))];
    expect(points.length).toBe(198);
    expect(points.at(-1)).toBe('…');
  }
});

test('writes hostile text on one line', () => {
  expect(line(received('a\r\n\u001b[2J\u202eb'))).toBe('#12 +0.034 s c3 ← message a\\u000d\\u000a\\u001b[2J\\u202eb');
});

test('names the kind of an entry that only a later version knows', () => {
  const later = { n: 1, at: 0, direction: 'local', kind: 'quantum' } as unknown as Parameters<typeof entryLine>[0];
  expect(entryLine(later, 0)).toBe('#1 +0.000 s · quantum');
});
