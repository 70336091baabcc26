import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UsageError } from '../candidate/usage-error.ts';
import { reporterChoices } from './report-choices.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-inside-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const output = join(cwd, 'run');
mkdirSync(join(output, 'transcripts'), { recursive: true });
symlinkSync(output, join(cwd, 'latest'));

const chosen = (value: string, folder = output) => reporterChoices([value], folder);

test.each([
  ['by its path', `junit=${join(output, 'x.xml')}`],
  ['under the name of another format', `junit=${join(output, 'report.html')}`],
  ['below a folder of it', `junit=${join(output, 'transcripts', 'junit.xml')}`],
  ['by a link', `html=${join(cwd, 'latest', 'x.html')}`],
  ['where the format has no file of its own', `github=${join(output, 'annotations')}`],
  ['as the folder itself', `badge=${output}`],
])('a report inside the output folder is refused: %s', (_how, value) => {
  expect(() => chosen(value)).toThrow(UsageError);
  expect(() => chosen(value)).toThrow(/^--reporter \w+=\S+: expected a file outside the output folder .*run, got one inside/);
});

test('one beside it is taken, and so is its own name inside, also before there is such a folder', () => {
  for (const value of ['junit', 'junit=-', `junit=${join(output, 'junit.xml')}`, `junit=${join(cwd, 'run.xml')}`])
    expect(() => chosen(value)).not.toThrow();
  expect(() => chosen(`tap=${join(cwd, '..data.tap')}`, join(cwd, 'not-there'))).not.toThrow();
  expect(() => chosen(`tap=${join(cwd, '..data.tap')}`, cwd)).toThrow(UsageError);
});
