import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['src/**/*.test.ts', 'suites/**/*.test.ts', 'fixtures/**/*.test.ts'],
    // Two cores, and a third of the time is waiting; more workers would turn every timing test into a test of the scheduler.
    maxWorkers: 3,
    testTimeout: 60_000,
  },
});
