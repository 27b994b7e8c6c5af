import { DiscordAPIError, type Guild, RESTJSONErrorCodes } from 'discord.js';
import permissions from './plugin.ts';

/** Takes out what was given to roles that are gone, and to members who left, or left and came back. */
export async function sweep(guilds: Iterable<Guild>): Promise<void> {
  const { book } = permissions.parts;
  for (const guild of guilds) {
    const principals = guild.available ? await book.principals(guild.id) : [];
    if (principals.some(({ kind }) => kind === 'role')) {
      // Not from memory: a role that is only unknown here is no role that is gone.
      const roles = await guild.roles.fetch();
      for (const { kind, principal: id } of principals) {
        if (kind === 'role' && !roles.has(id)) {
          await book.forget(guild.id, { kind, id }, 'role-gone');
        }
      }
    }
    for (const { kind, principal: id } of principals) {
      if (kind === 'user') {
        const memberSince = await memberSinceOf(guild, id);
        if (memberSince !== 'unknown') {
          await book.forget(guild.id, { kind, id, memberSince }, 'left');
        }
      }
    }
  }
}

/** When somebody joined; null when they are no member. Only a clear answer counts: an outage takes nothing away. */
async function memberSinceOf(guild: Guild, user: string): Promise<Date | null | 'unknown'> {
  try {
    return (await guild.members.fetch({ user, force: true })).joinedAt ?? 'unknown';
  } catch (error) {
    const code = error instanceof DiscordAPIError ? error.code : undefined;
    if (code === RESTJSONErrorCodes.UnknownMember || code === RESTJSONErrorCodes.UnknownUser) {
      return null;
    }
    throw error;
  }
}
