import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { Channel, Guild, Member } from './state/types.ts';

/** Every permission bit that Discord has. */
export const ALL_PERMISSIONS = Object.values(P).reduce((all, bit) => all | bit, 0n);

/** What a member who is timed out keeps. */
const KEPT_IN_TIMEOUT = P.ViewChannel | P.ReadMessageHistory;

/** What falls away with Send Messages. */
const NEEDS_SEND = P.MentionEveryone | P.SendTTSMessages | P.AttachFiles | P.EmbedLinks;

/** Permissions of a member in the guild as a whole. */
export function guildPermissions(member: Member): bigint {
  const { guild } = member;
  if (guild.ownerId === member.user.id) return ALL_PERMISSIONS;
  let bits = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const id of member.roles) bits |= guild.roles.get(id)?.permissions ?? 0n;
  return bits & P.Administrator ? ALL_PERMISSIONS : bits;
}

/**
 * Permissions of a member in a channel, by Discord's algorithm: guild, then the overwrites of `@everyone`, of the
 * roles together, of the member. A thread has its parent's.
 *
 * Source: https://docs.discord.com/developers/topics/permissions#permission-overwrites
 * @param now Unix milliseconds, for a member's timeout.
 */
export function channelPermissions(member: Member, channel: Channel, now: number): bigint {
  const base = guildPermissions(member);
  if (base === ALL_PERMISSIONS) return ALL_PERMISSIONS;
  const parent = channel.thread ? member.guild.channels.get(channel.parentId ?? '') : channel;
  if (!parent) return 0n;
  let bits = applyOverwrites(base, member, parent);
  if (member.timeoutUntil !== null && member.timeoutUntil > now) bits &= KEPT_IN_TIMEOUT;
  if (!(bits & P.ViewChannel)) return 0n;
  if (channel.thread) {
    // In a thread, Send Messages in Threads stands for Send Messages.
    bits = bits & P.SendMessagesInThreads ? bits | P.SendMessages : bits & ~P.SendMessages;
  }
  if (!(bits & P.SendMessages)) bits &= ~NEEDS_SEND;
  return bits;
}

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

/** Whether a member sees a channel. A private thread is seen by those in it and by those who manage threads. */
export function canView(member: Member, channel: Channel, now: number): boolean {
  const bits = channelPermissions(member, channel, now);
  if (!(bits & P.ViewChannel)) return false;
  if (channel.type !== PRIVATE_THREAD) return true;
  return channel.thread!.members.has(member.user.id) || (bits & P.ManageThreads) !== 0n;
}

const PRIVATE_THREAD = 12;

/** Position of a member's highest role; the owner stands above all. */
export function highestRole(member: Member): number {
  if (member.guild.ownerId === member.user.id) return Number.POSITIVE_INFINITY;
  let highest = 0;
  for (const id of member.roles) highest = Math.max(highest, member.guild.roles.get(id)?.position ?? 0);
  return highest;
}

/** Whether `actor` stands above `target`, which kicks, bans, timeouts and nicknames ask for. */
export function outranks(actor: Member, target: Member): boolean {
  if (target.guild.ownerId === target.user.id) return false;
  return highestRole(actor) > highestRole(target);
}

/** The members of `guild` who see `channel`. */
export function viewers(guild: Guild, channel: Channel, now: number): Member[] {
  return [...guild.members.values()].filter((member) => canView(member, channel, now));
}
