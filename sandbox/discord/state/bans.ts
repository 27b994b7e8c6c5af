import { userObject } from '../wire/user.ts';
import { removeMember } from './guilds.ts';
import { deleteMessages } from './messages.ts';
import type { Guild, User } from './types.ts';
import type { World } from './world.ts';

/**
 * Bans `user`, who leaves the guild when there.
 * @param options `deleteMessages`: how far back in milliseconds what they wrote is deleted; nothing by default.
 */
export function ban(
  world: World,
  guild: Guild,
  user: User,
  options: { reason?: string | null; deleteMessages?: number } = {},
): void {
  guild.bans.set(user.id, { user, reason: options.reason ?? null });
  world.publish({
    event: 'GUILD_BAN_ADD',
    guild,
    data: () => ({ guild_id: guild.id, user: userObject(user) }),
  });
  removeMember(world, guild, user.id);
  if (options.deleteMessages) forgetMessages(world, guild, user, world.clock.now() - options.deleteMessages);
}

/** Lifts a ban. @returns whether there was one. */
export function unban(world: World, guild: Guild, userId: string): boolean {
  const entry = guild.bans.get(userId);
  if (!entry) return false;
  guild.bans.delete(userId);
  world.publish({
    event: 'GUILD_BAN_REMOVE',
    guild,
    data: () => ({ guild_id: guild.id, user: userObject(entry.user) }),
  });
  return true;
}

function forgetMessages(world: World, guild: Guild, author: User, since: number): void {
  for (const channel of guild.channels.values()) {
    const theirs = [...channel.messages.values()].filter(
      (message) => message.author === author && !message.webhook && message.createdAt >= since,
    );
    if (theirs.length > 0) deleteMessages(world, channel, theirs);
  }
}
