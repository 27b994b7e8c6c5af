import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'sandbox/**/*.test.ts', 'src/**/*.test.ts', 'plugins/**/*.test.ts'],
    reporters: ['default', './test/summary.ts'],
    // Tests mostly wait for sockets: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    expect: { requireAssertions: true },
    // PostgreSQL makes and drops a database for many tests, which takes seconds on a busy disk.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
