import { AuditLogEvent, GatewayIntentBits, PermissionFlagsBits as P } from 'discord-api-types/v10';
import * as z from 'zod/mini';
import { DiscordError, httpError } from '../../errors.ts';
import { guildLimits } from '../../limits.ts';
import { outranks } from '../../permissions.ts';
import { audit, changesBetween } from '../../state/audit-log.ts';
import { memberChanged } from '../../state/changes.ts';
import { removeMember } from '../../state/guilds.ts';
import type { Guild, Member } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import { memberObject, memberWithoutUser } from '../../wire/member.ts';
import { guildFor, needInGuild } from '../access.ts';
import { problem, refuseField } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { needToAssign, readMember } from '../member-edits.ts';
import { queryInteger, querySnowflake } from '../query.ts';
import { type Call, route } from '../route.ts';

const nick = z.nullish(z.string().check(z.maxLength(guildLimits.nick)));

const memberEdit = z.object({
  nick,
  roles: z.nullish(z.array(z.nullable(spec<string>('SnowflakeType')))),
  mute: z.nullish(z.boolean()),
  deaf: z.nullish(z.boolean()),
  channel_id: z.nullish(spec<string>('SnowflakeType')),
  communication_disabled_until: z.nullish(z.string()),
  flags: z.nullish(z.int32()),
});

const ownEdit = z.object({
  nick,
  avatar: z.nullish(z.string()),
  banner: z.nullish(z.string()),
  bio: z.nullish(z.string().check(z.maxLength(guildLimits.bio))),
});

const membersAnswer = z.array(spec('GuildMemberResponse'));
const page = { min: 1, max: 1000, fallback: 1 };

export const memberRoutes = [
  route('GET', '/guilds/:guild_id/members', { answer: membersAnswer }, (call) => {
    const { guild } = guildFor(call, call.params.guild_id);
    if (!(call.application.privilegedIntents & GatewayIntentBits.GuildMembers)) throw new DiscordError(50001);
    const limit = queryInteger(call, 'limit', page);
    const after = BigInt(querySnowflake(call, 'after') ?? 0);
    return [...guild.members.values()]
      .filter((member) => BigInt(member.user.id) > after)
      .sort((one, other) => (BigInt(one.user.id) < BigInt(other.user.id) ? -1 : 1))
      .slice(0, limit)
      .map((member) => memberObject(member, call.world.clock));
  }),
  route('GET', '/guilds/:guild_id/members/search', { answer: membersAnswer }, (call) => {
    const { guild } = guildFor(call, call.params.guild_id);
    const limit = queryInteger(call, 'limit', page);
    const query = String(call.query.query ?? '').toLowerCase();
    if (!query) refuseField(['query'], ...problem.required);
    return [...guild.members.values()]
      .filter(({ user, nick: own }) =>
        [user.username, user.globalName, own].some((name) => name?.toLowerCase().startsWith(query)),
      )
      .slice(0, limit)
      .map((member) => memberObject(member, call.world.clock));
  }),
  route('GET', '/guilds/:guild_id/members/:user_id', { answer: spec('GuildMemberResponse') }, (call) => {
    const { guild } = guildFor(call, call.params.guild_id);
    return memberObject(memberIn(call.world, guild, call.params.user_id), call.world.clock);
  }),
  route(
    'PATCH',
    '/guilds/:guild_id/members/@me',
    { body: ownEdit, answer: spec('PrivateGuildMemberResponse') },
    (call) => {
      const { me } = guildFor(call, call.params.guild_id);
      const { nick: wanted, ...profile } = call.body;
      if (Object.values(profile).some(Boolean))
        throw httpError.notImplemented('PATCH /guilds/:guild_id/members/@me with a profile');
      if (wanted === undefined) return memberObject(me, call.world.clock);
      needInGuild(call, me, P.ChangeNickname);
      return edit(call, me, { nick: wanted?.trim() || null });
    },
  ),
  route(
    'PATCH',
    '/guilds/:guild_id/members/:user_id',
    { body: memberEdit, answer: spec('GuildMemberResponse') },
    (call) => {
      const { guild, me } = guildFor(call, call.params.guild_id);
      const target = memberIn(call.world, guild, call.params.user_id);
      return edit(call, target, readMember(call, me, target, call.body));
    },
  ),
  route('PUT', '/guilds/:guild_id/members/:user_id/roles/:role_id', {}, (call) =>
    assign(call, call.params, (member, roleId) => [...new Set([...member.roles, roleId])]),
  ),
  route('DELETE', '/guilds/:guild_id/members/:user_id/roles/:role_id', {}, (call) =>
    assign(call, call.params, (member, roleId) => member.roles.filter((id) => id !== roleId)),
  ),
  route('DELETE', '/guilds/:guild_id/members/:user_id', {}, (call) => {
    const { world } = call;
    const { guild, me } = guildFor(call, call.params.guild_id);
    needInGuild(call, me, P.KickMembers);
    const target = memberIn(world, guild, call.params.user_id);
    if (!outranks(me, target)) throw new DiscordError(50013);
    removeMember(world, guild, target.user.id);
    audit(world, guild, {
      action: AuditLogEvent.MemberKick,
      userId: call.user.id,
      targetId: target.user.id,
      reason: call.reason,
    });
  }),
];

/** @throws DiscordError 10013 for an account that is not, 10007 for somebody who is not in the guild. */
function memberIn(world: World, guild: Guild, userId: string): Member {
  const member = guild.members.get(userId);
  if (member) return member;
  throw new DiscordError(world.users.has(userId) ? 10007 : 10013);
}

function assign(
  call: Call,
  params: { guild_id: string; user_id: string; role_id: string },
  change: (member: Member, roleId: string) => string[],
): void {
  const { guild, me } = guildFor(call, params.guild_id);
  needInGuild(call, me, P.ManageRoles);
  const target = memberIn(call.world, guild, params.user_id);
  needToAssign(me, guild, params.role_id);
  edit(call, target, { roles: change(target, params.role_id) });
}

/** Applies changes that are allowed, and tells and writes what is different. */
function edit(call: Call, member: Member, changes: Partial<Member>) {
  const { world } = call;
  const { roles: rolesBefore, ...before } = memberWithoutUser(member, world.clock);
  Object.assign(member, changes);
  const { roles: rolesAfter, ...after } = memberWithoutUser(member, world.clock);
  const differences = changesBetween(before, after);
  const roleChanges = changesOfRoles(member.guild, rolesBefore, rolesAfter);
  if (differences.length + roleChanges.length > 0) memberChanged(world, member);
  for (const [action, list] of [
    [AuditLogEvent.MemberUpdate, differences],
    [AuditLogEvent.MemberRoleUpdate, roleChanges],
  ] as const)
    if (list.length > 0)
      audit(world, member.guild, {
        action,
        userId: call.user.id,
        targetId: member.user.id,
        reason: call.reason,
        changes: list,
      });
  return memberObject(member, world.clock);
}

/** Roles that were given and taken, as the audit log writes them. */
function changesOfRoles(guild: Guild, before: readonly string[], after: readonly string[]) {
  const listed = (ids: readonly string[]) => ids.map((id) => ({ id, name: guild.roles.get(id)?.name ?? '' }));
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id));
  return [
    ...(added.length > 0 ? [{ key: '$add', new_value: listed(added) }] : []),
    ...(removed.length > 0 ? [{ key: '$remove', new_value: listed(removed) }] : []),
  ];
}
