import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { INDEX, type RunIndex, readIndex } from './run-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'nbwss-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const index: RunIndex = {
  schemaVersion: 1,
  runs: [
    { folder: 'g1-0a', groupId: 'G1', verdict: 'conformant', exitCode: 0 },
    { folder: 'g2-0b', verdict: null, exitCode: null },
  ],
  shard: '1/2',
  groups: ['G1', 'G2'],
};
const read = (text: string) => {
  writeFileSync(join(folder, INDEX), text);
  return readIndex(folder);
};

test('is read as it was written', () => {
  expect(read(JSON.stringify(index))).toEqual(index);
});

test.each([
  ['text that is not JSON', '{'],
  ['another version', JSON.stringify({ ...index, schemaVersion: 2 })],
  ['no runs', JSON.stringify({ schemaVersion: 1 })],
  ['a run that leads elsewhere', JSON.stringify({ ...index, runs: [{ ...index.runs[0], folder: '../x' }] })],
  ['a verdict that there is not', JSON.stringify({ ...index, runs: [{ ...index.runs[0], verdict: 'fine' }] })],
])('is none of ours with %s', (_what, text) => {
  expect(read(text)).toBeNull();
});

test('is none where there is no file', () => {
  expect(readIndex(join(folder, 'none'))).toBeNull();
});
