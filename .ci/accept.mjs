// `npm run accept`: writes anew what is generated: snapshots, the published schema, and the page of each kill matrix.
import { step } from './step.mjs';

const steps = {
  build: ['.ci/build.mjs'],
  'snapshots and schemas': ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--update', '--reporter=dot'],
  ...Object.fromEntries(
    ['endpoint', 'service'].map((role) => [
      `kill matrix of role ${role}`,
      ['bin/nbwss-conformance.js', 'selftest', role, '--page', `fixtures/kill-matrix-${role}.md`],
    ]),
  ),
};
const failed = Object.entries(steps).filter(([name, args]) => !step(name, args));
process.exit(failed.length === 0 ? 0 : 1);
