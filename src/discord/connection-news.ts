import { type Client, Events } from 'discord.js';
import type { PluginLogger } from '../sdk/logger.ts';

/** Has the log say when the connection to Discord is lost, and when it is back. @returns how to have it stop that. */
export function tellConnection(client: Client, logger: PluginLogger): () => void {
  const lost = new Set<number>();
  const back = (shard: number) => {
    if (lost.delete(shard)) {
      logger.info(`the connection to Discord is back (shard ${shard})`);
    }
  };
  const away = (shard: number) => {
    // One that cannot be made yet is tried again and again: that is one loss.
    if (!lost.has(shard)) {
      lost.add(shard);
      logger.warn(`the connection to Discord was lost (shard ${shard}); trying again until it is back`);
    }
  };
  client.on(Events.ShardReconnecting, away);
  client.on(Events.ShardResume, back);
  client.on(Events.ShardReady, back);
  return () => {
    client.off(Events.ShardReconnecting, away);
  };
}
