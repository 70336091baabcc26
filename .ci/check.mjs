// `npm run check`, the inner loop: types (by the build, which the matrix needs), lint, the tests that start no process, and the kill
// matrix judged again: only what a change may have touched is driven.
import { compared, inTurn } from './step.mjs';

const good = inTurn({
  types: ['.ci/build.mjs'],
  lint: ['node_modules/@biomejs/biome/bin/biome', 'ci', '.'],
  tests: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'wire', '--reporter=dot'],
  'kill matrix of role endpoint': [...compared('endpoint'), '--recorded'],
  'kill matrix of role service': [...compared('service'), '--recorded'],
});
process.exit(good ? 0 : 1);
