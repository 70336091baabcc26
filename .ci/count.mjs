// Prints vitest's JSON report as the one line that any CI reader counts; a report of no test is a failure.
import { readFileSync } from 'node:fs';

let report = { numPassedTests: 0, numFailedTests: 0 };
try {
  report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
} catch {
  process.stderr.write('the tests left no report: they did not run to their end\n');
}
const failed =
  report.numFailedTests +
  (report.testResults ?? []).filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
process.stdout.write(`${report.numPassedTests} passed, ${failed} failed\n`);
process.exit(report.numPassedTests > 0 && failed === 0 ? 0 : 1);
