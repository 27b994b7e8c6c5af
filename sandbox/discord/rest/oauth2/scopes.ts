import { safeParse } from 'zod/v4/core';
import { httpError } from '../../errors.ts';
import { spec } from '../body/spec.ts';
import type { Call } from '../route.ts';

const oauth2Scope = spec<string>('OAuth2Scopes');

/** Whether Discord has a scope of that name. */
export function isScope(name: string): boolean {
  return safeParse(oauth2Scope, name).success;
}

/**
 * A bot needs no scope; a bearer token must have been granted it.
 * @throws DiscordError 401, as Discord answers a bearer token that was not granted the scope.
 */
export function needScope({ user, scopes }: Pick<Call, 'user' | 'scopes'>, scope: string): void {
  if (!user.bot && !scopes.includes(scope)) throw httpError.unauthorized();
}
