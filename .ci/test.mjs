// `npm test`: format and lint, the tests, and the kill matrices; those run alone, since they judge by time on two cores.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'nbwss-test-'));
const report = join(folder, 'vitest.json');

/** Runs one step from the root and says whether it succeeded. */
function step(name, args) {
  process.stdout.write(`\n== ${name}\n`);
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** vitest's own count; a file that failed before its first test counts as one failure. */
function counted() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
    return { passed: numPassedTests, failed: numFailedTests + broken };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const biome = step('biome', ['node_modules/@biomejs/biome/bin/biome', 'ci', '.']);
const vitest = step('vitest', [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]);
const selftests = ['endpoint', 'service'].map((role) =>
  step(`selftest ${role}`, ['bin/nbwss-conformance.js', 'selftest', role, '--compare', `fixtures/kill-matrix-${role}.md`]),
);
const { passed, failed } = counted();
rmSync(folder, { recursive: true, force: true });

const others = [biome, ...selftests];
const failures = failed + others.filter((ok) => !ok).length;
process.stdout.write(`\n${passed + others.filter(Boolean).length} passed, ${failures} failed\n`);
process.exit(vitest && failures === 0 && passed > 0 ? 0 : 1);
