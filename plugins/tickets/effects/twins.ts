import { unlessFailed } from '@guildhall/sdk';
import { ChannelType, type Guild, SnowflakeUtil, type TextChannel } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';

/** How much later than the ticket's own channel a twin of it may turn up, in ms: Discord may take its time. */
const late = 60_000;

/** What stands in the topic of a ticket's channel, so that it is found when nobody wrote down that it was made. */
export const markOf = ({ id }: Pick<Ticket, 'id'>) => `#${id}`;

/** The id of the ticket whose mark a channel carries. */
export function ticketMarkedOn(channel: { type: ChannelType } | null | undefined): string | undefined {
  return isText(channel) ? channel.topic?.match(/#([0-9a-z]{12})\b/)?.[1] : undefined;
}

/** Those of `channels` that carry the mark of a ticket, the one that was made first before the others. */
export function markedFor<C extends { type: ChannelType; id: string }>(
  ticket: Pick<Ticket, 'id'>,
  channels: Iterable<C | null>,
): (C & TextChannel)[] {
  return [...channels]
    .filter((channel): channel is C & TextChannel => ticketMarkedOn(channel) === ticket.id)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

/**
 * Takes channels away that were made for a ticket beside its own: Discord answered late, or not at all, and was asked
 * again, or the ticket was over by then. Somebody may have copied a channel with its topic: one that was made later, or
 * that has messages, stays.
 */
export async function removeTwins(guild: Guild, ticket: Ticket): Promise<void> {
  for (const twin of markedFor(ticket, guild.channels.cache.values())) {
    if (isTwin(ticket, twin)) {
      await unlessFailed(guild.channels.delete(twin));
    }
  }
}

/** The tickets of a guild that have channels beside their own, as far as we know. */
export async function ticketsWithTwins(guild: Guild): Promise<Ticket[]> {
  const marked = Map.groupBy(guild.channels.cache.values(), (channel) => ticketMarkedOn(channel) ?? '');
  marked.delete('');
  const tickets = await plugin.parts.census.among(guild.id, [...marked.keys()]);
  return tickets.filter((ticket) => marked.get(ticket.id)!.some((channel) => isTwin(ticket, channel)));
}

/** Whether a channel with the mark of a ticket is one too many. */
export function isTwin(ticket: Ticket, channel: { type: ChannelType; id: string }): boolean {
  if (!isText(channel)) {
    return false;
  }
  const { id, lastMessageId } = channel;
  const own = ticket.channel ? SnowflakeUtil.timestampFrom(ticket.channel) : 0;
  const until = Math.max(own, ticket.openedAt.getTime(), ticket.closedAt?.getTime() ?? 0) + late;
  return id !== ticket.channel && lastMessageId === null && SnowflakeUtil.timestampFrom(id) < until;
}

const isText = (channel: { type: ChannelType } | null | undefined): channel is TextChannel =>
  channel?.type === ChannelType.GuildText;
