import { failureOf } from '@guildhall/sdk';
import type { Guild } from 'discord.js';
import { type CustomerRef, nameLimit } from './draft.ts';

/**
 * The customer whom staff mean: a member, by mention, id or `@name`; anybody else by the name that was typed.
 */
export async function customerOf(guild: Guild, typed: string): Promise<CustomerRef> {
  const text = typed.trim();
  const id = userId(text);
  const member = id
    ? await memberOf(guild, id)
    : text.startsWith('@') && text.length > 1
      ? await memberNamed(guild, text.slice(1))
      : undefined;
  return member ? { user: member.id, name: member.displayName.slice(0, nameLimit) } : { name: text };
}

/** Whose orders are meant: the id of a user, also of one who has left, or the beginning of a name. */
export async function customerMeant(guild: Guild, typed: string): Promise<string> {
  const id = userId(typed.trim());
  return id ?? (await customerOf(guild, typed).then(({ user, name }) => user ?? name));
}

const userId = (text: string) => /^(?:<@!?)?(\d{17,20})>?$/.exec(text)?.[1];

async function memberOf(guild: Guild, id: string) {
  try {
    return await guild.members.fetch(id);
  } catch (error) {
    if (!failureOf(error)) {
      throw error;
    }
    return undefined;
  }
}

async function memberNamed(guild: Guild, name: string) {
  const wanted = name.toLowerCase();
  const found = await guild.members.search({ query: name.slice(0, 32), limit: 10 });
  return found.find(({ user, displayName }) =>
    [user.username, user.globalName, displayName].some((one) => one?.toLowerCase() === wanted),
  );
}
