// Records the golden transcripts that a table names and that are not there yet, all of them with --all; after `npm run build`.
const { goldenRows } = await import('../dist/src/selftest/golden-rows.test-data.js');
const { recordGolden } = await import('../dist/src/selftest/record-golden.test-data.js');

const names = [...new Set(goldenRows.map(({ transcript }) => transcript))];
const recorded = await recordGolden(names, process.argv.includes('--all'));
process.stdout.write(`${recorded.length} of ${names.length} golden transcripts recorded\n`);
