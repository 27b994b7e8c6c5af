import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Ends a run with one plain line of counts and says which tests were skipped, and why. With `REQUIRE_ALL=1` a skip
 * fails the run, so that no machine passes by leaving something out.
 */
export default class Summary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    for (const test of skipped) console.log(`skipped: ${test.fullName} (${reason(test)})`);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    if (skipped.length > 0 && process.env.REQUIRE_ALL === '1') {
      console.log('REQUIRE_ALL=1: a skipped test is a failure.');
      process.exitCode = 1;
    }
    console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${skipped.length} skipped`);
  }
}

function reason(test: TestCase): string {
  const result = test.result();
  return (result.state === 'skipped' && result.note) || 'no reason given';
}
