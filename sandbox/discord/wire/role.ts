import type { APIRole } from 'discord-api-types/v10';
import type { Role } from '../state/types.ts';

/** A role as Discord sends it. */
export function roleObject(role: Role): APIRole {
  return {
    id: role.id,
    name: role.name,
    description: null,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: role.hoist,
    icon: null,
    unicode_emoji: role.unicodeEmoji,
    position: role.position,
    permissions: role.permissions.toString(),
    managed: role.managed,
    mentionable: role.mentionable,
    flags: 0,
    ...(role.botId && { tags: { bot_id: role.botId } }),
  } as unknown as APIRole;
}
