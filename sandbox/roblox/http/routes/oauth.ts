import { decided, readAuthorization } from '../../oauth/authorization.ts';
import type { Grant, OAuthApp } from '../../oauth/oauth.ts';
import { scopes } from '../../oauth/oauth.ts';
import type { RobloxAccount } from '../../state/account.ts';
import type { RobloxWorld } from '../../state/world.ts';
import { refusal } from '../errors.ts';
import { type Call, route, Sent } from '../route.ts';
import { authorizePage, messagePage } from './authorize-page.ts';
import { pictureUrl } from './thumbnails.ts';

type Form = Readonly<Record<string, string | undefined>>;

const seconds = (ms: number) => Math.floor(ms / 1000);

function base(world: RobloxWorld): string {
  return `${world.url}/apis/oauth/`;
}

/** The app that sends a form, by Basic authentication or by the form itself. @throws RobloxError `invalid_client` */
function appOf({ world, authorization = '' }: Call, form: Form): OAuthApp {
  const [scheme, credentials = ''] = authorization.split(' ');
  const basic = scheme === 'Basic' ? Buffer.from(credentials, 'base64').toString() : undefined;
  const [, basicId, basicSecret] = /^([^:]*):(.*)$/s.exec(basic ?? '') ?? [];
  const app = world.oauth.app((basic === undefined ? form.client_id : basicId) ?? '');
  const secret = basic === undefined ? form.client_secret : basicSecret;
  if (!app || (app.secret !== undefined && app.secret !== secret))
    throw refusal.oauth('invalid_client', 'The client credentials are invalid.', 401);
  return app;
}

/** @throws RobloxError `invalid_request` */
function needed(form: Form, name: string): string {
  const value = form[name];
  if (!value) throw refusal.oauth('invalid_request', `${name} is missing.`);
  return value;
}

/** What an app learns of a person, by the scopes that they allowed. */
function claimsOf(world: RobloxWorld, { asked, account }: Grant) {
  if (!asked.scopes.includes('profile')) return { sub: String(account.id) };
  return { sub: String(account.id), ...profileOf(world, account) };
}

function profileOf(world: RobloxWorld, account: RobloxAccount) {
  const { id, name, displayName, created, thumbnail } = account;
  return {
    name: displayName,
    nickname: displayName,
    preferred_username: name,
    created_at: seconds(created.getTime()),
    profile: `https://www.roblox.com/users/${id}/profile`,
    picture: thumbnail.state === 'Completed' ? pictureUrl(world, account, '150') : null,
  };
}

function tokensOf(world: RobloxWorld, grant: Grant) {
  const { asked, issued, accessUntil } = grant;
  const idToken = () =>
    world.oauth.key.token({
      ...claimsOf(world, grant),
      ...(asked.nonce !== undefined && { nonce: asked.nonce }),
      jti: `ID.${grant.accessToken.slice(0, 20)}`,
      nbf: seconds(issued),
      iat: seconds(issued),
      exp: seconds(accessUntil),
      iss: base(world),
      aud: asked.app.id,
    });
  return {
    access_token: grant.accessToken,
    refresh_token: grant.refreshToken,
    ...(asked.scopes.includes('openid') && { id_token: idToken() }),
    token_type: 'Bearer',
    expires_in: seconds(accessUntil - issued) - 1,
    scope: asked.scopes.join(' '),
  };
}

const grantTypes: Readonly<Record<string, (world: RobloxWorld, app: OAuthApp, form: Form) => Grant>> = {
  authorization_code: (world, app, form) =>
    world.oauth.exchange(app, needed(form, 'code'), form.code_verifier),
  refresh_token: (world, app, form) => world.oauth.refresh(app, needed(form, 'refresh_token')),
};

