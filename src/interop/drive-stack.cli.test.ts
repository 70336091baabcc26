import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { driveStack } from './drive-stack.ts';
import type { Stack } from './stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'nbwss-drive-stack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function told(change: Partial<Stack>) {
  const stack: Stack = { role: 'endpoint', name: 'test-stack', folder, title: 'Test', needs: {}, start: ['true'], ...change };
  const lines: string[] = [];
  const { first, isGood } = await driveStack(stack, {
    hogs: 0,
    repeat: 1,
    output: () => join(folder, 'run'),
    say: (line) => void lines.push(line),
  });
  return { first, isGood, lines };
}

test('skips a stack whose toolchain is not here, by a sentence that names the packages', async () => {
  expect(await told({ needs: { '/nowhere/go': 'golang-go' } })).toEqual({
    first: null,
    isGood: true,
    lines: ['endpoint/test-stack → skipped: /nowhere/go not found; install golang-go'],
  });
});

test('does not count as good a stack that cannot be built, and says what the build said', async () => {
  expect(await told({ build: 'echo "no such symbol" >&2; exit 2' })).toEqual({
    first: null,
    isGood: false,
    lines: ['endpoint/test-stack → not driven: test-stack: the build ended with 2: no such symbol'],
  });
});

test('does not count as good a stack that ends before it listens, and says its last words', async () => {
  expect(await told({ start: ['echo "address in use"; exit 1'] })).toEqual({
    first: null,
    isGood: false,
    lines: ['endpoint/test-stack → not driven: test-stack does not come up: address in use'],
  });
});
