import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { sampleResult } from '../../result/sample-result.test-data.ts';
import { forgetOthers, keepRun, keptRun } from './recording.ts';

const folder = join(mkdtempSync(join(tmpdir(), 'nbwss-kept-')), 'endpoint');
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = {
  result: sampleResult([]),
  transcripts: [{ header: { transcript: 1, scenario: 'a/b', role: 'endpoint', epochMs: 0, group: [] }, entries: [] }],
} as const;

test('gives a run as it was kept, and leaves nothing else in the folder', () => {
  keepRun(folder, 'one', run);
  expect(keptRun(folder, 'one')).toEqual(run);
  expect(readdirSync(folder)).toEqual(['one.json.gz']);
});

test('has none under another key, and none of a file that is cut short', () => {
  keepRun(folder, 'one', run);
  expect(keptRun(folder, 'other')).toBeUndefined();
  truncateSync(join(folder, 'one.json.gz'), 100);
  expect(keptRun(folder, 'one')).toBeUndefined();
});

test('forgets all but what it is told to keep', () => {
  for (const key of ['one', 'two', 'three']) keepRun(folder, key, run);
  forgetOthers(folder, new Set(['two']));
  expect(readdirSync(folder)).toEqual(['two.json.gz']);
});