/** OAuth 2.0. Source: https://create.roblox.com/docs/cloud/auth/oauth2-reference */
export const oauthRoutes = [
  route('GET', '/apis/oauth/v1/authorize', {}, ({ world, query }) => {
    const asked = readAuthorization(world, query);
    if ('page' in asked) return messagePage(400, asked.page);
    if ('location' in asked) return redirect(asked.location);
    return authorizePage(
      asked,
      world.accounts.filter(({ banned }) => !banned),
    );
  }),
  // What a person does on the page.
  route<Form>('POST', '/apis/oauth/v1/authorize', { form: true }, ({ world, query, body }) => {
    const asked = readAuthorization(world, query);
    if ('page' in asked) return messagePage(400, asked.page);
    if ('location' in asked) return redirect(asked.location);
    return redirect(decided(world, asked, world.accountById(Number(body.user_id))));
  }),
  route<Form>('POST', '/apis/oauth/v1/token', { form: true }, (call) => {
    const { world, body } = call;
    const type = needed(body, 'grant_type');
    const grant = Object.hasOwn(grantTypes, type) ? grantTypes[type] : undefined;
    if (!grant) throw refusal.oauth('unsupported_grant_type', `There is no grant type ${type}.`);
    return tokensOf(world, grant(world, appOf(call, body), body));
  }),
  // Roblox looks at the lifetime alone: what was revoked is active until its time is over.
  route<Form>('POST', '/apis/oauth/v1/token/introspect', { form: true }, (call) => {
    const { world, body } = call;
    const app = appOf(call, body);
    const token = needed(body, 'token');
    const grant = world.oauth.grantOf(token);
    const until = grant && (token === grant.accessToken ? grant.accessUntil : grant.refreshUntil);
    if (!grant || grant.asked.app !== app || until! <= world.clock.now()) return { active: false };
    return {
      active: true,
      jti: `${token === grant.accessToken ? 'AT' : 'RT'}.${token.slice(0, 20)}`,
      iss: base(world),
      token_type: 'Bearer',
      client_id: app.id,
      aud: app.id,
      sub: String(grant.account.id),
      scope: grant.asked.scopes.join(' '),
      exp: seconds(until!),
      iat: seconds(grant.issued),
    };
  }),
  route<Form>('POST', '/apis/oauth/v1/token/resources', { form: true }, (call) => {
    const { world, body } = call;
    const app = appOf(call, body);
    const grant = world.oauth.activeGrant(needed(body, 'token'));
    if (grant?.asked.app !== app)
      throw refusal.oauth('invalid_token', 'The token is invalid or expired.', 401);
    return { resource_infos: [{ owner: { id: String(grant.account.id), type: 'User' }, resources: {} }] };
  }),
  route<Form>('POST', '/apis/oauth/v1/token/revoke', { form: true }, (call) => {
    call.world.oauth.revoke(appOf(call, call.body), needed(call.body, 'token'));
    return new Sent(200, 'text/plain', '');
  }),
  route('GET', '/apis/oauth/v1/userinfo', {}, ({ world, authorization = '' }) => {
    const grant = world.oauth.activeGrant(/^Bearer (.+)$/i.exec(authorization)?.[1] ?? '');
    if (!grant) throw refusal.oauth('invalid_token', 'The access token is invalid or expired.', 401);
    return claimsOf(world, grant);
  }),
  route('GET', '/apis/oauth/v1/certs', {}, ({ world }) => ({ keys: [world.oauth.key.published] })),
  route('GET', '/apis/oauth/.well-known/openid-configuration', {}, ({ world }) => {
    const at = base(world);
    return {
      issuer: at,
      authorization_endpoint: `${at}v1/authorize`,
      token_endpoint: `${at}v1/token`,
      introspection_endpoint: `${at}v1/token/introspect`,
      revocation_endpoint: `${at}v1/token/revoke`,
      resources_endpoint: `${at}v1/token/resources`,
      userinfo_endpoint: `${at}v1/userinfo`,
      jwks_uri: `${at}v1/certs`,
      scopes_supported: scopes,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      claims_supported: [
        ...['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'name', 'nickname', 'preferred_username'],
        ...['created_at', 'profile', 'picture'],
      ],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    };
  }),
];

function redirect(location: string): Sent {
  return new Sent(302, 'text/plain', '', { location });
}
