import { Refusal } from '@guildhall/sdk';

/**
 * Looks at roles that somebody gives something to: the work on tickets, or a place in one. The role that everybody has
 * would make tickets public. Discord gives it the id of the guild.
 * @throws Refusal `no-everyone`.
 */
export function needRealRoles(guild: string, roles: readonly string[] = []): void {
  if (roles.includes(guild)) {
    throw new Refusal('no-everyone');
  }
}
