import type { Guild } from 'discord.js';
import type { Field } from '../../sdk/fields/field.ts';
import type { CheckedFeature } from '../admin-host.ts';
import type { Finding } from './finding.ts';

/**
 * What is wrong with a role that a setting names, beside that it is gone. Only a feature that manages roles must be able to
 * give it, unless it is one that the bot mentions.
 */
export function roleFindings(
  guild: Guild,
  { plugin, permissions, settings }: Pick<CheckedFeature, 'plugin' | 'permissions' | 'settings'>,
  { name: setting, meta }: Pick<Field, 'name' | 'meta'>,
  id: string,
): Finding[] {
  const role = guild.roles.cache.get(id);
  if (role && meta.mentionedIn !== undefined) {
    return isSilent(guild, meta, id, settings?.values ?? {})
      ? [{ plugin, code: 'role-silent', setting, target: id }]
      : [];
  }
  if (!role || !permissions.includes('ManageRoles')) {
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

/**
 * Whether Discord calls nobody when the bot mentions a role: not everybody may mention it, and the bot may not mention all
 * roles where it would. @param values of the settings, of which one names the channel.
 */
export function isSilent(
  guild: Guild,
  { mentionedIn }: Field['meta'],
  id: unknown,
  values: Readonly<Record<string, unknown>>,
): boolean {
  const role = mentionedIn === undefined ? undefined : guild.roles.cache.get(String(id));
  const me = guild.members.me;
  if (!role || !me) {
    return false;
  }
  const channel = guild.channels.cache.get(String(values[mentionedIn ?? '']));
  const allowed = channel ? channel.permissionsFor(me) : me.permissions;
  return !role.mentionable && !allowed.has('MentionEveryone');
}
