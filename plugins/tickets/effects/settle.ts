import { channelOf, failureOf, isHere, unlessFailed } from '@guildhall/sdk';
import { ChannelType, type Guild, type TextChannel } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { arrivals } from '../ticket-states.ts';
import { findRoom, furnish, makeRoom, type Plan, planOf } from './room.ts';

/**
 * Makes Discord as the row of a ticket says, and leads the ticket on where that was all that it waited for. It may run
 * any number of times, and stop anywhere: the next run goes on from there. For one ticket it never runs twice at once.
 */
export async function settle(guildId: string, id: string): Promise<void> {
  const { tickets, arrivals: waiting } = plugin.parts;
  const guild = plugin.host.client.guilds.cache.get(guildId);
  if (!guild || !isHere(plugin.host.client, guildId)) {
    return;
  }
  let ticket = await tickets.find(guildId, id);
  // Before this run nobody can have asked for a channel, so there is none to look for.
  const fresh = ticket?.state === 'requested';
  // Each round leads it one state on; there is no way with more steps than this.
  for (let round = 0; ticket && round < 5; round += 1) {
    const { version } = ticket;
    await step(guild, ticket, fresh);
    ticket = await tickets.find(guildId, id);
    if (!ticket || ticket.version === version) {
      break;
    }
  }
  if (ticket && (ticket.problem !== null || arrivals[ticket.state] === undefined)) {
    waiting.tell(id);
  }
}

async function step(guild: Guild, ticket: Ticket, fresh: boolean): Promise<void> {
  const { tickets } = plugin.parts;
  switch (ticket.state) {
    case 'deleted':
    case 'failed':
      return;
    case 'requested':
      // From here on a channel may be there that nobody knows of.
      return tickets.arrived(ticket, 'provisioning');
    case 'deleting':
      return remove(guild, ticket);
    default:
      return house(guild, ticket, fresh);
  }
}

async function house(guild: Guild, ticket: Ticket, fresh: boolean): Promise<void> {
  const { tickets, types } = plugin.parts;
  const type = await types.find(guild.id, ticket.type);
  if (!type) {
    throw new Error(`ticket ${ticket.id} has no type`);
  }
  const plan = await planOf(guild, ticket, type);
  const channel = ticket.channel ? await roomOf(guild, ticket.channel) : await newRoom(guild, plan, fresh);
  if (channel === 'gone') {
    return tickets.lost(ticket);
  }
  if (typeof channel === 'string') {
    return tickets.troubled(ticket, channel);
  }
  const known = ticket.channel ? ticket : await tickets.housed(ticket, channel.id);
  const trouble = await furnish(channel, plan).catch((error) => {
    if (failureOf(error) === 'gone') {
      return 'gone' as const;
    }
    throw error;
  });
  if (trouble === 'gone') {
    return tickets.lost(known);
  }
  if (trouble) {
    return tickets.troubled(known, trouble);
  }
  const next = arrivals[known.state];
  if (next) {
    await tickets.arrived(known, next);
  }
}

async function newRoom(guild: Guild, plan: Plan, fresh: boolean): Promise<TextChannel | string> {
  const found = fresh ? undefined : await findRoom(guild, plan.ticket);
  return found ?? makeRoom(guild, plan);
}

/** The channel of a ticket, as Discord has it now. */
async function roomOf(guild: Guild, id: string): Promise<TextChannel | 'gone' | 'forbidden'> {
  const channel = await channelOf(guild.client, guild.id, id);
  return typeof channel === 'string' || channel.type === ChannelType.GuildText ? channel : 'gone';
}

async function remove(guild: Guild, ticket: Ticket): Promise<void> {
  const { tickets } = plugin.parts;
  const channel = ticket.channel ?? (await findRoom(guild, ticket))?.id;
  const failure = channel && (await unlessFailed(guild.channels.delete(channel)));
  if (failure === 'forbidden') {
    return tickets.troubled(ticket, failure);
  }
  await tickets.arrived(ticket, 'deleted', { channel: null });
}
