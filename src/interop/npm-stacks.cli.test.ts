import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { packageRoot } from '../protocol/package-root.ts';
import type { CheckResult } from '../result/result.ts';
import { driveStack } from './drive-stack.ts';
import { stacksIn } from './stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'nbwss-npm-stacks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stacks = stacksIn(fileURLToPath(new URL('fixtures/interop', packageRoot())));
/** Those that `npm ci` brings; the others need a toolchain and are driven by `npm run interop`. */
const ofNpm = stacks.filter(({ needs }) => Object.keys(needs).length === 0);

test('npm brings a stack of each role that is not ours', () => {
  expect(ofNpm.map(({ role, name }) => `${role}/${name}`)).toEqual(['endpoint/node-faye', 'service/node-undici']);
});

test.each(ofNpm)(
  'finds nothing wrong with the $role on $title',
  async (stack) => {
    const lines: string[] = [];
    const { first } = await driveStack(stack, {
      hogs: 0,
      repeat: 1,
      output: () => join(folder, stack.role),
      say: (line) => void lines.push(line),
    });
    // A busy machine may leave a check unjudged, and with it what relies on it; that says nothing about the stack.
    const isOurs = ({ reason }: CheckResult) => reason === 'runner-lagged' || reason === 'control-not-passed';
    const said = lines.join('\n');
    expect(
      first?.findings.filter(({ check }) => !isOurs(check)),
      said,
    ).toEqual([]);
    expect(first?.result.summary.checks['pass'], said).toBeGreaterThan(50);
  },
  180_000,
);
