import { expect, test } from 'vitest';
import type { Entry } from '../transcript/entry.ts';
import { firstDifference } from './first-difference.ts';

const [ONE, TWO, THREE] = [
  'A1B2C3D4-0000-4000-8000-000000000001',
  'A1B2C3D4-0000-4000-8000-000000000002',
  'A1B2C3D4-0000-4000-8000-000000000003',
] as const;

/** A transcript of messages, one a line: `>` what we send, `<` what we get. */
const transcript = (...lines: readonly string[]): readonly Entry[] =>
  lines.map(
    (line, index) =>
      ({
        n: index + 1,
        at: index,
        connection: 'c1',
        kind: 'message',
        direction: line.startsWith('>') ? 'sent' : 'received',
        text: line.slice(1),
        bytes: line.length,
        binary: false,
        frames: [],
      }) as Entry,
  );

test('finds nothing where ids, times and job ids alone differ', () => {
  const before = transcript(`>{"id":"${ONE}","timeStamp":1764000000,"jobid":1800000001}`, `<{"id":"${ONE}"}`);
  const after = transcript(`>{"id":"${TWO}","timeStamp":1764009999,"jobid":1811111111}`, `<{"id":"${TWO.toLowerCase()}"}`);
  expect(firstDifference(before, after)).toBeNull();
});

test('finds the answer under another id', () => {
  const before = transcript(`>{"id":"${ONE}"}`, `<{"id":"${ONE}"}`);
  const after = transcript(`>{"id":"${TWO}"}`, `<{"id":"${THREE}"}`);
  expect(firstDifference(before, after)?.to?.n).toBe(2);
});

test('finds milliseconds where there were seconds', () => {
  const at = (time: string) => transcript(`<{"timeStamp":${time}}`);
  expect(firstDifference(at('1764000000'), at('1764000000123'))?.from?.n).toBe(1);
});

test('finds what comes where there was nothing more, and what no longer comes', () => {
  const [short, long] = [transcript('>a'), transcript('>a', '<b')];
  expect(firstDifference(short, long)).toEqual({ from: null, to: long[1] });
  expect(firstDifference(long, short)).toEqual({ from: long[1], to: null });
});

test('passes over what is no message and no end', () => {
  const lag = { n: 9, at: 0, kind: 'lag', direction: 'local', lagMs: 3 } as unknown as Entry;
  expect(firstDifference(transcript('>a'), [lag, ...transcript('>a')])).toBeNull();
});
