import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Transcript } from './entry.ts';
import { readTranscript, writeTranscript } from './jsonl.ts';

const header: Transcript['header'] = {
  transcript: 1,
  scenario: 'handshake/accepts-token',
  role: 'endpoint',
  epochMs: 1_700_000_000_000,
  group: [{ place: 1, priority: 1, hostName: 'host.example', url: 'wss://host.example:1/x' }],
};
const entry = (text: string): Transcript['entries'][number] => ({
  n: 1,
  at: 0.125,
  connection: 'c1',
  kind: 'message',
  direction: 'received',
  text,
  bytes: 1,
  binary: false,
  frames: [{ opcode: 1, fin: true, rsv: 0, masked: false, length: 1, form: 7 }],
});
const written = writeTranscript({ header, entries: [entry('a'), entry('b')] });

test('writes the header and then one entry a line', () => {
  expect(written.split('\n')).toEqual([JSON.stringify(header), JSON.stringify(entry('a')), JSON.stringify(entry('b')), '']);
});

test('reads back what was written, byte for byte, whatever text came over the wire', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5 }), (texts) => {
      const transcript: Transcript = { header, entries: texts.map(entry) };
      // As on a disk, where a lone surrogate cannot be.
      const onDisk = Buffer.from(writeTranscript(transcript)).toString();
      const read = readTranscript(onDisk, 'x.jsonl');

      expect(read).toEqual(transcript);
      expect(writeTranscript(read)).toBe(onDisk);
    }),
  );
});

test.each(['\ud800', '\udc00x', 'line\nbreak\r\n', '\u2028\u2029', '\0\x1b[31m', '⟦token 1⟧'])('keeps %j in one line', (text) => {
  const one = writeTranscript({ header, entries: [entry(text)] });

  expect(one.split('\n')).toHaveLength(3);
  expect(readTranscript(one, 'x.jsonl').entries).toEqual([entry(text)]);
});

test('reads a transcript without entries', () => {
  expect(readTranscript(writeTranscript({ header, entries: [] }), 'x.jsonl')).toEqual({ header, entries: [] });
});

test('names the file and the line that is not JSON, blank lines counted', () => {
  expect(() => readTranscript(`${JSON.stringify(header)}\n\n{"n":1,"at":`, 'reports/a.jsonl')).toThrow(
    'reports/a.jsonl line 3: expected one JSON object, got {"n":1,"at":; run the suite again.',
  );
});

test.each(['5', 'null', '[]', '"text"'])('refuses a line that is JSON but no object (%s)', (line) => {
  expect(() => readTranscript(`${JSON.stringify(header)}\n${line}\n`, 'a.jsonl')).toThrow(
    `a.jsonl line 2: expected one JSON object, got ${line}; run the suite again.`,
  );
});

test('shows only the start of a long line', () => {
  expect(() => readTranscript('x'.repeat(100_000), 'a.jsonl')).toThrow(
    `a.jsonl line 1: expected one JSON object, got ${'x'.repeat(40)}; run the suite again.`,
  );
});

test.each([
  ['', 'an empty file'],
  ['\n\n', 'an empty file'],
  [JSON.stringify({ ...header, transcript: 2 }), '{"transcript":2,"scenario":"handshake/accepts-token","role":"'],
  [JSON.stringify(entry('a')), '{"n":1,"at":0.125,"connection":"c1","kind":"message","directi'.slice(0, 60)],
])('refuses a file that does not begin with a header of version 1 (%j)', (text, got) => {
  expect(() => readTranscript(text, 'a.jsonl')).toThrow(
    `a.jsonl: expected a transcript header of version 1 in its first line, got ${got.slice(0, 60)}; run the suite again.`,
  );
});

test.each([
  ['no number', { ...entry('a'), n: undefined }],
  ['a time that is none', { ...entry('a'), at: 'soon' }],
  ['no kind', { ...entry('a'), kind: 7 }],
  ['a direction that there is not', { ...entry('a'), direction: 'up' }],
])('refuses an entry with %s', (_what, wrong) => {
  const text = `${JSON.stringify(header)}\n${JSON.stringify(wrong)}\n`;
  expect(() => readTranscript(text, 'a.jsonl')).toThrow('a.jsonl line 2: expected an entry, got {');
});

test('reads an entry of a kind that a later version has', () => {
  const later = { ...entry('a'), kind: 'dream' };
  expect(readTranscript(`${JSON.stringify(header)}\n${JSON.stringify(later)}\n`, 'a.jsonl').entries).toEqual([later]);
});
