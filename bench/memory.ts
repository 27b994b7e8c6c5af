import { setTimeout as sleep } from 'node:timers/promises';

/** Megabytes of a process after its garbage was collected. */
export interface Memory {
  readonly rss: number;
  readonly heap: number;
}

/**
 * Loaded into each bot, `node --expose-gc --import ./bench/memory.ts`: it tells the bench how much memory the bot holds,
 * and ends the bot when the bench is gone.
 */
process.on('message', async (order: { readonly memory?: true }) => {
  if (!order.memory) return;
  // What finalizers let go of is collected the next time. V8 keeps code that it has compiled for a while, in case it is
  // wanted again; like everything that it could free, this is no leak, and only the last resort collects it at once.
  for (let round = 0; round < 3; round += 1) {
    gc!({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await sleep(150);
  }
  const { rss, heapUsed } = process.memoryUsage();
  process.send!({ rss: rss / 1e6, heap: heapUsed / 1e6 } satisfies Memory);
});
process.on('disconnect', () => process.exit(0));
