import { automatic, isHere } from '@guildhall/sdk';
import type { Guild, GuildMember } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { worksOnTicket } from '../rights.ts';

/** Discord says of so many users at once which of them are members. https://docs.discord.com/developers/events/gateway-events#request-guild-members */
const usersAtOnce = 100;

/**
 * Gives tickets back to all of staff whose claimer left the server or works on it no more.
 * @param user only what they have claimed; everybody's, if left out.
 */
export async function checkClaims(guildId: string, user?: string): Promise<void> {
  const { client } = plugin.host;
  const guild = client.guilds.cache.get(guildId);
  if (!guild || !isHere(client, guildId)) {
    return;
  }
  const claimed = await plugin.parts.work.claimed(guildId, user);
  if (claimed.length > 0) {
    const members = await membersOf(guild, [...new Set(claimed.map(({ claimedBy }) => claimedBy!))]);
    for (const ticket of claimed) {
      await check(ticket, members.get(ticket.claimedBy!));
    }
  }
}

async function check(ticket: Ticket, member: GuildMember | undefined): Promise<void> {
  const { guild, id, claimedBy } = ticket;
  if (!(member && (await worksOnTicket(member, ticket)))) {
    await plugin.parts.work.release(guild, id, claimedBy!, automatic);
  }
}

/** Those of the users who are members. Whom we do not know is asked for over the gateway, not by a request each. */
async function membersOf(guild: Guild, users: readonly string[]): Promise<Map<string, GuildMember>> {
  const known = new Map<string, GuildMember>();
  const unknown: string[] = [];
  for (const user of users) {
    const member = guild.members.cache.get(user);
    if (member) {
      known.set(user, member);
    } else if (/^\d+$/.test(user)) {
      unknown.push(user);
    }
  }
  for (let from = 0; from < unknown.length; from += usersAtOnce) {
    const found = await guild.members.fetch({ user: unknown.slice(from, from + usersAtOnce) });
    for (const [id, member] of found) {
      known.set(id, member);
    }
  }
  return known;
}
