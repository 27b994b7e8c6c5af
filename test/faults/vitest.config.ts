import { defineConfig } from 'vitest/config';

/** `npm run faults`: everything that can go wrong at each call of a ticket. It takes long, and is not part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/faults/tickets.ts'],
    maxWorkers: 1,
    expect: { requireAssertions: true },
  },
});
