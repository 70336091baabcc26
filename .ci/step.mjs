import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** Runs one step with Node from the root, says how long it took, and whether it succeeded. */
export function step(name, args) {
  process.stdout.write(`\n== ${name}\n`);
  const from = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  process.stdout.write(`== ${name}: ${status === 0 ? 'ok' : 'failed'}, ${((performance.now() - from) / 1000).toFixed(1)} s\n`);
  return status === 0;
}

/** Runs steps one after another, whatever becomes of each, and says whether all succeeded. */
export const inTurn = (steps) => Object.entries(steps).filter(([name, args]) => !step(name, args)).length === 0;

/** A selftest whose page must say what it shows. */
export const compared = (role) => ['bin/nbwss-conformance.js', 'selftest', role, '--compare', `fixtures/kill-matrix-${role}.md`];
