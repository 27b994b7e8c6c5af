import type { Guild } from 'discord.js';
import type { SettingKind } from '../settings.ts';
import type { Field } from './field.ts';

const kept: Partial<Record<SettingKind, 'channels' | 'roles'>> = {
  channel: 'channels',
  role: 'roles',
  roles: 'roles',
};

/**
 * Which of the channels or roles that a value names are deleted. Asks Discord nothing: it names all of them to a bot,
 * those that the bot may not see among them.
 */
export function goneIn(guild: Guild, { meta }: Field, value: unknown): readonly string[] {
  const store = kept[meta.kind];
  // Of a guild in an outage nothing is known.
  if (!store || !guild.available) {
    return [];
  }
  const ids = [value].flat().filter((id): id is string => typeof id === 'string');
  return ids.filter((id) => !guild[store].cache.has(id));
}

/** What is left of a value without some of its channels or roles. */
export const without = (value: unknown, ids: readonly string[]): unknown =>
  Array.isArray(value)
    ? value.filter((id) => !ids.includes(id))
    : ids.includes(value as string)
      ? null
      : value;
