import { createApplication, createUser } from '../../discord/state/accounts.ts';
import { grantCode, grantToOwner } from '../../discord/state/oauth2.ts';
import { type Answered, type Stage, send } from '../stage.ts';
import type { Rule } from './rule.ts';

const CALLBACK = 'http://127.0.0.1:3000/callback';

/** Sends a form as a dashboard of its own, with its id and secret unless `form` says otherwise. */
function post(stage: Stage, path: string, form: Record<string, string>): Promise<Answered> {
  const dashboard = createApplication(stage.world, 'Dashboard', { redirectUris: [CALLBACK] });
  const raw = new URLSearchParams({
    client_id: dashboard.id,
    client_secret: dashboard.clientSecret,
    ...form,
  }).toString();
  return send(`${stage.discord.url}/api/v10/oauth2${path}`, 'POST', undefined, {
    raw,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

/** Sends a request with a bearer token of these scopes. */
function as(stage: Stage, scopes: string[], path: string, method = 'GET', body?: object): Promise<Answered> {
  const { accessToken } = grantToOwner(stage.world, stage.application, scopes);
  return stage.api(method, path, body, { authorization: `Bearer ${accessToken}` });
}

const INVALID_CODE = { error: 'invalid_grant', error_description: 'Invalid "code" in request.' };

export const rules: readonly Rule[] = [
  {
    name: 'a token for an unknown code is an invalid grant',
    when: (stage) =>
      post(stage, '/token', { grant_type: 'authorization_code', code: 'x', redirect_uri: CALLBACK }),
    status: 400,
    body: INVALID_CODE,
  },
  {
    name: 'a code of another application is an invalid grant',
    when: (stage) => {
      stage.application.redirectUris.push(CALLBACK);
      const { code } = grantCode(stage.world, stage.application, createUser(stage.world, 'ada'), {
        scopes: ['identify'],
        redirectUri: CALLBACK,
      });
      return post(stage, '/token', { grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
    },
    status: 400,
    body: INVALID_CODE,
  },
  {
    name: 'a code that is left out is an invalid request',
    when: (stage) => post(stage, '/token', { grant_type: 'authorization_code' }),
    status: 400,
    body: { error: 'invalid_request' },
  },
  {
    name: 'a wrong client secret is an invalid client, 401',
    when: (stage) => post(stage, '/token', { grant_type: 'client_credentials', client_secret: 'x' }),
    status: 401,
    body: { error: 'invalid_client' },
  },
  {
    name: 'an unknown client is an invalid client, 401',
    when: (stage) => post(stage, '/token', { grant_type: 'client_credentials', client_id: '1' }),
    status: 401,
    body: { error: 'invalid_client' },
  },
  {
    name: 'a grant type that is not Discord’s is unsupported',
    when: (stage) => post(stage, '/token', { grant_type: 'password' }),
    status: 400,
    body: { error: 'unsupported_grant_type' },
  },
  {
    name: 'a name that every object has is no grant type',
    when: (stage) => post(stage, '/token', { grant_type: 'constructor' }),
    status: 400,
    body: { error: 'unsupported_grant_type' },
  },
  {
    name: 'a token request in JSON misses its grant type',
    when: (stage) => stage.api('POST', '/oauth2/token', { grant_type: 'client_credentials' }),
    status: 400,
    body: { error: 'unsupported_grant_type', error_description: 'Grant type None is not supported' },
  },
  {
    name: 'client credentials without a scope are an invalid scope',
    when: (stage) => post(stage, '/token', { grant_type: 'client_credentials' }),
    status: 400,
    body: { error: 'invalid_scope' },
  },
  {
    name: 'client credentials with a scope that does not exist are an invalid scope',
    when: (stage) => post(stage, '/token', { grant_type: 'client_credentials', scope: 'identify all' }),
    status: 400,
    body: { error: 'invalid_scope' },
  },
  {
    name: 'client credentials with a scope give a token',
    when: (stage) => post(stage, '/token', { grant_type: 'client_credentials', scope: 'identify' }),
    status: 200,
    body: { token_type: 'Bearer', expires_in: 604_800, scope: 'identify' },
  },
  {
    name: 'an unknown refresh token is an invalid grant',
    when: (stage) => post(stage, '/token', { grant_type: 'refresh_token', refresh_token: 'x' }),
    status: 400,
    body: { error: 'invalid_grant' },
  },
  {
    name: 'revoking an unknown token does nothing and says nothing',
    when: (stage) => post(stage, '/token/revoke', { token: 'x' }),
    status: 200,
  },
  {
    name: 'revoking needs the client’s secret',
    when: (stage) => post(stage, '/token/revoke', { token: 'x', client_secret: 'x' }),
    status: 401,
    body: { error: 'invalid_client' },
  },
  {
    name: 'an unknown bearer token is unauthorized',
    when: (stage) => stage.api('GET', '/users/@me', undefined, { authorization: 'Bearer x' }),
    status: 401,
    code: 0,
  },
  {
    name: 'a bearer token cannot write messages',
    when: (stage) =>
      as(stage, ['identify'], `/channels/${stage.general.id}/messages`, 'POST', { content: 'x' }),
    status: 401,
    code: 0,
  },
  {
    name: 'a bot token does not say what a person granted',
    when: (stage) => stage.api('GET', '/oauth2/@me'),
    status: 401,
    code: 0,
  },
  {
    name: 'a bearer token with identify reads its person',
    when: (stage) => as(stage, ['identify'], '/users/@me'),
    status: 200,
    body: { username: 'owner' },
  },
  {
    name: 'a bearer token without guilds does not list guilds',
    when: (stage) => as(stage, ['identify'], '/users/@me/guilds'),
    status: 401,
    code: 0,
  },
  {
    name: 'a bearer token with guilds lists guilds',
    when: (stage) => as(stage, ['guilds'], '/users/@me/guilds'),
    status: 200,
  },
  {
    name: 'a bearer token without guilds.members.read reads no membership',
    when: (stage) => as(stage, ['guilds'], `/users/@me/guilds/${stage.guild.id}/member`),
    status: 401,
    code: 0,
  },
  {
    name: 'a bearer token with guilds.members.read reads its membership',
    when: (stage) => as(stage, ['guilds.members.read'], `/users/@me/guilds/${stage.guild.id}/member`),
    status: 200,
    body: { user: { username: 'owner' } },
  },
  {
    name: 'a list of 201 guilds is too long',
    when: (stage) => stage.api('GET', '/users/@me/guilds?limit=201'),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MAX',
  },
  {
    name: 'a list of no guilds is too short',
    when: (stage) => stage.api('GET', '/users/@me/guilds?limit=0'),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MIN',
  },
  {
    name: 'guilds after something that is no id are refused',
    when: (stage) => stage.api('GET', '/users/@me/guilds?after=yesterday'),
    status: 400,
    code: 50035,
    field: 'after NUMBER_TYPE_COERCE',
  },
];
