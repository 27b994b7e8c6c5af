import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { guildCreateObject } from '../wire/guild.ts';
import { memberObject } from '../wire/member.ts';
import { userObject } from '../wire/user.ts';
import { channelChanged } from './changes.ts';
import { createChannel } from './channels.ts';
import { createRole, deleteRole, insertRole } from './roles.ts';
import type { Guild, Member, User } from './types.ts';
import type { World } from './world.ts';

/** What `@everyone` may do in a new guild. Source: the permissions that Discord gives a new server's `@everyone`. */
export const EVERYONE_PERMISSIONS =
  P.AddReactions |
  P.Stream |
  P.ViewChannel |
  P.SendMessages |
  P.EmbedLinks |
  P.AttachFiles |
  P.ReadMessageHistory |
  P.MentionEveryone |
  P.UseExternalEmojis |
  P.Connect |
  P.Speak |
  P.UseVAD |
  P.ChangeNickname |
  P.CreateInstantInvite |
  P.UseApplicationCommands |
  P.RequestToSpeak |
  P.CreatePublicThreads |
  P.CreatePrivateThreads |
  P.UseExternalStickers |
  P.SendMessagesInThreads |
  P.UseEmbeddedActivities |
  P.SendPolls;

/** Makes a guild with its owner as the first member and, unless `bare`, a `general` channel. */
export function createGuild(
  world: World,
  name: string,
  owner: User,
  options: { bare?: boolean } = {},
): Guild {
  const guild: Guild = {
    id: world.ids.next(),
    name,
    description: null,
    icon: null,
    ownerId: owner.id,
    preferredLocale: 'en-US',
    features: [],
    verificationLevel: 0,
    defaultMessageNotifications: 0,
    explicitContentFilter: 0,
    afkChannelId: null,
    afkTimeout: 300,
    systemChannelId: null,
    systemChannelFlags: 0,
    rulesChannelId: null,
    publicUpdatesChannelId: null,
    premiumProgressBar: false,
    roles: new Map(),
    channels: new Map(),
    members: new Map(),
    bans: new Map(),
    auditLog: [],
    unavailable: false,
  };
  world.guilds.set(guild.id, guild);
  insertRole(guild, { id: guild.id, name: '@everyone', permissions: EVERYONE_PERMISSIONS, position: 0 });
  addMember(world, guild, owner);
  if (!options.bare)
    guild.systemChannelId = createChannel(world, guild, { name: 'general', type: ChannelType.GuildText }).id;
  return guild;
}

/**
 * Lets `user` join. A bot gets a managed role of its own with the permissions that its invite asked for.
 * @returns the member, the old one when `user` is there already.
 * @throws Error when `user` is banned from the guild.
 */
export function addMember(
  world: World,
  guild: Guild,
  user: User,
  options: { roles?: string[]; permissions?: bigint; nick?: string | null } = {},
): Member {
  const present = guild.members.get(user.id);
  if (present) return present;
  if (guild.bans.has(user.id))
    throw new Error(`${user.username} is banned from ${guild.name} and cannot join`);
  const member: Member = {
    user,
    guild,
    nick: options.nick ?? null,
    roles: [...(options.roles ?? [])],
    joinedAt: world.clock.now(),
    premiumSince: null,
    timeoutUntil: null,
    mute: false,
    deaf: false,
    flags: 0,
  };
  if (user.bot) {
    const role = createRole(world, guild, {
      name: user.username,
      permissions: options.permissions ?? 0n,
      managed: true,
      botId: user.id,
    });
    member.roles.push(role.id);
  }
  guild.members.set(user.id, member);
  const application = user.bot ? world.applicationOfBot(user.id) : undefined;
  if (application) {
    world.publish({
      event: 'GUILD_CREATE',
      application,
      guild,
      data: () => guildCreateObject(guild, member, [member], world.clock),
    });
  }
  world.publish({
    event: 'GUILD_MEMBER_ADD',
    guild,
    data: () => ({ ...memberObject(member, world.clock), guild_id: guild.id }),
  });
  return member;
}

/** Takes `userId` out of the guild: they left, or were kicked or banned. @returns whether they were there. */
export function removeMember(world: World, guild: Guild, userId: string): boolean {
  const member = guild.members.get(userId);
  if (!member) return false;
  const application = member.user.bot ? world.applicationOfBot(userId) : undefined;
  if (application)
    world.publish({ event: 'GUILD_DELETE', application, guild, data: () => ({ id: guild.id }) });
  guild.members.delete(userId);
  // Whoever comes back starts anew: threads and overwrites of their own do not wait for them.
  for (const channel of guild.channels.values()) {
    channel.thread?.members.delete(userId);
    if (channel.overwrites.delete(userId)) channelChanged(world, channel);
  }
  for (const role of guild.roles.values()) if (role.botId === userId) deleteRole(world, role);
  world.publish({
    event: 'GUILD_MEMBER_REMOVE',
    guild,
    data: () => ({ guild_id: guild.id, user: userObject(member.user) }),
  });
  return true;
}
