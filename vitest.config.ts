import { defineConfig } from 'vitest/config';

const roots = ['src', 'suites', 'fixtures'];
const source = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } };

interface Project {
  readonly name: string;
  /** How the names of its files end. */
  readonly suffix: string;
  /** Refuses what its tests must not do. */
  readonly setupFiles: string[];
  /** Projects of one number run at the same time, those of the next one after them. */
  readonly order: number;
  readonly maxWorkers: number;
  readonly isolate: boolean;
}

const project = ({ name, suffix, setupFiles, order, maxWorkers, isolate }: Project) => ({
  ...source,
  test: {
    name,
    include: roots.map((root) => `${root}/**/+([!.])${suffix}`),
    setupFiles,
    sequence: { groupOrder: order },
    maxWorkers,
    isolate,
    testTimeout: 180_000,
  },
});

const withoutSockets = '.ci/without-sockets.mjs';
const withoutProcesses = '.ci/without-processes.mjs';
/** What waits for timers and for others leaves its core to the next one; more would turn every timing test into one of the scheduler. */
const WAITING = 5;

export default defineConfig({
  test: {
    projects: [
      // Nothing of theirs outlives them, so that they share what is loaded: to load it takes longer than all their tests.
      project({
        name: 'unit',
        suffix: '.test.ts',
        setupFiles: [withoutSockets, withoutProcesses],
        order: 0,
        maxWorkers: 2,
        isolate: true,
      }),
      project({
        name: 'wire',
        suffix: '.wire.test.ts',
        setupFiles: [withoutProcesses],
        order: 1,
        maxWorkers: WAITING,
        isolate: true,
      }),
      project({ name: 'cli', suffix: '.cli.test.ts', setupFiles: [], order: 1, maxWorkers: WAITING, isolate: true }),
      project({ name: 'browser', suffix: '.browser.test.ts', setupFiles: [], order: 1, maxWorkers: WAITING, isolate: true }),
    ],
  },
});
