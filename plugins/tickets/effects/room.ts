import { channelOf, isHere, Later, unlessFailed } from '@guildhall/sdk';
import { ChannelType, type Guild } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { arrivals, isClosed } from '../ticket/ticket-states.ts';
import { withRoomForThread } from './active-threads.ts';
import { channelRoom } from './channel-room.ts';
import { isChannelRoom, type Room, type RoomKind } from './plan.ts';
import { isProblem } from './refused.ts';
import { threadRoom } from './thread-room.ts';

/** How a ticket is in Discord, or is to be. */
export const kindOf = ({ threadIn }: Pick<Ticket, 'threadIn'>): RoomKind =>
  threadIn ? threadRoom : channelRoom;

/** The room of a ticket, as Discord has it now. */
export async function roomOf(guild: Guild, id: string): Promise<Room | 'gone' | 'forbidden'> {
  const channel = await channelOf(guild.client, guild.id, id);
  if (typeof channel === 'string') {
    return channel;
  }
  return isChannelRoom(channel) || channel.type === ChannelType.PrivateThread ? (channel as Room) : 'gone';
}

/**
 * Whether a channel is gone, after Discord answered 404 for it. It may do so for one that was just made: while its events
 * have not told us that the channel went, it is asked once more.
 */
export async function isGone(guild: Guild, channel: string): Promise<boolean> {
  return (
    !guild.channels.cache.has(channel) ||
    (await unlessFailed(guild.channels.fetch(channel, { force: true }))) === 'gone'
  );
}

/** When to try again to wake a thread, in ms: the server has all active threads that it can have. */
const roomPause = 5 * 60_000;

/**
 * Wakes the thread of a ticket, so that messages in it can be edited. That of a closed one goes back to sleep after a
 * moment. Does nothing to a channel, or to a thread that is awake or gone. @throws Later while the server has all active
 * threads that it can have.
 */
export async function wakeRoom(guild: Guild, ticket: Ticket): Promise<void> {
  if (!ticket.threadIn || !ticket.channel) {
    return;
  }
  const thread = await roomOf(guild, ticket.channel);
  if (typeof thread !== 'string' && thread.isThread() && thread.archived) {
    const waking = withRoomForThread(guild, () => thread.setArchived(false)).catch((cause) => {
      throw isProblem(cause, 'threads-full')
        ? new Later('the server has all active threads that it can have', roomPause, { cause })
        : cause;
    });
    await unlessFailed(waking);
    await plugin.parts.census.rest(ticket);
  }
}

/** Archives the thread of a ticket that is closed. What Discord does not let us archive stays locked. */
export async function restRoom(guildId: string, id: string): Promise<void> {
  const { client } = plugin.host;
  const ticket = await plugin.parts.tickets.find(guildId, id);
  if (!ticket?.threadIn || !ticket.channel || !isClosed(ticket.state) || arrivals[ticket.state]) {
    return;
  }
  const guild = isHere(client, guildId) && client.guilds.cache.get(guildId);
  const thread = guild && (await roomOf(guild, ticket.channel));
  if (thread && typeof thread !== 'string' && thread.isThread() && !thread.archived) {
    await unlessFailed(thread.setArchived(true));
  }
}
