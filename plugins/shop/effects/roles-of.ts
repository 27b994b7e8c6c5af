import { failureOf } from '@guildhall/sdk';
import type { Client } from 'discord.js';

/** Ids of the roles that somebody has in a guild; none for who is no member. @throws what trying again may help against. */
export async function rolesOf(client: Client, guild: string, user: string): Promise<string[]> {
  if (!/^\d+$/.test(user)) {
    return [];
  }
  try {
    const member = await client.guilds.cache.get(guild)?.members.fetch(user);
    return member ? [...member.roles.cache.keys()] : [];
  } catch (error) {
    if (failureOf(error)) {
      return [];
    }
    throw error;
  }
}
