import { failureOf } from '@guildhall/sdk';
import type { GuildMember } from 'discord.js';
import type { MemberPlan } from '../member-plan.ts';
import type { Given } from '../nicknames.ts';
import plugin from '../plugin.ts';
import type { Asking } from '../roblox/roblox.ts';
import { factsOf } from './member-facts.ts';

/** How one half of an update went. */
export type Done = 'same' | 'changed' | 'forbidden';

/** What was done with a member, and what was meant to be done. */
export interface MemberUpdate {
  readonly plan: MemberPlan;
  readonly roles: Done;
  /** `owner`: nobody but the owner can rename the owner of a guild. */
  readonly nickname: Done | 'owner';
}

/**
 * Makes roles and nickname of a member what the link says: all roles in one request, the nickname in another, so that
 * one that fails does not stop the other. It may run any number of times.
 * @param asking `given`: the nickname from the bot, where no row tells of it any more.
 * @throws what asking again can help against.
 */
export async function bringUpToDate(
  member: GuildMember,
  { given, ...asking }: Asking & { readonly given?: Given | undefined } = {},
): Promise<MemberUpdate> {
  const plan = await plugin.parts.planner.plan({ ...factsOf(member), given }, asking);
  const update = { plan, roles: await applyRoles(member, plan), nickname: await applyNickname(member, plan) };
  if (!plan.trouble) {
    await plugin.parts.links.refreshed(member.guild.id, member.id, plan.link);
  }
  return update;
}

async function applyRoles(member: GuildMember, { roles }: MemberPlan): Promise<Done> {
  if (!roles || roles.add.length + roles.remove.length === 0) {
    return 'same';
  }
  return attempted(() => member.roles.set([...roles.roles], 'Roblox verification'));
}

async function applyNickname(member: GuildMember, { link, nickname }: MemberPlan): Promise<Done | 'owner'> {
  if (nickname === undefined) {
    return 'same';
  }
  if (member.id === member.guild.ownerId) {
    return 'owner';
  }
  const before = { guild: member.guild.id, user: member.id, nickname: member.nickname };
  const done = await attempted(() => member.setNickname(nickname, 'Roblox verification'));
  if (done === 'changed') {
    const { nicknames } = plugin.parts;
    await (link ? nicknames.gave(before, nickname!) : nicknames.tookBack(before.guild, before.user));
  }
  return done;
}

async function attempted(change: () => Promise<unknown>): Promise<Done> {
  try {
    await change();
    return 'changed';
  } catch (error) {
    // Whoever has left the guild has neither roles nor a nickname to change.
    const failure = failureOf(error);
    if (failure === undefined) {
      throw error;
    }
    return failure === 'gone' ? 'same' : 'forbidden';
  }
}
