import { describe, expect, test } from 'vitest';
import { adding, again, later, movedBefore, nameOf, ranOut, saying, twice, without } from './edits.test-data.ts';
import type { Entry, EntryBody, Transcript } from './entry.ts';
import { markOf } from './mark.ts';

const message = (direction: 'sent' | 'received', subType: string): EntryBody => ({
  kind: 'message',
  direction,
  text: JSON.stringify({ type: 'CONNECT', subType }),
  bytes: 1,
  binary: false,
  frames: [],
});

const bodies: readonly EntryBody[] = [
  message('sent', 'REQUEST'),
  message('received', 'RESPONSE'),
  { kind: 'timer', direction: 'local', wait: 'answer', boundMs: 9, elapsedMs: 1, outcome: 'came', of: 1, by: 2 },
  { kind: 'pong', direction: 'received', hex: '', frames: [] },
  { kind: 'pong', direction: 'received', hex: '01', frames: [] },
  markOf('over'),
];

const transcript: Transcript = {
  header: { transcript: 1, scenario: 'a/b', role: 'endpoint', epochMs: 0, group: [] },
  entries: bodies.map((body, index): Entry => ({ n: index + 1, at: 10 * index, connection: 'c1', ...body })),
};

const names = ({ entries }: Transcript) => entries.map(nameOf);
const timer = ({ entries }: Transcript) => entries.find(({ kind }) => kind === 'timer');

describe('an edit of a transcript', () => {
  test('calls entries by what they are', () => {
    expect(names(transcript)).toEqual([
      'sent CONNECT REQUEST',
      'received CONNECT RESPONSE',
      'timer answer',
      'received pong',
      'received pong',
      'mark over',
    ]);
  });

  test('numbers what is left anew, and lets timers name the same entries', () => {
    const made = without('sent CONNECT REQUEST')(transcript);
    expect(made.entries.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
    expect(timer(made)).toMatchObject({ of: null, by: 1 });
  });

  test('picks one of several by its number, from either end', () => {
    expect(without('received pong #1')(transcript).entries.filter(({ kind }) => kind === 'pong')).toMatchObject([{ hex: '01' }]);
    expect(without('received pong #-1')(transcript).entries.filter(({ kind }) => kind === 'pong')).toMatchObject([{ hex: '' }]);
    expect(names(without('received pong')(transcript))).not.toContain('received pong');
  });

  test('ends a drive at the wait that ran out', () => {
    const made = ranOut('timer answer', 'received CONNECT RESPONSE')(transcript);
    expect(names(made)).toEqual(['sent CONNECT REQUEST', 'timer answer']);
    expect(timer(made)).toMatchObject({ outcome: 'expired', of: 1, by: null });
  });

  test('changes the text of a message, and its length', () => {
    const [, made] = saying('received CONNECT RESPONSE', 'CONNECT', 'COMMAND')(transcript).entries;
    expect(made).toMatchObject({ text: '{"type":"COMMAND","subType":"RESPONSE"}', bytes: 39 });
  });

  test('repeats, adds, moves and delays', () => {
    expect(names(twice('mark over')(transcript)).slice(-2)).toEqual(['mark over', 'mark over']);
    expect(names(adding('timer answer', markOf('more'))(transcript))[3]).toBe('mark more');
    expect(names(again('sent CONNECT REQUEST', 'mark over')(transcript)).at(-1)).toBe('sent CONNECT REQUEST');
    expect(names(movedBefore('mark over', 'timer answer')(transcript))[2]).toBe('mark over');
    expect(later('received pong #2', 100)(transcript).entries.map(({ at }) => at)).toEqual([0, 10, 20, 30, 140, 150]);
  });

  test('refuses to name what is not there, and to change nothing', () => {
    expect(() => without('received ping')(transcript)).toThrow(
      "a/b: expected an entry 'received ping', got sent CONNECT REQUEST",
    );
    expect(() => without('received pong #3')(transcript)).toThrow('received pong #3');
    expect(() => saying('mark over', 'under', 'x')(transcript)).toThrow("expected under in 'mark over'");
  });
});
