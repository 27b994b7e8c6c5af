import { createHash } from 'node:crypto';

/**
 * What stays of somebody who asked to be forgotten, where something about them must go on, such as a block: it tells
 * whether it is the same person in the same guild, and not who. 20 characters, none of which could be an id's.
 */
export function veiled(guild: string, user: string): string {
  return `${sign}${createHash('sha256').update(`${guild}:${user}`).digest('base64url').slice(0, 19)}`;
}

/** What no id begins with. */
const sign = '?';

/** Whether it is what {@link veiled} made, and no id of a user. */
export const isVeiled = (user: string): boolean => user.startsWith(sign);
