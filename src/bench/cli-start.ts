import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../protocol/package-root.ts';
import { median } from './median.ts';

const ROUNDS = 9;

/** Start-up of the command line to that of `node -e 0`, without NODE_EXTRA_CA_CERTS, whose 46 ms would flatter every ratio. */
export async function cliStart(): Promise<readonly string[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'nbwss-bench-'));
  const { NODE_EXTRA_CA_CERTS: _unused, ...env } = process.env;
  const launcher = fileURLToPath(new URL('bin/nbwss-conformance.js', packageRoot()));
  // Port 1 of the loopback interface refuses at once: what is measured is everything up to the first connection.
  const descriptor = { token: 'abcdefghij', priority: 1, groupId: 'G', hostName: '127.0.0.1', url: 'wss://127.0.0.1:1/' };
  writeFileSync(join(cwd, 'd.json'), JSON.stringify(descriptor));
  const commands: readonly (readonly [name: string, goal: string, args: readonly string[]])[] = [
    ['node -e 0', '1', ['-e', '0']],
    ['--version', '1.15', [launcher, '--version']],
    ['list', '1.25', [launcher, 'list']],
    ['run endpoint, ready and refused', '2.5', [launcher, 'run', 'endpoint', 'd.json', '--quiet']],
  ];
  const times = commands.map(() => [] as number[]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [, , args]] of commands.entries()) {
      const from = performance.now();
      spawnSync(process.execPath, args, { cwd, env });
      times[index]?.push(performance.now() - from);
    }
  }
  rmSync(cwd, { recursive: true, force: true });
  const base = median(times[0] ?? []);
  return commands.slice(1).map(([name, goal], index) => {
    const wall = median(times[index + 1] ?? []);
    return `${name} / node -e 0: ${(wall / base).toFixed(2)} (${wall.toFixed(0)} ms against ${base.toFixed(0)} ms; goal ${goal})`;
  });
}
