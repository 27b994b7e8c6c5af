import { roleObject } from '../wire/role.ts';
import { channelChanged, memberChanged } from './changes.ts';
import type { Guild, Role } from './types.ts';
import type { World } from './world.ts';

export type RoleOptions = Partial<Omit<Role, 'guild' | 'id'>>;

/** Puts a role into the guild without telling anybody; a new one stands just above `@everyone`. */
export function insertRole(guild: Guild, options: RoleOptions & { id: string }): Role {
  const role: Role = {
    guild,
    name: 'new role',
    color: 0,
    hoist: false,
    position: 1,
    permissions: 0n,
    mentionable: false,
    managed: false,
    botId: undefined,
    unicodeEmoji: null,
    ...options,
  };
  if (role.position > 0) {
    for (const other of guild.roles.values()) if (other.position >= role.position) other.position += 1;
  }
  guild.roles.set(role.id, role);
  return role;
}

/** Makes a role and tells the guild. */
export function createRole(world: World, guild: Guild, options: RoleOptions = {}): Role {
  const role = insertRole(guild, { id: world.ids.next(), ...options });
  world.publish({
    event: 'GUILD_ROLE_CREATE',
    guild,
    data: () => ({ guild_id: guild.id, role: roleObject(role) }),
  });
  return role;
}

/** Tells the guild that `role` has changed. */
export function roleChanged(world: World, role: Role): void {
  world.publish({
    event: 'GUILD_ROLE_UPDATE',
    guild: role.guild,
    data: () => ({ guild_id: role.guild.id, role: roleObject(role) }),
  });
}

/** Gives roles their positions; only those that moved are told of. */
export function moveRoles(world: World, positions: ReadonlyMap<Role, number>): void {
  for (const [role, position] of positions) {
    if (role.position === position) continue;
    role.position = position;
    roleChanged(world, role);
  }
}

/** Deletes a role; it goes from every member and every overwrite. */
export function deleteRole(world: World, role: Role): void {
  const { guild } = role;
  guild.roles.delete(role.id);
  for (const other of guild.roles.values()) if (other.position > role.position) other.position -= 1;
  const holders = [...guild.members.values()].filter((member) => member.roles.includes(role.id));
  for (const member of holders) member.roles = member.roles.filter((id) => id !== role.id);
  const channels = [...guild.channels.values()].filter((channel) => channel.overwrites.delete(role.id));
  world.publish({
    event: 'GUILD_ROLE_DELETE',
    guild,
    data: () => ({ guild_id: guild.id, role_id: role.id }),
  });
  for (const member of holders) memberChanged(world, member);
  for (const channel of channels) channelChanged(world, channel);
}
