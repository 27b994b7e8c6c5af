import { ChannelType, type Guild, type GuildBasedChannel, type PermissionsString } from 'discord.js';
import type { Field } from '../../sdk/fields/field.ts';
import type { CheckedFeature } from '../admin-host.ts';
import type { Finding } from './finding.ts';

/** Discord's limit for the channels of a category. */
const categoryLimit = 50;

/** Permissions that a channel can take away again by its overwrites. */
const inChannels: ReadonlySet<PermissionsString> = new Set([
  'AddReactions',
  'AttachFiles',
  'Connect',
  'CreatePrivateThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'ManageChannels',
  'ManageMessages',
  'ManageRoles',
  'ManageThreads',
  'ManageWebhooks',
  'MentionEveryone',
  'ReadMessageHistory',
  'SendMessages',
  'SendMessagesInThreads',
  'UseExternalEmojis',
] satisfies PermissionsString[]);

/** What is wrong with a channel that a setting names, beside that it is gone. */
export function channelFindings(
  guild: Guild,
  { plugin, permissions }: Pick<CheckedFeature, 'plugin' | 'permissions'>,
  { name: setting }: Pick<Field, 'name'>,
  id: string,
): Finding[] {
  const channel = guild.channels.cache.get(id);
  const me = guild.members.me;
  if (!channel || !me) {
    return [];
  }
  const allowed = channel.permissionsFor(me);
  if (!allowed.has('ViewChannel')) {
    return [{ plugin, code: 'channel-hidden', setting, channel: id }];
  }
  const findings: Finding[] = neededIn(channel, permissions)
    // What the whole guild does not grant is told once, for the feature.
    .filter(
      (permission) =>
        !allowed.has(permission) && (writes.includes(permission) || me.permissions.has(permission)),
    )
    .map((permission) => ({ plugin, code: 'channel-permission', setting, channel: id, permission }));
  if (channel.type === ChannelType.GuildCategory && channel.children.cache.size >= categoryLimit) {
    const count = channel.children.cache.size;
    findings.push({ plugin, code: 'category-full', setting, channel: id, count, limit: categoryLimit });
  }
  return findings;
}

/** A text channel is chosen to be written in. */
const writes: readonly PermissionsString[] = ['SendMessages', 'EmbedLinks'];

function neededIn(
  channel: GuildBasedChannel,
  permissions: readonly PermissionsString[],
): readonly PermissionsString[] {
  const declared = permissions.filter((permission) => inChannels.has(permission));
  return channel.isTextBased() ? [...new Set([...writes, ...declared])] : declared;
}
