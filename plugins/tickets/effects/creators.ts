import { failureOf, isHere } from '@guildhall/sdk';
import type { Guild, GuildMember } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';

/** Discord says of so many users at once which of them are members. https://docs.discord.com/developers/events/gateway-events#request-guild-members */
const usersAtOnce = 100;

/** Has it looked at in guilds whose creators of tickets are still members, each by a job of its own. From now on it is seen. */
export async function doubtCreators(guilds: readonly string[]): Promise<void> {
  const { database, jobs, clock } = plugin.host;
  const from = clock.now().toISOString();
  await database.transaction(async (em) => {
    for (const guild of guilds) {
      await jobs.add(em, 'check-creators', { guild, from }, { key: `creators:${guild}` });
    }
  });
}

/**
 * Compares the creators of open tickets with the members of a guild, a hundred at a time and with no request each.
 * @param from when it began to be seen who leaves: a ticket may be opened again before it is looked at here.
 */
export async function checkCreators(guildId: string, from: Date): Promise<void> {
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
        await (members.has(ticket.creator) ? activities.returned(ticket) : activities.left(ticket, from));
      }
    }
  }
}

/** A ticket is open again, since `from`: its creator may have left while nobody looked. */
export async function checkCreator(guildId: string, id: string, from: Date): Promise<void> {
  const { activities, tickets } = plugin.parts;
  const guild = plugin.host.client.guilds.cache.get(guildId);
  const ticket = guild && isHere(plugin.host.client, guildId) ? await tickets.find(guildId, id) : undefined;
  if (guild && ticket?.state === 'open' && /^\d+$/.test(ticket.creator)) {
    await ((await isMember(guild, ticket.creator))
      ? activities.returned(ticket)
      : activities.left(ticket, from));
  }
}

/** Whether somebody is a member, as Discord has it now. */
export const isMember = async (guild: Guild, user: string): Promise<boolean> =>
  (await memberNow(guild, user)) !== undefined;

/** A member as Discord has them now; undefined: they are none. */
export async function memberNow(guild: Guild, user: string): Promise<GuildMember | undefined> {
  try {
    return await guild.members.fetch({ user, force: true });
  } catch (error) {
    if (failureOf(error) === 'gone') {
      return undefined;
    }
    throw error;
  }
}

/** A member left or came: what that means for their tickets. */
export async function creatorMoved(guild: string, user: string, what: 'left' | 'returned'): Promise<void> {
  const { activities, timers } = plugin.parts;
  const own: Ticket[] = await timers.ofCreator(guild, user);
  for (const ticket of own) {
    await activities[what](ticket);
  }
}
