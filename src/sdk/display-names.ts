import type { Guild } from 'discord.js';
import { unlessFailed } from './discord-failure.ts';

/** What a guild calls these users, as far as they are members: a picture or a file cannot hold mentions. */
export async function displayNames(guild: Guild, users: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  await Promise.all(
    users
      .filter((user) => /^\d+$/.test(user))
      .map((user) =>
        unlessFailed(guild.members.fetch(user).then(({ displayName }) => names.set(user, displayName))),
      ),
  );
  return names;
}
