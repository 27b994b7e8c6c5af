import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'sandbox/**/*.test.ts', 'src/**/*.test.ts', 'plugins/**/*.test.ts'],
    reporters: ['default', './test/summary.ts'],
    // Tests mostly wait for sockets: a worker for each core, where vitest would leave one core idle.
    maxWorkers: Math.max(2, availableParallelism()),
    expect: { requireAssertions: true },
    testTimeout: 15_000,
    hookTimeout: 15_000,
  },
});
