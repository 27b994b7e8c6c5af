import { httpError } from '../errors.ts';
import { type Grant, grantOf } from '../state/oauth2.ts';
import type { Application, User } from '../state/types.ts';
import type { World } from '../state/world.ts';
import type { Auth } from './route.ts';

/** Who sends a request. */
export interface Caller {
  readonly application: Application;
  /** The bot's account, or the person whose bearer token it is. */
  readonly user: User;
  /** What the bearer token allows; a bot's token has none. */
  readonly grant: Grant | undefined;
}

/**
 * Reads the `Authorization` header.
 * @returns nobody where a route asks for nobody.
 * @throws DiscordError 401 when it is missing, unknown, expired, or of a kind that the route does not take.
 */
export function authenticate(world: World, auth: Auth, header: string | undefined): Caller | undefined {
  if (auth === 'none') return undefined;
  const [scheme, token = ''] = (header ?? '').split(' ');
  if (scheme === 'Bot' && auth !== 'bearer') {
    const application = world.applicationOfToken(token);
    if (application) return { application, user: application.bot, grant: undefined };
  }
  if (scheme === 'Bearer' && auth !== 'bot') {
    const grant = grantOf(world, token);
    if (grant) return { application: grant.application, user: grant.user, grant };
  }
  throw httpError.unauthorized();
}
