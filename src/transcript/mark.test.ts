import { describe, expect, test } from 'vitest';
import type { Entry, EntryBody } from './entry.ts';
import { isMark, isUnreadable, markDetail, markOf } from './mark.ts';

const entry = (body: EntryBody): Entry => ({ n: 1, at: 0, ...body });
const said = (name: string, detail: string): Entry => entry({ kind: 'mark', direction: 'local', name, detail });

const found = {
  scenario: 'a/b',
  number: 3,
  seed: 1,
  path: '0:1',
  tags: ['batch'],
  steps: ['x', 'y'],
  alone: true,
  value: { anything: [1] },
} as const;

describe('a mark', () => {
  test.each([
    [
      'case',
      markOf('case', { number: 7, stage: 'smallest', tags: ['large'] }),
      '{"number":7,"stage":"smallest","tags":["large"]}',
    ],
    ['searched', markOf('searched', { cases: 3, replay: false }), '{"cases":3,"replay":false}'],
    ['counterexample', markOf('counterexample', found), JSON.stringify(found)],
    ['script', markOf('script', { place: 2, stage: 'shrink', steps: ['drop'] }), '{"place":2,"stage":"shrink","steps":["drop"]}'],
    ['script-over', markOf('script-over', { place: 2 }), '{"place":2}'],
    ['wrong-tokens', markOf('wrong-tokens', 4), '4'],
    ['drive-ended', markOf('drive-ended', 'error: two\nlines'), 'error: two\nlines'],
    ['no-hook', markOf('no-hook', 'sendCommand'), 'sendCommand'],
    ['tick', markOf('tick'), ''],
  ] as const)('%s is written as transcripts have it, and read back as it was given', (name, body, detail) => {
    expect(body).toEqual({ kind: 'mark', direction: 'local', name, detail });
    const read = markDetail(entry(body), name);
    expect(typeof read === 'object' || typeof read === 'number' ? JSON.stringify(read) : read).toBe(detail);
    expect(isUnreadable(entry(body))).toBe(false);
  });

  test.each([
    ['case', 'not JSON'],
    ['case', '{"number":"7","stage":"search","tags":[]}'],
    ['case', '{"number":7,"stage":"later","tags":[]}'],
    ['case', '{"number":7,"stage":"search","tags":["strange"]}'],
    ['searched', '{"cases":1}'],
    ['counterexample', JSON.stringify({ ...found, steps: [1] })],
    ['script', 'null'],
    ['script-over', '[]'],
    ['wrong-tokens', 'many'],
    ['drive-ended', 'somehow'],
  ] as const)('%s that says %s is not read, and told to be so', (name, detail) => {
    expect(markDetail(said(name, detail), name)).toBeUndefined();
    expect(isUnreadable(said(name, detail))).toBe(true);
  });

  test('of a drive has a name of its own, and a text or none', () => {
    expect([markOf('back'), markOf('back', 'again')]).toMatchObject([{ detail: '' }, { detail: 'again' }]);
    expect(isUnreadable(said('back', '{'))).toBe(false);
    expect(isUnreadable(said('constructor', ''))).toBe(false);
  });

  test('says nothing under another name', () => {
    expect(isMark(said('tick', ''), 'control')).toBe(false);
    expect(markDetail(said('tick', ''), 'control')).toBeUndefined();
  });
});
