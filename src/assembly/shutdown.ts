import type { PluginLogger } from '../sdk/logger.ts';

/** One step of a shutdown. */
export interface ShutdownStep {
  /** What is closed, for the log. */
  readonly what: string;
  /** How long it may take, in ms. */
  readonly limit: number;
  run(): unknown;
}

/**
 * Takes the steps one after the other. One that fails or is not done within its time is logged and left behind, so that
 * the last ones, which close the database and the log, are always reached.
 */
export async function shutDown(steps: readonly ShutdownStep[], logger: PluginLogger): Promise<void> {
  for (const { what, limit, run } of steps) {
    const late = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => late.resolve('late'), limit);
    try {
      if ((await Promise.race([(async () => run())(), late.promise])) === 'late') {
        logger.warn(`left behind after ${limit / 1_000} s: ${what}`);
      }
    } catch (error) {
      logger.error(`not closed in order: ${what}`, { error });
    } finally {
      clearTimeout(timer);
    }
  }
}
