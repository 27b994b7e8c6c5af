import type { Message, PartialMessage } from 'discord.js';
import plugin from '../plugin.ts';

/** The id of the ticket that a message is in, in its channel or in a thread of it; undefined: it is in none. */
export async function ticketOfMessage({
  guildId,
  channelId,
  channel,
}: Pick<Message | PartialMessage, 'guildId' | 'channelId' | 'channel'>): Promise<string | undefined> {
  // A channel that is gone is not known any more.
  const parent = channel?.isThread() ? channel.parentId : null;
  return guildId ? plugin.parts.channels.ticketIn(guildId, channelId, parent) : undefined;
}
