import { defineConfig } from 'vitest/config';

const roots = ['src', 'suites', 'fixtures'];
const source = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } };

/** A project of the tests whose files end so; what its tests must not do, a file of setup refuses. */
const project = (name: string, suffix: string, setupFiles: readonly string[] = []) => ({
  ...source,
  test: {
    name,
    include: roots.map((root) => `${root}/**/+([!.])${suffix}`),
    setupFiles: [...setupFiles],
    testTimeout: 60_000,
  },
});

const withoutSockets = '.ci/without-sockets.mjs';
const withoutProcesses = '.ci/without-processes.mjs';

export default defineConfig({
  test: {
    // Two cores, and a third of the time is waiting; more workers would turn every timing test into a test of the scheduler.
    maxWorkers: 3,
    projects: [
      project('unit', '.test.ts', [withoutSockets, withoutProcesses]),
      project('wire', '.wire.test.ts', [withoutProcesses]),
      project('cli', '.cli.test.ts'),
      project('browser', '.browser.test.ts'),
    ],
  },
});
