import { holds } from './bind-match.ts';
import type { Bind } from './entities/bind.ts';
import type { Membership } from './roblox/roblox.ts';

/** Why a role is left as it is: Discord or an app manages it, it stands above the bot, or there is no such role. */
export type Untouchable = 'managed' | 'too-high' | 'gone';

export interface RoleQuestion {
  /** All roles that the member has. */
  readonly current: readonly string[];
  /** Whether the member has a link. Without one, what links give is taken away. */
  readonly linked: boolean;
  readonly verifiedRole: string | null;
  readonly binds: readonly Bind[];
  /** Undefined when they are not known: then roles of binds stay as they are. */
  readonly memberships: readonly Membership[] | undefined;
  readonly untouchable: (role: string) => Untouchable | undefined;
}

export interface RoleDiff {
  /** All roles that the member is to have. */
  readonly roles: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** Roles that should change and cannot. */
  readonly blocked: readonly { readonly role: string; readonly why: Untouchable }[];
}

/**
 * Which roles a member is to have. It depends on nothing but the question; asked again about its own answer, it
 * changes nothing; and it speaks only of roles that binds and the verified role name.
 */
export function roleDiff(question: RoleQuestion): RoleDiff {
  const current = new Set(question.current);
  const wrong = [...wanted(question)].filter(([role, has]) => current.has(role) !== has);
  const blocked = wrong.flatMap(([role]) => {
    const why = question.untouchable(role);
    return why ? [{ role, why }] : [];
  });
  const stays = new Set(blocked.map(({ role }) => role));
  const change = wrong.filter(([role]) => !stays.has(role));
  const add = change.flatMap(([role, has]) => (has ? [role] : []));
  const remove = change.flatMap(([role, has]) => (has ? [] : [role]));
  const removed = new Set(remove);
  return { roles: [...question.current.filter((role) => !removed.has(role)), ...add], add, remove, blocked };
}

/** Which roles the member should have (true) or not have (false); of others nothing is said. */
function wanted({ linked, verifiedRole, binds, memberships }: RoleQuestion): Map<string, boolean> {
  const verdicts = new Map<string, boolean>();
  if (!linked || memberships) {
    // What no bind gives is taken away.
    for (const role of binds.flatMap(({ gives }) => gives)) {
      verdicts.set(role, false);
    }
  }
  if (linked && memberships) {
    for (const { gives, takes } of decisive(binds, memberships)) {
      takes.forEach((role) => verdicts.set(role, false));
      gives.forEach((role) => verdicts.set(role, true));
    }
  }
  if (verifiedRole) {
    verdicts.set(verifiedRole, linked);
  }
  return verdicts;
}

/** The binds that hold, the one that decides last. Equal priorities go by the id, so that the order is always the same. */
function decisive(binds: readonly Bind[], memberships: readonly Membership[]): Bind[] {
  return binds.filter((bind) => holds(bind, memberships)).sort(byPriority);
}

/** The lowest first. */
export const byPriority = (a: Bind, b: Bind): number => a.priority - b.priority || (a.id < b.id ? -1 : 1);
