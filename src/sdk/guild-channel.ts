import type { Client, GuildTextBasedChannel } from 'discord.js';
import { failureOf } from './discord-failure.ts';

/** Whether Discord has told us about a guild. Until then, nothing in it can be called gone. */
export function isHere(client: Client, guild: string): boolean {
  return client.guilds.cache.get(guild)?.available ?? false;
}

/** A channel of a guild that can be written to, or why there is none. */
export async function channelOf(
  client: Client,
  guild: string,
  id: string,
): Promise<GuildTextBasedChannel | 'gone' | 'forbidden'> {
  try {
    const channel = await client.channels.fetch(id);
    return channel?.isTextBased() && !channel.isDMBased() && channel.guildId === guild ? channel : 'gone';
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) {
      throw error;
    }
    return failure;
  }
}
