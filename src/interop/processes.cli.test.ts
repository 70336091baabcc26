import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { start } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'nbwss-processes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('ends a process together with those that it started, and gives its output in a file', async () => {
  const log = join(folder, 'log');
  const child = `(trap 'echo child ended; exit' TERM; echo child "$NAME"; while :; do sleep 0.05; done)`;
  const process = start(`${child} & wait`, folder, { NAME: 'runs' }, log);
  await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toBe('child runs\n'));
  await process.end();
  expect(process.isRunning()).toBe(false);
  await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toMatch(/^child ended$/m));
});

test('knows of a process that ended by itself', async () => {
  const process = start('exit 3', folder, {}, join(folder, 'other'));
  await vi.waitFor(() => expect(process.isRunning()).toBe(false));
  await process.end();
});
