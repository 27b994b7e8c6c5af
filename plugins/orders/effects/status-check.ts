import { channelOf, isHere } from '@guildhall/sdk';
import type { GuildTextBasedChannel } from 'discord.js';
import type { StatusMessage } from '../entities/status-message.ts';
import plugin from '../plugin.ts';

/** Discord gives so many messages at once. https://docs.discord.com/developers/resources/message#get-channel-messages */
const pageSize = 100;

/** Makes the status messages of a guild anew that were deleted, or should have been moved, while nobody looked. */
export async function checkStatusMessages(guild: string): Promise<void> {
  const { client } = plugin.host;
  if (!isHere(client, guild)) {
    return;
  }
  const { status } = plugin.parts;
  const { rows: all, inPlace } = await status.standing(guild);
  if (!inPlace) {
    await plugin.host.database.transaction((em) => status.guildChanged(em, guild));
  }
  for (const [id, rows] of Map.groupBy(all, ({ channel }) => channel!)) {
    const channel = await channelOf(client, guild, id);
    const mayRead =
      typeof channel !== 'string' && channel.permissionsFor(client.user)?.has('ReadMessageHistory');
    if (channel === 'gone') {
      await status.missing(rows);
    } else if (mayRead) {
      await status.missing(await missingIn(channel as GuildTextBasedChannel, rows));
    }
  }
}

/** Those that are not in the channel any more: a page of messages tells of up to a hundred at once. */
async function missingIn(
  channel: GuildTextBasedChannel,
  rows: readonly StatusMessage[],
): Promise<StatusMessage[]> {
  const missing: StatusMessage[] = [];
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
