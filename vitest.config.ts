import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['src/**/*.test.ts', 'suites/**/*.test.ts', 'fixtures/**/*.test.ts'],
    // Two cores: more workers than cores would turn every timing test into a test of the scheduler.
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
