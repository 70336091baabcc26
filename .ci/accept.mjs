// `npm run accept`: writes anew what is generated: snapshots, the published schema, golden transcripts that a table names anew, and the
// page of each kill matrix.
import { inTurn } from './step.mjs';

const page = (role) => ['bin/nbwss-conformance.js', 'selftest', role, '--recorded', '--page', `fixtures/kill-matrix-${role}.md`];
const good = inTurn({
  build: ['.ci/build.mjs'],
  'golden transcripts': ['.ci/record-transcripts.mjs'],
  'kill matrix of role endpoint': page('endpoint'),
  'kill matrix of role service': page('service'),
  'snapshots and schema': ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--update', '--reporter=dot'],
});
process.exit(good ? 0 : 1);
