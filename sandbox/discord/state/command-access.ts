import {
  InteractionContextType,
  ApplicationCommandPermissionType as Kind,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { ALL_PERMISSIONS, channelPermissions, guildPermissions } from '../permissions.ts';
import type { ApplicationCommand, Channel, CommandPermission, Member } from './types.ts';

/**
 * Whether a person may use a command in a channel: where it is offered, Use Application Commands, and the server's
 * own settings for the command, before those for the application, before the command's default permissions.
 *
 * Source: https://docs.discord.com/developers/interactions/application-commands#permissions
 * @param member undefined in a direct message.
 * @param now Unix milliseconds, for a member's timeout.
 */
export function mayUse(
  command: ApplicationCommand,
  member: Member | undefined,
  channel: Channel,
  now: number,
): boolean {
  if (!channel.guild || !member)
    return command.guildId === undefined && offeredIn(command, InteractionContextType.BotDM);
  if (command.guildId !== undefined && command.guildId !== channel.guild.id) return false;
  if (command.guildId === undefined && !offeredIn(command, InteractionContextType.Guild)) return false;
  const place = (channel.thread && channel.guild.channels.get(channel.parentId ?? '')) || channel;
  if (command.nsfw && !place.nsfw) return false;
  if (guildPermissions(member) === ALL_PERMISSIONS) return true;
  const bits = channelPermissions(member, channel, now);
  if (!(bits & P.UseApplicationCommands)) return false;

  const settings = command.application.commandPermissions.get(channel.guild.id);
  const own = settings?.get(command.id) ?? [];
  const general = settings?.get(command.application.id) ?? [];
  if ((inChannel(own, place) ?? inChannel(general, place) ?? true) === false) return false;
  const decided = forMember(own, member);
  if (decided !== undefined) return decided;
  if (forMember(general, member) === false) return false;
  if (command.defaultMemberPermissions === null) return true;
  const needed = BigInt(command.defaultMemberPermissions);
  // "0" leaves the command to administrators, who were let in above.
  return needed !== 0n && (bits & needed) === needed;
}

function offeredIn(command: ApplicationCommand, context: number): boolean {
  return command.contexts === null || command.contexts.includes(context);
}

/** The setting for a channel, else the one for all channels, whose id is the guild's less one. */
function inChannel(permissions: readonly CommandPermission[], channel: Channel): boolean | undefined {
  const all = (BigInt(channel.guild!.id) - 1n).toString();
  const of = (id: string) =>
    permissions.find((entry) => entry.type === Kind.Channel && entry.id === id)?.permission;
  return of(channel.id) ?? of(all);
}

/** The setting for the person, else for one of the roles (where one that allows wins), else for everyone. */
function forMember(permissions: readonly CommandPermission[], member: Member): boolean | undefined {
  const own = permissions.find((entry) => entry.type === Kind.User && entry.id === member.user.id);
  if (own) return own.permission;
  const roles = permissions.filter((entry) => entry.type === Kind.Role);
  const held = roles.filter((entry) => member.roles.includes(entry.id));
  if (held.length > 0) return held.some((entry) => entry.permission);
  return roles.find((entry) => entry.id === member.guild.id)?.permission;
}
