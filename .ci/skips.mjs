/** The tests of vitest's JSON report that were skipped, one line a reason: how many, and the sentence of src/need.test-data.ts, else their names. */
export function skipsOf({ testResults }) {
  const skipped = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed');
  const counts = new Map();
  for (const { fullName, meta } of skipped) {
    const why = meta?.skipped ?? `${fullName}: expected a sentence that says why, got none; skip by need().`;
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return [...counts].map(([why, count]) => ({ why, count }));
}
