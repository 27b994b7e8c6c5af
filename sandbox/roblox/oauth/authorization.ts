import type { RobloxAccount } from '../state/account.ts';
import type { RobloxWorld } from '../state/world.ts';
import { type Asked, scopes } from './oauth.ts';

/** Why nobody can be asked: said on the page itself, or, where the address is to be trusted, to the app. */
export type Refused = { readonly page: string } | { readonly location: string };

/** Reads the query of an authorization address. */
export function readAuthorization(world: RobloxWorld, query: URLSearchParams): Asked | Refused {
  const given = (name: string) => query.get(name) ?? undefined;
  const app = world.oauth.app(given('client_id') ?? '');
  if (!app) return { page: 'There is no app with this client_id.' };
  const redirectUri = given('redirect_uri') ?? '';
  if (!app.redirectUris.includes(redirectUri))
    return { page: 'The redirect_uri is not registered with the app.' };
  const asked: Asked = {
    app,
    redirectUri,
    scopes: (given('scope') ?? '').split(' ').filter(Boolean),
    state: given('state'),
    nonce: given('nonce'),
    challenge: given('code_challenge'),
  };
  const refuse = (error: string, description: string) => ({ location: refusedTo(asked, error, description) });
  if (given('response_type') !== 'code')
    return refuse('unsupported_response_type', 'The response_type must be code.');
  const known: readonly string[] = scopes;
  if (asked.scopes.length === 0 || !asked.scopes.every((scope) => known.includes(scope)))
    return refuse('invalid_scope', `The local Roblox has the scopes ${scopes.join(' and ')}.`);
  if (asked.challenge !== undefined && given('code_challenge_method') !== 'S256')
    return refuse('invalid_request', 'The code_challenge_method must be S256.');
  if (asked.challenge === undefined && app.secret === undefined)
    return refuse('invalid_request', 'An app without a secret needs a code_challenge.');
  if (given('prompt') === 'none') return refuse('login_required', 'Nobody is signed in here.');
  return asked;
}

/** Where the browser goes when a person has decided; without an account they said no. */
export function decided(world: RobloxWorld, asked: Asked, account: RobloxAccount | undefined): string {
  if (!account || account.banned) return refusedTo(asked, 'access_denied', 'The user denied the request.');
  const { redirectUri, state } = asked;
  return withQuery(redirectUri, { code: world.oauth.allow(asked, account), state });
}

function refusedTo({ redirectUri, state }: Asked, error: string, description: string): string {
  return withQuery(redirectUri, { error, error_description: description, state });
}

function withQuery(address: string, answers: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(answers))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
