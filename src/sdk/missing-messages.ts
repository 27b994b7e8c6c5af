import type { Client, GuildTextBasedChannel } from 'discord.js';
import { channelOf } from './guild-channel.ts';
import type { LiveMessageRow } from './live-message-book.ts';

/** Discord gives so many messages at once. https://docs.discord.com/developers/resources/message#get-channel-messages */
const pageSize = 100;

/**
 * Those of these messages of a guild that are not there any more: somebody deleted them while nobody looked. A page of a
 * channel tells of up to a hundred. Of a channel that cannot be read, none is called missing.
 * @param rows which all have a channel and a message.
 */
export async function missingMessages<E extends LiveMessageRow>(
  client: Client,
  guild: string,
  rows: readonly E[],
): Promise<E[]> {
  const missing: E[] = [];
  for (const [id, here] of Map.groupBy(rows, ({ channel }) => channel!)) {
    const channel = await channelOf(client, guild, id);
    if (channel === 'gone') {
      missing.push(...here);
    } else if (
      typeof channel !== 'string' &&
      channel.permissionsFor(client.user!)?.has('ReadMessageHistory')
    ) {
      missing.push(...(await missingIn(channel, here)));
    }
  }
  return missing;
}

async function missingIn<E extends LiveMessageRow>(
  channel: GuildTextBasedChannel,
  rows: readonly E[],
): Promise<E[]> {
  const missing: E[] = [];
  const left = rows.toSorted((a, b) => compareIds(b.message!, a.message!));
  while (left.length > 0) {
    const before = String(BigInt(left[0]!.message!) + 1n);
    const page = await channel.messages.fetch({ limit: pageSize, before, cache: false });
    // A page that is not full reaches back to the first message of the channel.
    const oldest = page.size < pageSize ? '0' : page.lastKey()!;
    while (left.length > 0 && compareIds(left[0]!.message!, oldest) >= 0) {
      const row = left.shift()!;
      if (!page.has(row.message!)) {
        missing.push(row);
      }
    }
  }
  return missing;
}

const compareIds = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
