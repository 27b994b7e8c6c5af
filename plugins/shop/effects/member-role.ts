import { failureOf, isHere, isVeiled, unlessFailed, veiled } from '@guildhall/sdk';
import type { Guild, GuildMember } from 'discord.js';
import { isSince, type MemberRole, type RoleProblem } from '../delivery/role-grants.ts';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import type { BoughtRole } from '../views/purchase.ts';

/** Discord tells of so many users at once. https://docs.discord.com/developers/events/gateway-events#request-guild-members */
const usersAtOnce = 100;

/** How often it is looked at once more whether all is as it should be now: somebody may have bought or lost it meanwhile. */
const rounds = 5;

/**
 * Gives a member a role that is theirs, or takes one that is not theirs any more. It may run any number of times. While
 * Discord has not told us of the guild it does nothing: it is done when it has. Never more than one at once for one role of
 * one member: only the job with its key calls it.
 */
export async function settleRole(of: MemberRole): Promise<void> {
  const { client } = plugin.host;
  const { roleGrants } = plugin.parts;
  const guild = client.guilds.cache.get(of.guild);
  if (!guild || !isHere(client, of.guild)) {
    return;
  }
  for (let round = 0; round < rounds; round += 1) {
    const member = await memberOf(guild, of.user);
    const since = member?.joinedAt ?? undefined;
    const due = await roleGrants.due(of, since, member?.id);
    if (due === 'nothing') {
      break;
    }
    if (due === 'give' && member && !member.roles.cache.has(of.role)) {
      await roleGrants.lacked({ ...of, user: member.id });
    }
    const problem = due === 'give' ? await give(guild, member, of.role) : await take(guild, member, of.role);
    if (problem) {
      return roleGrants.failed(of, problem);
    }
    await (due === 'give' ? roleGrants.given(of, since, member?.id) : roleGrants.taken(of));
  }
  await roleGrants.settled(of);
}

/** Has the roles of a guild looked at that are not as they should be: what was in the way may be mended. */
export async function settleRoles(guild: string): Promise<void> {
  if (isHere(plugin.host.client, guild)) {
    const { roleGrants } = plugin.parts;
    await roleGrants.settleAll(await roleGrants.unsettled(guild));
  }
}

/** The same, and what is owed to members who left and came back while nobody looked. */
export async function checkRoles(id: string): Promise<void> {
  const guild = plugin.host.client.guilds.cache.get(id);
  if (!guild || !isHere(plugin.host.client, id)) {
    return;
  }
  await settleRoles(id);
  const { roleGrants, sending } = plugin.parts;
  for (const buyer of await sending.away(id)) {
    if (await memberOf(guild, buyer)) {
      await sending.back(id, buyer);
    }
  }
  for await (const grants of roleGrants.held(id, usersAtOnce)) {
    const members = await membersOf(guild, [...new Set(grants.map(({ user }) => user))]);
    const anew = grants.filter((grant) => {
      const since = members.get(grant.user)?.joinedAt;
      return since && !isSince(grant, since);
    });
    await roleGrants.settleAll(anew);
  }
}

/** The role that an order gave, for its buyer; undefined: none, or none any more. */
export async function boughtRole(order: Order): Promise<BoughtRole | undefined> {
  const grant = await plugin.parts.roleGrants.of(order);
  if (!grant || grant.endedAt) {
    return undefined;
  }
  const { endsAt, problem } = grant;
  const roles = plugin.host.client.guilds.cache.get(order.guild)?.roles.cache;
  return { name: roles?.get(grant.role)?.name ?? order.productName, endsAt, problem };
}

async function give(
  guild: Guild,
  member: GuildMember | undefined,
  role: string,
): Promise<RoleProblem | undefined> {
  if (!member) {
    return 'left';
  }
  const problem = problemOf(guild, role);
  // Also to whoever seems to have it: somebody may have taken it since Discord was asked.
  return problem ?? problemWith(await unlessFailed(member.roles.add(role)));
}

async function take(
  guild: Guild,
  member: GuildMember | undefined,
  role: string,
): Promise<RoleProblem | undefined> {
  if (!member?.roles.cache.has(role)) {
    return undefined;
  }
  const problem = problemOf(guild, role);
  if (problem) {
    return problem;
  }
  // Whoever has left has no role either.
  const failure = await unlessFailed(member.roles.remove(role));
  return failure === 'gone' ? undefined : problemWith(failure);
}

const problemWith = (failure: 'gone' | 'forbidden' | undefined): RoleProblem | undefined =>
  failure === 'gone' ? 'left' : failure && 'role-forbidden';

/** What keeps the bot from giving a role, as far as Discord has told us. */
export function problemOf(guild: Guild, id: string): RoleProblem | undefined {
  const role = guild.roles.cache.get(id);
  if (!role) {
    return 'role-gone';
  }
  if (!guild.members.me?.permissions.has('ManageRoles')) {
    return 'role-forbidden';
  }
  return role.editable ? undefined : 'role-too-high';
}

/** Whether somebody is in a guild now. @throws what trying again may help against. */
export async function isMember(id: string, user: string): Promise<boolean> {
  const guild = plugin.host.client.guilds.cache.get(id);
  return guild !== undefined && (await memberOf(guild, user)) !== undefined;
}

async function memberOf(guild: Guild, of: string): Promise<GuildMember | undefined> {
  const user = await idOf(guild, of);
  try {
    return user === undefined ? undefined : await guild.members.fetch({ user, force: true });
  } catch (error) {
    if (failureOf(error) === 'gone') {
      return undefined;
    }
    throw error;
  }
}

/** Those of these users who are members, by what they are called here. */
async function membersOf(guild: Guild, users: readonly string[]): Promise<Map<string, GuildMember>> {
  const ids = new Map<string, string>();
  for (const user of users) {
    ids.set((await idOf(guild, user)) ?? user, user);
  }
  const user = [...ids.keys()].filter((id) => !isVeiled(id));
  const found = user.length > 0 ? [...(await guild.members.fetch({ user })).values()] : [];
  return new Map(found.map((member) => [ids.get(member.id)!, member]));
}

/** Whom somebody is in Discord. Who was forgotten is looked for among all members: nothing else tells who they are. */
async function idOf(guild: Guild, user: string): Promise<string | undefined> {
  if (!isVeiled(user)) {
    return user;
  }
  const { members } = guild;
  const known = () => members.cache.find(({ id }) => veiled(guild.id, id) === user)?.id;
  // Discord tells of all members once in half a minute.
  if (!known() && members.cache.size < guild.memberCount) {
    await members.fetch();
  }
  return known();
}
