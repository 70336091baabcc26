import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import type { Entry, TranscriptHeader } from './entry.ts';
import { KEPT_TEXT, type RecordedMessage, Recorder } from './recorder.ts';
import { Redactor } from './redactor.ts';

const header: TranscriptHeader = {
  transcript: 1,
  scenario: 'area/name',
  role: 'endpoint',
  epochMs: 1_700_000_000_000,
  group: [],
};
const token = 'MIID4TCCAmsgAwIBAgIEBZCDRzANBg';

function setup() {
  let now = 1000;
  const clock: Clock = { now: () => now, wall: () => 0, after: () => ({ cancel: () => {} }) };
  const redactor = new Redactor();
  redactor.hide(token, 'token 1');
  const told: [Entry, TranscriptHeader][] = [];
  const recorder = new Recorder(header, clock, 990, redactor, (...what) => told.push(what));
  return {
    recorder,
    told,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const fact = (text: string, more: Partial<RecordedMessage> = {}): RecordedMessage => ({
  direction: 'received',
  text,
  bytes: Buffer.byteLength(text),
  binary: false,
  frames: [],
  ...more,
});

test('numbers its entries from 1 without gaps and stamps them with the time since the run began', () => {
  const { recorder, pass } = setup();
  recorder.mark('first');
  pass(2.34567);
  recorder.message(fact('{}'), 'c1');
  recorder.record({ kind: 'lag', direction: 'local', lagMs: 12 }, 'c2');

  expect(recorder.transcript).toEqual({
    header,
    entries: [
      { n: 1, at: 10, kind: 'mark', direction: 'local', name: 'first', detail: '' },
      {
        n: 2,
        at: 12.346,
        connection: 'c1',
        kind: 'message',
        direction: 'received',
        text: '{}',
        bytes: 2,
        binary: false,
        frames: [],
      },
      { n: 3, at: 12.346, connection: 'c2', kind: 'lag', direction: 'local', lagMs: 12 },
    ],
  });
});

test('tells each entry as it is recorded and gives it back', () => {
  const { recorder, told } = setup();
  const entry = recorder.mark('here', 'why');

  expect(told).toEqual([[entry, header]]);
  expect(recorder.transcript.entries).toEqual([entry]);
});

test('keeps why a message of ours is deliberately wrong, and no such member elsewhere', () => {
  const { recorder } = setup();

  expect(recorder.message(fact('{}', { direction: 'sent', deviation: 'no token' }), 'c1')).toHaveProperty(
    'deviation',
    'no token',
  );
  expect(recorder.message(fact('{}', { deviation: undefined }), 'c1')).not.toHaveProperty('deviation');
});

test('redacts what it records and keeps the length that was on the wire', () => {
  const { recorder } = setup();
  const text = JSON.stringify({ reason: `not ${token}`, password: 'hunter2hunter2' });

  expect(recorder.message(fact(text), 'c1')).toMatchObject({
    text: '{"reason":"not ⟦token 1⟧","password":"⟦secret, 14 bytes⟧"}',
    bytes: text.length,
  });
  expect(recorder.redact(`bye ${token}`)).toBe('bye ⟦token 1⟧');
});

describe('a long message', () => {
  const long = (length: number, members: object = {}): string => {
    const bare = JSON.stringify({ type: 'NOTIFICATION', subType: 'REQUEST', id: 'ID-1', ...members, pad: '' });
    return `${bare.slice(0, -2)}${'x'.repeat(length - bare.length)}"}`;
  };

  test('is kept whole up to 64 KiB', () => {
    const { recorder } = setup();
    const text = long(64 * 1024);

    expect(text).toHaveLength(KEPT_TEXT);
    expect(recorder.message(fact(text), 'c1')).toEqual(expect.objectContaining({ text }));
    expect(recorder.message(fact(text), 'c1')).not.toHaveProperty('cut');
  });

  test('is cut beyond, with its length, its digest and its envelope', () => {
    const { recorder } = setup();
    const text = long(64 * 1024 + 1);

    expect(recorder.message(fact(text), 'c1')).toMatchObject({
      text: text.slice(0, 65_536),
      bytes: 65_537,
      cut: { sha256: createHash('sha256').update(text).digest('hex'), type: 'NOTIFICATION', subType: 'REQUEST', id: 'ID-1' },
    });
  });

  test.each([
    ['numbers and objects', { type: 7, subType: {}, id: ['ID-1'] }],
    ['texts beyond any identifier', { type: 'T'.repeat(257), subType: null, id: 'I'.repeat(5000) }],
  ])('has null for an envelope of %s', (_name, members) => {
    const { recorder } = setup();

    expect(recorder.message(fact(long(70_000, members)), 'c1')).toMatchObject({ cut: { type: null, subType: null, id: null } });
  });

  test.each(['{"type":"CONNECT",', '[', 'null '])('has null for the envelope of text that is no object (%s)', (start) => {
    const { recorder } = setup();

    expect(recorder.message(fact(start.padEnd(70_000)), 'c1')).toMatchObject({ cut: { type: null, subType: null, id: null } });
  });

  test('shows no secret, neither in its envelope nor where the cut goes through it', () => {
    const { recorder } = setup();
    const start = '{"pad":"';
    const across = `${start}${'x'.repeat(KEPT_TEXT - start.length - 10)}${token}${'x'.repeat(1000)}"}`;

    expect(across.slice(KEPT_TEXT - 10, KEPT_TEXT)).toBe(token.slice(0, 10));
    expect(JSON.stringify(recorder.message(fact(across), 'c1'))).not.toContain(token.slice(0, 8));
    expect(recorder.message(fact(long(70_000, { id: token })), 'c1')).toMatchObject({ cut: { id: '⟦token 1⟧' } });
  });
});
