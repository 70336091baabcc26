// `npm run check`, the inner loop: types (by the build, which the matrix needs), lint, and the tests that start no process.
import { step } from './step.mjs';

const steps = {
  types: ['.ci/build.mjs'],
  lint: ['node_modules/@biomejs/biome/bin/biome', 'ci', '.'],
  tests: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'wire', '--reporter=dot'],
};
const failed = Object.entries(steps).filter(([name, args]) => !step(name, args));
process.exit(failed.length === 0 ? 0 : 1);
