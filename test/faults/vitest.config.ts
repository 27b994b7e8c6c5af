import { defineConfig } from 'vitest/config';

/** `npm run faults`: everything that can go wrong at each call. It takes long, and is not yet part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/faults/tickets.ts', 'test/faults/tickets-threads.ts'],
    maxWorkers: 1,
    expect: { requireAssertions: true },
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
