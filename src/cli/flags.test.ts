import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { seconds } from './flags.ts';
import { readConfig } from './read-config.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-flags-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function configured(maxTime: number) {
  const file = join(cwd, 'config.yaml');
  writeFileSync(file, `maxTime: ${maxTime}\n`);
  return readConfig(file);
}

test('seconds are as many as a timer takes, on the command line as in a config', () => {
  expect(['0.5', '2147483'].map(seconds)).toEqual([0.5, 2_147_483]);
  expect(configured(2_147_483)).toEqual({ maxTime: 2_147_483 });
  for (const value of ['0', '-1', '', 'soon', '2147484', '1e10'])
    expect(() => seconds(value)).toThrow(/above 0 and up to 2147483/);
  expect(() => configured(2_147_484)).toThrow(/config\.yaml: maxTime: expected .* 2147483/);
});
