import { setTimeout as sleep } from 'node:timers/promises';
import type { PluginLogger } from '../sdk/logger.ts';
import type { Generation } from './generation.ts';
import { isFreed } from './leaks.ts';

/** How long what was sent to a generation may be on its way in, through preconditions for example, in ms. */
const comingIn = 1_000;

/** Generations on their way out: they finish what they run, then everything they have set going is undone. */
export class Retirement {
  readonly #loggerOf: (plugin: string, generation: number) => PluginLogger;
  readonly #going = new Map<Generation, Promise<void>>();

  constructor(loggerOf: (plugin: string, generation: number) => PluginLogger) {
    this.#loggerOf = loggerOf;
  }

  /** @param limit how long its runs may go on, in ms, when nothing new can be on its way in. */
  retire(generation: Generation, limit?: number): Promise<void> {
    const gone = this.#retire(generation, limit).finally(() => this.#going.delete(generation));
    this.#going.set(generation, gone);
    return gone;
  }

  /** Says in the log whether the memory of an unloaded generation was given back. */
  judge(generation: Generation): void {
    const { plugin, number } = generation;
    const held = new WeakRef(generation);
    void isFreed(held).then((freed) => {
      const log = this.#loggerOf(plugin, number);
      if (freed) {
        log.info(`the memory of ${plugin} was given back`);
      } else {
        log.warn(`${plugin} was unloaded, and something still holds on to its memory`);
      }
    });
  }

  /** Waits for those that are on their way out already. @param limit in ms. */
  async settled(limit: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limit);
    });
    await Promise.race([Promise.all(this.#going.values()), late]);
    clearTimeout(timer);
  }

  async #retire(generation: Generation, limit?: number): Promise<void> {
    if (limit === undefined) {
      await sleep(comingIn, undefined, { ref: false });
    }
    await generation.drain(limit);
    const log = this.#loggerOf(generation.plugin, generation.number);
    if (generation.running > 0) {
      log.warn(`generation ${generation.number} was closed while ${generation.running} of its runs went on`);
    }
    for (const { label, error } of await generation.scope.close()) {
      log.error(`"${label}" of generation ${generation.number} could not be undone`, { error });
    }
  }
}
