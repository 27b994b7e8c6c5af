import type { Actor } from '@guildhall/sdk';
import type { Grant } from './entities/grant.ts';
import { covers, manage } from './what.ts';

/** A member of a guild, as far as grants go by it: ids, never names. */
export interface Holder {
  readonly guild: string;
  readonly user: string;
  readonly roles: readonly string[];
  /** When they joined. */
  readonly memberSince: Date | null;
}

/** A member as someone who was given things. */
export function holderOf(member: Actor): Holder {
  return {
    guild: member.guild.id,
    user: member.id,
    roles: [...member.roles.cache.keys()],
    memberSince: member.joinedAt,
  };
}

/**
 * What a grant does for a member now. `ended`: its time is over. `left`: it was given to them before they left and came
 * back. `managers-off`: it is about giving, and the guild's owner keeps that to themselves.
 */
export type Standing = 'counts' | 'ended' | 'left' | 'managers-off' | 'not-theirs';

/** @param managers whether others than the owner may give. */
export function standingOf(
  grant: Grant,
  capability: string,
  holder: Holder,
  { now, managers }: { readonly now: Date; readonly managers: boolean },
): Standing {
  const { guild, what, kind, principal, memberSince, endsAt } = grant;
  const theirs = kind === 'user' ? principal === holder.user : holder.roles.includes(principal);
  if (guild !== holder.guild || !theirs || !covers(what, capability)) {
    return 'not-theirs';
  }
  if (kind === 'user' && memberSince?.getTime() !== holder.memberSince?.getTime()) {
    return 'left';
  }
  if (endsAt && endsAt <= now) {
    return 'ended';
  }
  return capability === manage && !managers ? 'managers-off' : 'counts';
}

/** Of several grants that count, the one to name: to the person before to a role, the capability before the plugin. */
export function closestFirst(one: Grant, other: Grant): number {
  return (
    Number(one.kind === 'role') - Number(other.kind === 'role') ||
    other.what.length - one.what.length ||
    one.id.localeCompare(other.id)
  );
}
