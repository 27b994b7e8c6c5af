import { refusal } from '../errors.ts';

/** Which memberships of a list are meant. */
export interface MembershipFilter {
  readonly users?: ReadonlySet<number>;
  /** Like `groups/7/roles/99`. */
  readonly role?: string;
}

/** How many users a filter may name. */
const LIMIT = 50;

/**
 * Reads the filter of a list of memberships: of one group by `user == 'users/1'` or `role == 'groups/7/roles/99'`, of all
 * groups by `user in ['users/1', 'users/2']` and by nothing else.
 * Source: https://create.roblox.com/docs/cloud/reference/patterns#list-group-memberships
 * @throws RobloxError 400
 */
export function readFilter(filter: string, everywhere: boolean): MembershipFilter {
  const text = filter.trim();
  if (text === '') {
    if (everywhere) throw refusal.cloud(400, 'A list of all groups needs a filter by user.');
    return {};
  }
  const list = /^user in \[(.*)\]$/.exec(text)?.[1];
  if (list !== undefined) {
    const users = list.split(',').map((part) => userOf(/^'(.*)'$/.exec(part.trim())?.[1] ?? ''));
    if (users.length > LIMIT) throw refusal.cloud(400, `A filter names at most ${LIMIT} users.`);
    return { users: new Set(users) };
  }
  const [, field, value] = /^(user|role) == '([^']*)'$/.exec(text) ?? [];
  if (field === 'user' && !everywhere) return { users: new Set([userOf(value!)]) };
  if (field === 'role' && !everywhere) return { role: value! };
  throw refusal.cloud(400, `The filter is invalid: ${text}`);
}

function userOf(path: string): number {
  const id = /^users\/(\d+)$/.exec(path)?.[1];
  if (id === undefined) throw refusal.cloud(400, `The filter names no user: ${path}`);
  return Number(id);
}
