import { unlessFailed } from '@guildhall/sdk';
import {
  ChannelType,
  type Guild,
  type GuildBasedChannel,
  type PrivateThreadChannel,
  SnowflakeUtil,
} from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { neutralName, numbersIn } from '../rooms/channel-name.ts';
import { type ChannelRoom, isChannelRoom } from './plan.ts';
import { wantedSign } from './sign.ts';

/** How much later than the ticket's own channel a twin of it may turn up, in ms: Discord may take its time. */
const late = 60_000;

/** What stands in the topic of a ticket's channel, so that it is found when nobody wrote down that it was made. */
export const markOf = ({ id }: Pick<Ticket, 'id'>) => `#${id}`;

/** The id of the ticket whose mark a channel carries. */
function ticketMarkedOn(channel: { type: ChannelType } | null | undefined): string | undefined {
  return isChannelRoom(channel) ? channel.topic?.match(/#([0-9a-z]{12})\b/)?.[1] : undefined;
}

/** Those of `channels` that carry the mark of a ticket, the one that was made first before the others. */
export function markedFor<C extends { type: ChannelType; id: string }>(
  ticket: Pick<Ticket, 'id'>,
  channels: Iterable<C | null>,
): (C & ChannelRoom)[] {
  return [...channels]
    .filter((channel): channel is C & ChannelRoom => ticketMarkedOn(channel) === ticket.id)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

/**
 * Those of `threads` that were made for a ticket, as far as their names tell: a thread has no topic that could carry a
 * mark. Those of other tickets are left out. The one that was made first stands before the others.
 */
export async function namedFor(
  guild: Guild,
  ticket: Ticket,
  threads: Iterable<GuildBasedChannel>,
): Promise<PrivateThreadChannel[]> {
  const ours = [...threads]
    .filter(isOurThread)
    .filter(({ id, parentId }) => parentId === ticket.threadIn && id !== ticket.channel);
  const type = ours.length > 0 ? await plugin.parts.types.find(guild.id, ticket.type) : undefined;
  if (!type) {
    return [];
  }
  const { name } = await wantedSign(guild, { ticket, type });
  const named = ours.filter((thread) => thread.name === name || thread.name === neutralName(ticket.number));
  const known = await plugin.parts.census.living(
    guild.id,
    named.map(({ id }) => id),
  );
  return named.filter(({ id }) => !known.has(id)).sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

/**
 * Takes channels and threads away that were made for a ticket beside its own: Discord answered late, or not at all, and
 * was asked again, or the ticket was over by then. Somebody may have copied a channel with its topic: one that was made
 * later, or that has messages, stays.
 */
export async function removeTwins(guild: Guild, ticket: Ticket): Promise<void> {
  const possible = [...guild.channels.cache.values()].filter((channel) => isTwin(ticket, channel));
  for (const { id } of [...markedFor(ticket, possible), ...(await namedFor(guild, ticket, possible))]) {
    await unlessFailed(guild.channels.delete(id));
  }
}

/** The tickets of a guild that have channels or threads beside their own, as far as we know. */
export async function ticketsWithTwins(guild: Guild): Promise<Ticket[]> {
  return ticketsBeside(guild, [...guild.channels.cache.values()]);
}

/** The tickets that some of these channels and threads may have been made for, beside their own. */
export async function ticketsBeside(
  { id: guild }: Guild,
  channels: readonly GuildBasedChannel[],
): Promise<Ticket[]> {
  const { census } = plugin.parts;
  const marked = Map.groupBy(channels, (channel) => ticketMarkedOn(channel) ?? '');
  marked.delete('');
  const empty = channels.filter(isOurThread).filter(({ lastMessageId }) => lastMessageId === null);
  const byMark = await census.among(guild, [...marked.keys()]);
  const byName = await census.numbered(
    guild,
    empty.flatMap(({ name }) => numbersIn(name)),
  );
  return [
    ...byMark.filter((ticket) => marked.get(ticket.id)!.some((channel) => isTwin(ticket, channel))),
    ...byName.filter((ticket) =>
      empty.some(
        (thread) =>
          thread.parentId === ticket.threadIn &&
          numbersIn(thread.name).includes(ticket.number) &&
          isTwin(ticket, thread),
      ),
    ),
  ];
}

/** Whether a channel or thread that was made for a ticket is one too many. */
function isTwin(ticket: Ticket, channel: { type: ChannelType; id: string }): boolean {
  if (!isChannelRoom(channel) && !isOurThread(channel)) {
    return false;
  }
  const { id, lastMessageId } = channel;
  const own = ticket.channel ? SnowflakeUtil.timestampFrom(ticket.channel) : 0;
  const until = Math.max(own, ticket.openedAt.getTime(), ticket.closedAt?.getTime() ?? 0) + late;
  return id !== ticket.channel && lastMessageId === null && SnowflakeUtil.timestampFrom(id) < until;
}

/** Whether it is a private thread that the bot made. */
const isOurThread = (channel: { type: ChannelType }): channel is PrivateThreadChannel =>
  channel.type === ChannelType.PrivateThread &&
  (channel as PrivateThreadChannel).ownerId === plugin.host.client.user!.id;
