import { DiscordAPIError, type Guild, RESTJSONErrorCodes } from 'discord.js';
import permissions from './plugin.ts';

/**
 * Takes out what was given to roles that are gone, and to members who left, or left and came back.
 * @throws AggregateError for the guilds that could not be looked at, when it is done with the others.
 */
export async function sweep(guilds: Iterable<Guild>): Promise<void> {
  const errors: unknown[] = [];
  for (const guild of guilds) {
    try {
      await sweepGuild(guild);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) {
    throw new AggregateError(errors, `${errors.length} guilds could not be looked at`);
  }
}

async function sweepGuild(guild: Guild): Promise<void> {
  const { book } = permissions.parts;
  const principals = guild.available ? await book.principals(guild.id) : [];
  // Not from memory: a role that is only unknown here is no role that is gone.
  const roles = principals.some(({ kind }) => kind === 'role') && (await guild.roles.fetch());
  for (const { kind, principal: id } of principals) {
    if (kind === 'role') {
      if (roles && !roles.has(id)) {
        await book.forget(guild.id, { kind, id }, 'role-gone');
      }
      continue;
    }
    const memberSince = await memberSinceOf(guild, id);
    if (memberSince !== 'unknown') {
      await book.forget(guild.id, { kind, id, memberSince }, 'left');
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
