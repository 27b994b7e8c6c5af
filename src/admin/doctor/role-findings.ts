import type { Guild } from 'discord.js';
import type { CheckedFeature } from '../admin-host.ts';
import type { Finding } from './finding.ts';

/** What is wrong with a role that a setting names. Only a feature that manages roles must be able to give it. */
export function roleFindings(
  guild: Guild,
  { plugin, permissions }: Pick<CheckedFeature, 'plugin' | 'permissions'>,
  setting: string,
  id: string,
): Finding[] {
  const role = guild.roles.cache.get(id);
  if (!role) {
    return [{ plugin, code: 'role-gone', setting }];
  }
  if (!permissions.includes('ManageRoles')) {
    return [];
  }
  if (role.managed || role.id === guild.id) {
    return [{ plugin, code: 'role-managed', setting, target: id }];
  }
  const highest = guild.members.me?.roles.highest;
  return highest && highest.comparePositionTo(role) <= 0
    ? [{ plugin, code: 'role-too-high', setting, target: id }]
    : [];
}
