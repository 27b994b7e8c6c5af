import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { compareSnowflakes } from './snowflake.ts';
import type { Channel, Member, Role } from './state/types.ts';

/** Every permission bit that Discord has. */
export const ALL_PERMISSIONS = Object.values(P).reduce((all, bit) => all | bit, 0n);

/** What a member who is timed out keeps. */
const KEPT_IN_TIMEOUT = P.ViewChannel | P.ReadMessageHistory;

/** What falls away with Send Messages. */
const NEEDS_SEND = P.MentionEveryone | P.SendTTSMessages | P.AttachFiles | P.EmbedLinks;

/**
 * Permissions of a member in the guild as a whole.
 * @param now Unix milliseconds, so that a timeout counts; without it the roles alone do.
 */
export function guildPermissions(member: Member, now?: number): bigint {
  const { guild } = member;
  if (guild.ownerId === member.user.id) return ALL_PERMISSIONS;
  let bits = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const id of member.roles) bits |= guild.roles.get(id)?.permissions ?? 0n;
  if (bits & P.Administrator) return ALL_PERMISSIONS;
  return now !== undefined && timedOut(member, now) ? bits & KEPT_IN_TIMEOUT : bits;
}

/**
 * Permissions of a member in a channel, by Discord's algorithm: guild, then the overwrites of `@everyone`, of the
 * roles together, of the member; then what falls away because something else is missing. A thread has its parent's.
 *
 * Source: https://docs.discord.com/developers/topics/permissions#permission-overwrites
 * @param now Unix milliseconds, for a member's timeout.
 */
export function channelPermissions(member: Member, channel: Channel, now: number): bigint {
  const base = guildPermissions(member);
  if (base & P.Administrator) return ALL_PERMISSIONS;
  const parent = channel.thread ? member.guild.channels.get(channel.parentId ?? '') : channel;
  if (!parent) return 0n;
  let bits = applyOverwrites(base, member, parent);
  if (timedOut(member, now)) bits &= KEPT_IN_TIMEOUT;
  if (!(bits & P.ViewChannel)) return 0n;
  // A voice channel that one may not enter can be seen in the list and nothing else.
  if (isVoice(parent) && !(bits & P.Connect)) return P.ViewChannel;
  if (channel.thread) {
    // In a thread, Send Messages in Threads stands for Send Messages.
    bits = bits & P.SendMessagesInThreads ? bits | P.SendMessages : bits & ~P.SendMessages;
  }
  if (!(bits & P.SendMessages)) bits &= ~NEEDS_SEND;
  return bits;
}

/** What the overwrites of `channel` make of a member's guild permissions. */
function applyOverwrites(base: bigint, member: Member, channel: Channel): bigint {
  const { overwrites } = channel;
  if (overwrites.size === 0) return base;
  let bits = base;
  const everyone = overwrites.get(member.guild.id);
  if (everyone) bits = (bits & ~everyone.deny) | everyone.allow;
  let allow = 0n;
  let deny = 0n;
  for (const id of member.roles) {
    const overwrite = overwrites.get(id);
    if (!overwrite) continue;
    allow |= overwrite.allow;
    deny |= overwrite.deny;
  }
  bits = (bits & ~deny) | allow;
  const own = overwrites.get(member.user.id);
  return own ? (bits & ~own.deny) | own.allow : bits;
}

/** What the overwrites of `channel` give a member who has nothing in the guild. */
export function overwritePermissions(member: Member, channel: Channel): bigint {
  return applyOverwrites(0n, member, channel);
}

/** Whether a member sees a channel. A private thread is seen by those in it and by those who manage threads. */
export function canView(member: Member, channel: Channel, now: number): boolean {
  const bits = channelPermissions(member, channel, now);
  if (!(bits & P.ViewChannel)) return false;
  if (channel.type !== ChannelType.PrivateThread) return true;
  return channel.thread!.members.has(member.user.id) || (bits & P.ManageThreads) !== 0n;
}

/** Whether a timeout of the member is running. */
function timedOut(member: Member, now: number): boolean {
  return member.timeoutUntil !== null && member.timeoutUntil > now;
}

/** Whether `one` stands above `other`. Of two roles with one position the older stands above. */
function isAbove(one: Role, other: Role): boolean {
  if (one.position !== other.position) return one.position > other.position;
  return compareSnowflakes(one.id, other.id) < 0;
}

/** A member's highest role, which is `@everyone` for somebody without roles. */
export function highestRole(member: Member): Role {
  const { roles } = member.guild;
  let highest = roles.get(member.guild.id)!;
  for (const id of member.roles) {
    const role = roles.get(id);
    if (role && isAbove(role, highest)) highest = role;
  }
  return highest;
}

/** Whether `actor` stands above `target`, which kicks, bans, timeouts and nicknames ask for. */
export function outranks(actor: Member, target: Member): boolean {
  const { ownerId } = target.guild;
  if (target.user.id === ownerId) return false;
  if (actor.user.id === ownerId) return true;
  return isAbove(highestRole(actor), highestRole(target));
}

/** Whether `actor` may edit and give away `role`: it stands below theirs. */
export function outranksRole(actor: Member, role: Role): boolean {
  return actor.guild.ownerId === actor.user.id || isAbove(highestRole(actor), role);
}

function isVoice(channel: Channel): boolean {
  return channel.type === ChannelType.GuildVoice || channel.type === ChannelType.GuildStageVoice;
}
