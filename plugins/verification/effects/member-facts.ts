import { failureOf } from '@guildhall/sdk';
import type { GuildMember } from 'discord.js';
import type { MemberFacts } from '../member-plan.ts';
import plugin from '../plugin.ts';
import type { Untouchable } from '../role-diff.ts';

/** A member as the domain sees them. */
export function factsOf(member: GuildMember): MemberFacts {
  const { guild, id: user, nickname, user: account, roles } = member;
  return {
    guild: guild.id,
    user,
    name: account.displayName,
    nickname,
    roles: [...roles.cache.keys()].filter((role) => role !== guild.id),
    untouchable: (role) => untouchable(member, role),
  };
}

/** Why the bot leaves a role alone. */
export function untouchable({ guild }: Pick<GuildMember, 'guild'>, id: string): Untouchable | undefined {
  const role = guild.roles.cache.get(id);
  if (!role) {
    return 'gone';
  }
  if (role.managed || id === guild.id) {
    return 'managed';
  }
  const top = guild.members.me?.roles.highest;
  return top && top.comparePositionTo(role) > 0 ? undefined : 'too-high';
}

/** Whether Discord has told us about a guild. Until then, nothing in it can be called gone. */
export function isHere(guild: string): boolean {
  return plugin.host.client.guilds.cache.get(guild)?.available ?? false;
}

/** A member of a guild, or undefined when they are not there. @throws when Discord cannot say. */
export async function memberOf(guild: string, user: string): Promise<GuildMember | undefined> {
  const here = plugin.host.client.guilds.cache.get(guild);
  if (!here?.available) {
    throw new Error(`guild ${guild} is not available`);
  }
  try {
    return await here.members.fetch(user);
  } catch (error) {
    if (failureOf(error) === 'gone') {
      return undefined;
    }
    throw error;
  }
}
