// `npm test`: format and lint, the tests, and the kill matrices; those run alone, since they judge by time on two cores.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { skipsOf } from './skips.mjs';
import { compared, root, step } from './step.mjs';

// Driven anew, all of it; what it leaves is for `npm run check` to judge again.
const KEPT = 'node_modules/.cache/nbwss-conformance';

const folder = mkdtempSync(join(tmpdir(), 'nbwss-test-'));
const report = join(folder, 'vitest.json');

const biome = step('biome', ['node_modules/@biomejs/biome/bin/biome', 'ci', '.']);
const vitest = step('vitest', [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]);
const selftests = ['endpoint', 'service'].map((role) =>
  step(`kill matrix of role ${role}`, [...compared(role), '--cache', KEPT]),
);
const { passed, failed, files, skips } = counted(report);
rmSync(folder, { recursive: true, force: true });

// A file that belongs to no project of vitest.config.ts, or to two, is a failure.
const odd = testFiles().filter((file) => files.filter((driven) => driven === file).length !== 1);
for (const file of odd)
  process.stdout.write(`${file}: expected to be run once, got ${files.filter((one) => one === file).length} times\n`);
// What is not there on this machine may be skipped, but where every test must run: `NBWSS_TESTS=complete`, as in .ci/run.
const isComplete = skips.length === 0 || process.env.NBWSS_TESTS !== 'complete';
for (const { why, count } of skips) process.stdout.write(`skipped ${count}: ${why}\n`);
const others = [biome, odd.length === 0, isComplete, ...selftests];
const failures = failed + others.filter((ok) => !ok).length;
const skipped = skips.reduce((sum, { count }) => sum + count, 0);
process.stdout.write(`\n${files.length} test files, 2 kill matrices\n`);
process.stdout.write(`${passed + others.filter(Boolean).length} passed, ${failures} failed, ${skipped} skipped\n`);
process.exit(vitest && failures === 0 && passed > 0 ? 0 : 1);

/** vitest's own count; a file that failed before its first test counts as one failure. */
function counted(file) {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8'));
    const { numPassedTests, numFailedTests, testResults } = read;
    const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
    const files = testResults.map(({ name }) => relative(root, name));
    return { passed: numPassedTests, failed: numFailedTests + broken.length, files, skips: skipsOf(read) };
  } catch {
    return { passed: 0, failed: 1, files: [], skips: [] };
  }
}

/** Every test file of the repository, from its root. */
function testFiles() {
  return ['src', 'suites', 'fixtures'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => join(folder, file)),
  );
}
