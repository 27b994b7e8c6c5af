import { failureOf, isHere } from '@guildhall/sdk';
import type { Guild } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';

/** Discord says of so many users at once which of them are members. https://docs.discord.com/developers/events/gateway-events#request-guild-members */
const usersAtOnce = 100;

/** Has it looked at in guilds whose creators of tickets are still members, each by a job of its own. */
export async function doubtCreators(guilds: readonly string[]): Promise<void> {
  const { database, jobs } = plugin.host;
  await database.transaction(async (em) => {
    for (const guild of guilds) {
      await jobs.add(em, 'check-creators', { guild }, { key: `creators:${guild}` });
    }
  });
}

/** Compares the creators of open tickets with the members of a guild, a hundred at a time and with no request each. */
export async function checkCreators(guildId: string): Promise<void> {
  const { activities, timers } = plugin.parts;
  const guild = plugin.host.client.guilds.cache.get(guildId);
  if (!guild || !isHere(plugin.host.client, guildId)) {
    // It is looked at again when Discord tells us of it.
    return;
  }
  for await (const tickets of timers.watchingCreators(guildId, usersAtOnce)) {
    const creators = [...new Set(tickets.map(({ creator }) => creator))].filter((one) => /^\d+$/.test(one));
    if (creators.length > 0) {
      const members = await guild.members.fetch({ user: creators });
      for (const ticket of tickets) {
        await (members.has(ticket.creator) ? activities.returned(ticket) : activities.left(ticket));
      }
    }
  }
}

/** Whether somebody is a member, as Discord has it now. */
export async function isMember(guild: Guild, user: string): Promise<boolean> {
  try {
    return Boolean(await guild.members.fetch({ user, force: true }));
  } catch (error) {
    if (failureOf(error) === 'gone') {
      return false;
    }
    throw error;
  }
}

/** A member left or came: what that means for their tickets. */
export async function creatorMoved(guild: string, user: string, what: 'left' | 'returned'): Promise<void> {
  const { activities, timers } = plugin.parts;
  const own: Ticket[] = await timers.openOf(guild, user);
  for (const ticket of own) {
    await activities[what](ticket);
  }
}
