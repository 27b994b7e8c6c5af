import type { APIGuildMember } from 'discord-api-types/v10';
import type { Clock } from '../clock.ts';
import type { Member } from '../state/types.ts';
import { userObject } from './user.ts';

/** A member as Discord sends it. */
export function memberObject(member: Member, clock: Clock): APIGuildMember {
  return { user: userObject(member.user), ...memberWithoutUser(member, clock) } as APIGuildMember;
}

/** A member as it comes with a message, whose author says who it is. */
export function memberWithoutUser(member: Member, clock: Clock): Omit<APIGuildMember, 'user'> {
  return {
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: clock.iso(member.joinedAt),
    premium_since: member.premiumSince === null ? null : clock.iso(member.premiumSince),
    communication_disabled_until: member.timeoutUntil === null ? null : clock.iso(member.timeoutUntil),
    deaf: member.deaf,
    mute: member.mute,
    flags: member.flags,
    pending: false,
  } as Omit<APIGuildMember, 'user'>;
}
