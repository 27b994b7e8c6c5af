import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes begins first: at the end nothing is waited for alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes('/test/faults/');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'sandbox/**/*.test.ts', 'src/**/*.test.ts', 'plugins/**/*.test.ts'],
    reporters: ['default', './test/summary.ts'],
    // Tests mostly wait for sockets: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    // Without a limit of its own a poll gives up after one second, which a busy machine may stand still for.
    expect: { requireAssertions: true, poll: { timeout: 30_000 } },
    // PostgreSQL makes and drops a database for many tests, which takes seconds on a busy disk.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
