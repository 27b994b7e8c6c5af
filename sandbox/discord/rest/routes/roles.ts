import { AuditLogEvent, PermissionFlagsBits as P } from 'discord-api-types/v10';
import * as z from 'zod/mini';
import { DiscordError } from '../../errors.ts';
import { guildLimits } from '../../limits.ts';
import { guildPermissions, outranksRole } from '../../permissions.ts';
import { audit, changesBetween } from '../../state/audit-log.ts';
import { createRole, deleteRole, moveRoles, roleChanged } from '../../state/roles.ts';
import type { Guild, Member, Role } from '../../state/types.ts';
import { roleObject } from '../../wire/role.ts';
import { guildFor, needInGuild } from '../access.ts';
import { spec } from '../body/spec.ts';
import { readBits } from '../permission-bits.ts';
import { type Call, route } from '../route.ts';

interface RoleBody {
  readonly name?: string | null;
  readonly permissions?: unknown;
  readonly color?: number | null;
  readonly colors?: { readonly primary_color?: number | null } | null;
  readonly hoist?: boolean | null;
  readonly mentionable?: boolean | null;
  readonly icon?: string | null;
  readonly unicode_emoji?: string | null;
}

const rolesAnswer = z.array(spec('GuildRoleResponse'));

export const roleRoutes = [
  route('GET', '/guilds/:guild_id/roles', { answer: rolesAnswer }, (call) =>
    Array.from(guildFor(call, call.params.guild_id).guild.roles.values(), roleObject),
  ),
  route('GET', '/guilds/:guild_id/roles/member-counts', {}, (call) => {
    const { guild } = guildFor(call, call.params.guild_id);
    const counts: Record<string, number> = {};
    for (const id of guild.roles.keys()) if (id !== guild.id) counts[id] = 0;
    for (const member of guild.members.values()) for (const id of member.roles) counts[id]! += 1;
    return counts;
  }),
  route('GET', '/guilds/:guild_id/roles/:role_id', { answer: spec('GuildRoleResponse') }, (call) =>
    roleObject(roleIn(guildFor(call, call.params.guild_id).guild, call.params.role_id)),
  ),
  route(
    'POST',
    '/guilds/:guild_id/roles',
    { body: spec<RoleBody>('CreateRoleRequest'), answer: spec('GuildRoleResponse') },
    (call) => {
      const { world, body } = call;
      const { guild, me } = guildFor(call, call.params.guild_id);
      needInGuild(call, me, P.ManageRoles);
      const fields = readRole(guild, body);
      const permissions = fields.permissions ?? guild.roles.get(guild.id)!.permissions;
      needToGrant(me, fields.permissions ?? 0n);
      if (guild.roles.size >= guildLimits.roles) throw new DiscordError(30005);
      const role = createRole(world, guild, { ...fields, permissions });
      auditRole(call, AuditLogEvent.RoleCreate, role, {}, roleObject(role));
      return roleObject(role);
    },
  ),
  route(
    'PATCH',
    '/guilds/:guild_id/roles',
    {
      body: z.array(spec<{ id?: string | null; position?: number | null }>('UpdateRolePositionsRequest')),
      answer: rolesAnswer,
    },
    (call) => {
      const { world } = call;
      const { guild, me } = guildFor(call, call.params.guild_id);
      needInGuild(call, me, P.ManageRoles);
      const positions = new Map<Role, number>();
      for (const { id, position } of call.body) {
        const role = roleIn(guild, id ?? '');
        if (position === undefined || position === null || position === role.position) continue;
        if (role.id === guild.id) throw new DiscordError(50028);
        if (!outranksRole(me, role) || !outranksRole(me, { ...role, position }))
          throw new DiscordError(50013);
        // Nothing stands below `@everyone`.
        positions.set(role, Math.max(1, position));
      }
      const before = Array.from(positions.keys(), (role) => [role, roleObject(role)] as const);
      moveRoles(world, positions);
      for (const [role, old] of before)
        auditRole(call, AuditLogEvent.RoleUpdate, role, old, roleObject(role));
      return Array.from(guild.roles.values(), roleObject);
    },
  ),
  route(
    'PATCH',
    '/guilds/:guild_id/roles/:role_id',
    { body: spec<RoleBody>('UpdateRoleRequestPartial'), answer: spec('GuildRoleResponse') },
    (call) => {
      const { guild, me } = guildFor(call, call.params.guild_id);
      const role = managedBy(call, guild, me, call.params.role_id);
      const fields = readRole(guild, call.body);
      needToGrant(me, (fields.permissions ?? 0n) & ~role.permissions);
      const before = roleObject(role);
      // All that `@everyone` has of its own is what it may do.
      if (role.id !== guild.id) Object.assign(role, fields);
      else if (fields.permissions !== undefined) role.permissions = fields.permissions;
      if (auditRole(call, AuditLogEvent.RoleUpdate, role, before, roleObject(role)))
        roleChanged(call.world, role);
      return roleObject(role);
    },
  ),
  route('DELETE', '/guilds/:guild_id/roles/:role_id', {}, (call) => {
    const { guild, me } = guildFor(call, call.params.guild_id);
    const role = managedBy(call, guild, me, call.params.role_id);
    if (role.id === guild.id || role.managed) throw new DiscordError(50028);
    const before = roleObject(role);
    deleteRole(call.world, role);
    auditRole(call, AuditLogEvent.RoleDelete, role, before, {});
  }),
];

/** @throws DiscordError 10011 when the guild has no such role. */
function roleIn(guild: Guild, roleId: string): Role {
  const role = guild.roles.get(roleId);
  if (!role) throw new DiscordError(10011);
  return role;
}

/** A role that `me` may edit. @throws DiscordError 50013 without Manage Roles, or when it does not stand below theirs. */
function managedBy(call: Call, guild: Guild, me: Member, roleId: string): Role {
  needInGuild(call, me, P.ManageRoles);
  const role = roleIn(guild, roleId);
  if (!outranksRole(me, role)) throw new DiscordError(50013);
  return role;
}

/** @throws DiscordError 50013 when `me` lacks any of `bits`: nobody gives what they do not have. */
function needToGrant(me: Member, bits: bigint): void {
  if (bits & ~guildPermissions(me)) throw new DiscordError(50013);
}

function readRole(guild: Guild, body: RoleBody): Partial<Role> {
  if ((body.icon || body.unicode_emoji) && !guild.features.includes('ROLE_ICONS'))
    throw new DiscordError(50101);
  const color = body.colors?.primary_color ?? body.color;
  return {
    ...(body.name !== undefined && { name: body.name || 'new role' }),
    ...(body.permissions !== undefined &&
      body.permissions !== null && { permissions: readBits(body.permissions, ['permissions']) }),
    ...(color !== undefined && color !== null && { color }),
    ...(body.hoist !== undefined && { hoist: body.hoist ?? false }),
    ...(body.mentionable !== undefined && { mentionable: body.mentionable ?? false }),
    ...(body.unicode_emoji !== undefined && { unicodeEmoji: body.unicode_emoji }),
  };
}

/** @returns whether anything had changed, and so was written. */
function auditRole(call: Call, action: AuditLogEvent, role: Role, before: object, after: object): boolean {
  const changes = changesBetween(before, after);
  if (changes.length === 0) return false;
  audit(call.world, role.guild, {
    action,
    userId: call.user.id,
    targetId: role.id,
    reason: call.reason,
    changes,
  });
  return true;
}
