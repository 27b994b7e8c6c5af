import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'sandbox/**/*.test.ts'],
    reporters: ['default', './test/summary.ts'],
    testTimeout: 15_000,
    hookTimeout: 15_000,
  },
});
