import type { RobloxAccount } from '../state/account.ts';
import type { RobloxGroup } from '../state/group.ts';
import { refusal } from './errors.ts';
import type { Call } from './route.ts';

/** A number of the path. @throws RobloxError 400 when it is none */
export function idOf({ params }: Pick<Call, 'params'>, name: string): number {
  const text = params[name]!;
  if (!/^-?\d{1,19}$/.test(text)) throw refusal.problem(name, `The value '${text}' is not valid.`);
  return Number(text);
}

/** The account of an Open Cloud path. Who is banned is not found there. @throws RobloxError 404 */
export function cloudAccountOf(call: Call, text = call.params.user_id!): RobloxAccount {
  const account = /^\d+$/.test(text) ? call.world.accountById(Number(text)) : undefined;
  if (!account || account.banned) throw refusal.cloud(404, `User with id '${text}' not found.`);
  return account;
}

/** The group of an Open Cloud path. @throws RobloxError 404 */
export function cloudGroupOf({ world, params }: Call): RobloxGroup {
  const text = params.group_id!;
  const group = /^\d+$/.test(text) ? world.groupById(Number(text)) : undefined;
  if (!group) throw refusal.cloud(404, `Group with id '${text}' not found.`);
  return group;
}
