import { createHash, randomBytes } from 'node:crypto';
import { DiscordError } from '../errors.ts';
import type { Application, User } from './types.ts';
import type { World } from './world.ts';

/** How long an access token works, in milliseconds: a week. */
export const TOKEN_LIFETIME = 604_800_000;

/** How long a code can be exchanged, in milliseconds. */
const CODE_LIFETIME = 600_000;

/** What a person allowed an application to do: what an access token stands for. */
export interface Grant {
  readonly application: Application;
  readonly user: User;
  readonly scopes: readonly string[];
  readonly accessToken: string;
  /** A grant of the application to itself (`client_credentials`) has none. */
  readonly refreshToken: string | undefined;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

interface Code {
  readonly application: Application;
  readonly user: User;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  readonly expiresAt: number;
}

/** Codes that wait to be exchanged, and grants by their tokens. */
export class OAuth2Records {
  readonly codes = new Map<string, Code>();
  readonly byAccessToken = new Map<string, Grant>();
  readonly byRefreshToken = new Map<string, Grant>();
}

/** A refusal of the token endpoint, in the form of RFC 6749 rather than Discord's own. */
export class OAuth2Error extends DiscordError {
  readonly error: string;
  readonly description: string | undefined;

  /** @param error a code of RFC 6749, section 5.2; `invalid_client` is 401, all others 400. */
  constructor(error: string, description?: string) {
    super(0, { status: error === 'invalid_client' ? 401 : 400, message: description ?? error });
    this.error = error;
    this.description = description;
  }

  override get body(): Record<string, unknown> {
    return {
      error: this.error,
      ...(this.description !== undefined && { error_description: this.description }),
    };
  }
}

export interface Authorization {
  readonly scopes: readonly string[];
  /** One of the application's registered addresses. */
  readonly redirectUri: string;
  /** Given back to the application as it came. */
  readonly state?: string | undefined;
  /** A PKCE challenge of method S256. */
  readonly challenge?: string | undefined;
}

/**
 * A person clicks "Authorize".
 * @returns the code, and the address with it that the browser is sent to.
 * @throws TypeError when the redirect address is not registered with the application.
 */
export function grantCode(
  world: World,
  application: Application,
  user: User,
  { scopes, redirectUri, state, challenge }: Authorization,
): { code: string; location: string } {
  if (!application.redirectUris.includes(redirectUri))
    throw new TypeError(`${redirectUri} is not registered with ${application.name}`);
  const now = world.clock.now();
  const { codes } = world.oauth2;
  for (const [old, { expiresAt }] of codes) {
    if (expiresAt > now) break;
    codes.delete(old);
  }
  const code = randomBytes(15).toString('base64url');
  codes.set(code, { application, user, scopes, redirectUri, challenge, expiresAt: now + CODE_LIFETIME });
  return { code, location: redirectTo(redirectUri, { code, state }) };
}

/** `redirectUri` with `answers` in its query. */
export function redirectTo(redirectUri: string, answers: Record<string, string | undefined>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answers))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/**
 * Exchanges a code, once.
 * @throws OAuth2Error `invalid_grant` when the code is unknown, used, too old, another application's, or the
 * redirect address or the PKCE verifier is not the one it was granted for.
 */
export function exchangeCode(
  world: World,
  application: Application,
  request: { code: string; redirectUri: string | undefined; verifier: string | undefined },
): Grant {
  const { codes } = world.oauth2;
  const code = codes.get(request.code);
  if (!code || code.application !== application || code.expiresAt <= world.clock.now())
    throw new OAuth2Error('invalid_grant', 'Invalid "code" in request.');
  if (code.redirectUri !== request.redirectUri)
    throw new OAuth2Error('invalid_grant', 'Invalid "redirect_uri" in request.');
  if (code.challenge !== undefined) {
    if (!request.verifier) throw new OAuth2Error('invalid_request', 'Missing "code_verifier"');
    const challenge = createHash('sha256').update(request.verifier).digest('base64url');
    if (challenge !== code.challenge) throw new OAuth2Error('invalid_grant', 'Code challenge failed.');
  }
  codes.delete(request.code);
  return issue(world, { application, user: code.user, scopes: code.scopes }, true);
}

/**
 * Exchanges a refresh token for new tokens; the old ones end.
 * @throws OAuth2Error `invalid_grant` when it is unknown or another application's.
 */
export function refreshGrant(world: World, application: Application, refreshToken: string): Grant {
  const grant = world.oauth2.byRefreshToken.get(refreshToken);
  if (grant?.application !== application)
    throw new OAuth2Error('invalid_grant', 'Invalid "refresh_token" in request.');
  forget(world, grant);
  return issue(world, grant, true);
}

/** A token of the application's owner for the application itself. */
export function grantToOwner(world: World, application: Application, scopes: readonly string[]): Grant {
  return issue(world, { application, user: application.owner, scopes }, false);
}

/**
 * Ends all that the person of this token granted the application, whichever of the tokens it is.
 * Source: https://docs.discord.com/developers/topics/oauth2#authorization-code-grant-token-revocation-example
 */
export function revokeGrants(world: World, application: Application, token: string): void {
  const { byAccessToken, byRefreshToken } = world.oauth2;
  const revoked = byAccessToken.get(token) ?? byRefreshToken.get(token);
  if (revoked?.application !== application) return;
  const all = [...byAccessToken.values(), ...byRefreshToken.values()];
  for (const grant of all)
    if (grant.application === application && grant.user === revoked.user) forget(world, grant);
}

/** The grant of an access token that still works. */
export function grantOf(world: World, accessToken: string): Grant | undefined {
  const grant = world.oauth2.byAccessToken.get(accessToken);
  return grant && grant.expiresAt > world.clock.now() ? grant : undefined;
}

function issue(
  world: World,
  { application, user, scopes }: Pick<Grant, 'application' | 'user' | 'scopes'>,
  refreshable: boolean,
): Grant {
  dropExpired(world);
  const grant: Grant = {
    application,
    user,
    scopes,
    accessToken: randomBytes(23).toString('base64url'),
    refreshToken: refreshable ? randomBytes(23).toString('base64url') : undefined,
    expiresAt: world.clock.now() + TOKEN_LIFETIME,
  };
  world.oauth2.byAccessToken.set(grant.accessToken, grant);
  if (grant.refreshToken) world.oauth2.byRefreshToken.set(grant.refreshToken, grant);
  return grant;
}

function forget(world: World, grant: Grant): void {
  world.oauth2.byAccessToken.delete(grant.accessToken);
  if (grant.refreshToken) world.oauth2.byRefreshToken.delete(grant.refreshToken);
}

/** Forgets access tokens that have run out, oldest first. Refresh tokens stay: they have no end. */
function dropExpired(world: World): void {
  const now = world.clock.now();
  for (const [token, { expiresAt }] of world.oauth2.byAccessToken) {
    if (expiresAt > now) return;
    world.oauth2.byAccessToken.delete(token);
  }
}
