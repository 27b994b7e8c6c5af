import { failureOf, isHere, unlessFailed } from '@guildhall/sdk';
import type { Guild, GuildMember } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import { isSince, type MemberRole, type RoleProblem } from '../role-grants.ts';
import type { BoughtRole } from '../views/purchase.ts';

/** Discord tells of so many users at once. https://docs.discord.com/developers/events/gateway-events#request-guild-members */
const usersAtOnce = 100;

/** How often it is looked at once more whether all is as it should be now: somebody may have bought or lost it meanwhile. */
const rounds = 5;

/**
 * Gives a member a role that is theirs, or takes one that is not theirs any more. It may run any number of times. While
 * Discord has not told us of the guild it does nothing: it is done when it has.
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
    const due = await roleGrants.due(of, since);
    if (due === 'nothing') {
      break;
    }
    const problem = due === 'give' ? await give(guild, member, of.role) : await take(guild, member, of.role);
    if (problem) {
      return roleGrants.failed(of, problem);
    }
    await (due === 'give' ? roleGrants.given(of, since) : roleGrants.taken(of));
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

/** The same, and those of members who left and came back while nobody looked. */
export async function checkRoles(id: string): Promise<void> {
  const guild = plugin.host.client.guilds.cache.get(id);
  if (!guild || !isHere(plugin.host.client, id)) {
    return;
  }
  await settleRoles(id);
  const { roleGrants } = plugin.parts;
  for await (const grants of roleGrants.held(id, usersAtOnce)) {
    const members = await guild.members.fetch({ user: [...new Set(grants.map(({ user }) => user))] });
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
  if (problem || member.roles.cache.has(role)) {
    return problem;
  }
  return problemWith(await unlessFailed(member.roles.add(role)));
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

async function memberOf(guild: Guild, user: string): Promise<GuildMember | undefined> {
  try {
    return await guild.members.fetch({ user, force: true });
  } catch (error) {
    if (failureOf(error) === 'gone') {
      return undefined;
    }
    throw error;
  }
}
