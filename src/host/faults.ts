import { currentRun } from '../gate/context.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { stackOf } from './problem.ts';
import { Repeats } from './repeats.ts';

export interface FaultsOptions {
  /** The plugins that are known now. */
  readonly plugins: () => readonly { readonly name: string; readonly folder: string }[];
  /** Counts an error in a plugin's code that nobody caught. `generation` is undefined where nobody can tell. */
  readonly count: (plugin: string, error: unknown, generation: number | undefined) => void;
  readonly logger: PluginLogger;
  readonly newId: () => string;
  /** Ends the process in order: the host itself is not what it should be. */
  readonly fatal: (error: unknown) => void;
}

/** Who an error belongs to. */
export interface Culprit {
  readonly plugin: string;
  readonly generation: number | undefined;
}

/**
 * Takes what nobody caught in this process. An error of a plugin counts against it, and the process goes on. One of
 * nobody is logged; when it was thrown, and not a mere rejection, nobody knows what it left half done, and the process
 * ends.
 * @returns how to stop.
 */
export function watchFaults({ plugins, count, logger, newId, fatal }: FaultsOptions): () => void {
  const repeats = new Repeats();
  const take = (what: string, error: unknown): boolean => {
    const culprit = culpritOf(error, plugins());
    const message = `${culprit?.plugin ?? 'the host'}: ${what}`;
    const leftOut = repeats.tell(
      `${message} ${error instanceof Error ? error.message : error}`,
      performance.now(),
    );
    if (leftOut !== undefined) {
      logger.error(message, { reference: newId(), ...culprit, error, ...(leftOut > 0 ? { leftOut } : {}) });
    }
    if (culprit) {
      count(culprit.plugin, error, culprit.generation);
    }
    return culprit !== undefined;
  };
  const onThrown = (error: unknown) => {
    if (!take('an error that nobody caught', error)) {
      fatal(error);
    }
  };
  const onRejected = (error: unknown) => {
    take('a promise failed and nobody looked', error);
  };
  process.on('uncaughtException', onThrown);
  process.on('unhandledRejection', onRejected);
  return () => {
    process.off('uncaughtException', onThrown);
    process.off('unhandledRejection', onRejected);
  };
}

/** Whose code threw: that of the first line of the stack in a plugin's folder; else of the run it happened in. */
export function culpritOf(
  error: unknown,
  plugins: readonly { readonly name: string; readonly folder: string }[],
): Culprit | undefined {
  const run = currentRun();
  for (const { file } of stackOf(error)) {
    const plugin = plugins.find(({ folder }) => file.startsWith(`${folder}/`))?.name;
    if (plugin !== undefined) {
      return { plugin, generation: run?.plugin === plugin ? run.generation : undefined };
    }
  }
  return plugins.some(({ name }) => name === run?.plugin)
    ? { plugin: run!.plugin, generation: run!.generation }
    : undefined;
}
