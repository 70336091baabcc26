import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Entry, Transcript } from '../transcript/entry.ts';
import { bytesOf, fileOf } from './transcript-file.ts';

test('gives the bytes that the digest was made of, whatever has been recorded since', () => {
  const mark = (n: number) => ({ n, at: n, kind: 'mark', direction: 'local', name: 'a', detail: 'é ⟦token 1⟧' }) satisfies Entry;
  const entries: Entry[] = [mark(1)];
  const header = { transcript: 1, scenario: 'area/one', role: 'endpoint', epochMs: 0, group: [] } as const;
  const transcript: Transcript = { header, entries };
  const { file, sha256 } = fileOf(transcript);
  entries.push(mark(2));
  expect(file).toBe('transcripts/area/one.jsonl');
  expect(createHash('sha256').update(bytesOf(transcript)).digest('hex')).toBe(sha256);
  expect(bytesOf(transcript).toString()).toBe(`${JSON.stringify(header)}\n${JSON.stringify(mark(1))}\n`);
});
