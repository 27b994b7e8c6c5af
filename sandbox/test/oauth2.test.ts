import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../discord/clock.ts';
import type { LocalDiscord } from '../discord/server.ts';
import { createApplication, createUser } from '../discord/state/accounts.ts';
import { addMember, createGuild } from '../discord/state/guilds.ts';
import { grantCode } from '../discord/state/oauth2.ts';
import type { Application, User } from '../discord/state/types.ts';
import { type Answered, frozenClock, type Stage, send, setStage, startDiscord } from './stage.ts';

const CALLBACK = 'http://127.0.0.1:3000/callback?from=discord';
const WEEK = 604_800_000;

let clock: Clock;
let discord: LocalDiscord;
let stage: Stage;
let dashboard: Application;
let ada: User;
beforeAll(async () => {
  clock = frozenClock();
  discord = await startDiscord({ clock });
});
afterAll(() => discord.stop());
beforeEach(() => {
  stage = setStage(discord);
  dashboard = createApplication(discord.world, 'Dash & board', { redirectUris: [CALLBACK] });
  ada = createUser(discord.world, 'ada');
});

const client = () => ({ client_id: dashboard.id, client_secret: dashboard.clientSecret });

function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  return send(`${discord.url}/api/v10/oauth2${path}`, 'POST', undefined, {
    raw: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
}

function exchange(code: string, more: Record<string, string> = {}) {
  return post('/token', {
    ...client(),
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    ...more,
  });
}

const code = (scopes: string[], challenge?: string) =>
  grantCode(discord.world, dashboard, ada, { scopes, redirectUri: CALLBACK, challenge }).code;

async function login(...scopes: string[]): Promise<{ access_token: string; refresh_token: string }> {
  return (await exchange(code(scopes))).body;
}

const asAda = (token: string, path: string, method = 'GET'): Promise<Answered> =>
  stage.api(method, path, undefined, { authorization: `Bearer ${token}` });

describe('the page', () => {
  const address = (more: Record<string, string> = {}) =>
    `${discord.url}/oauth2/authorize?${new URLSearchParams({
      client_id: dashboard.id,
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'identify guilds',
      state: 'a&b',
      ...more,
    })}`;
  const click = (form: Record<string, string>) =>
    fetch(address(), { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const redirectOf = async (answer: Response | Promise<Response>) =>
    new URL((await answer).headers.get('location')!);

  test('names the application and the scopes, and offers each person', async () => {
    createUser(discord.world, '<b>ob');
    const answer = await fetch(address());
    const page = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/html');
    for (const part of ['Dash &amp; board', '<li>identify</li>', '<li>guilds</li>', 'Authorize as ada'])
      expect(page).toContain(part);
    expect(page).toContain('Authorize as &lt;b&gt;ob');
    expect(page).not.toContain('Authorize as Testbot');
  });

  test('sends the one who authorizes back with a code and the state, and the code is good for a login', async () => {
    const answer = await click({ user_id: ada.id });
    expect(answer.status).toBe(302);
    const back = await redirectOf(answer);
    expect(back.href.startsWith('http://127.0.0.1:3000/callback?from=discord&')).toBe(true);
    expect(back.searchParams.get('state')).toBe('a&b');

    const { body } = await exchange(back.searchParams.get('code')!);

    expect((await asAda(body.access_token, '/users/@me')).body).toMatchObject({
      id: ada.id,
      username: 'ada',
    });
  });

  test('sends the one who cancels back with access_denied', async () => {
    const back = await redirectOf(click({ cancel: 'true' }));
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', state: 'a&b' });
    expect(back.searchParams.has('code')).toBe(false);
  });

  test('says itself that the application or its address is unknown, and goes nowhere', async () => {
    const wrongs: Record<string, string>[] = [
      { client_id: '1' },
      { redirect_uri: 'http://127.0.0.1:3000/callback' },
    ];
    for (const wrong of wrongs) {
      const answer = await fetch(address(wrong), { redirect: 'manual' });
      expect(answer.status).toBe(400);
    }
    expect(await (await fetch(address({ redirect_uri: 'http://evil.test/' }))).text()).toContain(
      'Invalid OAuth2 redirect_uri',
    );
  });

  test.each([
    [{ scope: 'identify everything' }, 'invalid_scope'],
    [{ scope: '' }, 'invalid_scope'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ code_challenge: 'x', code_challenge_method: 'plain' }, 'invalid_request'],
  ])('tells the application what is wrong with %o', async (wrong, error) => {
    const back = await redirectOf(fetch(address(wrong as Record<string, string>), { redirect: 'manual' }));
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error, state: 'a&b' });
  });

  test('stands under /api as well', async () => {
    expect((await fetch(address().replace('/oauth2', '/api/oauth2'))).status).toBe(200);
  });
});

describe('a code', () => {
  test('becomes tokens as Discord writes them', async () => {
    const answer = await exchange(code(['identify', 'guilds']));
    expect(answer).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 604_800, scope: 'identify guilds' },
    });
    expect(answer.body.access_token).not.toBe(answer.body.refresh_token);
  });

  test('works once', async () => {
    const once = code(['identify']);
    expect((await exchange(once)).status).toBe(200);
    expect(await exchange(once)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Invalid "code" in request.' },
    });
  });

  test('works for ten minutes', async () => {
    const [early, late] = [code(['identify']), code(['identify'])];
    clock.advance(599_999);
    expect((await exchange(early)).status).toBe(200);
    clock.advance(1);
    expect((await exchange(late)).body.error).toBe('invalid_grant');
  });

  test('works with the address that it was granted for, and for the application that it was granted to', async () => {
    const granted = code(['identify']);
    const other = createApplication(discord.world, 'Other', { redirectUris: [CALLBACK] });
    expect((await exchange(granted, { redirect_uri: 'http://127.0.0.1:3000/' })).body.error).toBe(
      'invalid_grant',
    );
    expect(
      (await exchange(granted, { client_id: other.id, client_secret: other.clientSecret })).body.error,
    ).toBe('invalid_grant');
    expect((await exchange(granted)).status).toBe(200);
  });

  test('that was asked for with a challenge works with its verifier alone (PKCE, S256)', async () => {
    const verifier = 'a-verifier-of-at-least-forty-three-characters-as-it-must-be';
    const granted = code(['identify'], createHash('sha256').update(verifier).digest('base64url'));
    expect((await exchange(granted)).body.error).toBe('invalid_request');
    expect((await exchange(granted, { code_verifier: 'wrong' })).body.error).toBe('invalid_grant');
    expect((await exchange(granted, { code_verifier: verifier })).status).toBe(200);
  });

  test('can be exchanged with Basic authentication', async () => {
    const answer = await post(
      '/token',
      { grant_type: 'authorization_code', code: code(['identify']), redirect_uri: CALLBACK },
      { authorization: `Basic ${btoa(`${dashboard.id}:${dashboard.clientSecret}`)}` },
    );
    expect(answer.status).toBe(200);
  });

  test('is not granted for an address that is not registered', () => {
    const wrong = { scopes: ['identify'], redirectUri: 'http://evil.test/' };
    expect(() => grantCode(discord.world, dashboard, ada, wrong)).toThrow(TypeError);
  });
});

describe('a token', () => {
  test('works for a week; its refresh token then gives new ones, once', async () => {
    const first = await login('identify');
    clock.advance(WEEK - 1);
    expect((await asAda(first.access_token, '/users/@me')).status).toBe(200);
    clock.advance(1);
    expect((await asAda(first.access_token, '/users/@me')).status).toBe(401);
    const form = { ...client(), grant_type: 'refresh_token', refresh_token: first.refresh_token };

    const second = await post('/token', form);

    expect(second.body.scope).toBe('identify');
    expect((await asAda(second.body.access_token, '/users/@me')).status).toBe(200);
    expect((await post('/token', form)).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('that is revoked ends all that the person granted, and nothing of anybody else', async () => {
    const [first, second] = [await login('identify'), await login('guilds', 'identify')];
    const bob = createUser(discord.world, 'bob');
    const ofBob = grantCode(discord.world, dashboard, bob, { scopes: ['identify'], redirectUri: CALLBACK });
    const bobs = (await exchange(ofBob.code)).body.access_token;

    const answer = await post('/token/revoke', { ...client(), token: first.refresh_token });

    expect(answer).toMatchObject({ status: 200, body: {} });
    for (const { access_token } of [first, second])
      expect((await asAda(access_token, '/users/@me')).status).toBe(401);
    expect((await asAda(bobs, '/users/@me')).status).toBe(200);
  });

  test('of the application itself belongs to its owner and cannot be refreshed', async () => {
    const { body } = await post('/token', {
      ...client(),
      grant_type: 'client_credentials',
      scope: 'identify',
    });
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'identify' });
    expect(body).not.toHaveProperty('refresh_token');
    expect((await asAda(body.access_token, '/users/@me')).body.id).toBe(dashboard.owner.id);
  });
});

describe('what a person reads with a token', () => {
  test('is themselves, with an address when the email scope was granted', async () => {
    const plain = await asAda((await login('identify')).access_token, '/users/@me');
    expect(plain.body).toMatchObject({ id: ada.id, username: 'ada', locale: 'en-US' });
    expect(plain.body).not.toHaveProperty('email');
    const full = await asAda((await login('identify', 'email')).access_token, '/users/@me');
    expect(full.body).toMatchObject({ email: 'ada@example.com', verified: true });
  });

  test('is the guilds that they are in, page by page, with their permissions', async () => {
    const { world } = discord;
    const owned = createGuild(world, 'Owned', ada);
    createGuild(world, 'Elsewhere', createUser(world, 'stranger'));
    addMember(world, stage.guild, ada);
    const { access_token } = await login('identify', 'guilds');
    const list = async (query = '') => (await asAda(access_token, `/users/@me/guilds${query}`)).body;

    const all = await list('?with_counts=true');

    expect(all).toMatchObject([
      { id: stage.guild.id, name: 'Test guild', owner: false, approximate_member_count: 3 },
      { id: owned.id, name: 'Owned', owner: true },
    ]);
    expect(BigInt(all[1].permissions) & 8n).toBe(8n);
    expect(BigInt(all[0].permissions) & 8n).toBe(0n);
    const names = (guilds: { name: string }[]) => guilds.map(({ name }) => name);
    expect(names(await list('?limit=1'))).toEqual(['Test guild']);
    expect(names(await list(`?limit=1&after=${stage.guild.id}`))).toEqual(['Owned']);
    expect(names(await list(`?limit=1&before=${owned.id}`))).toEqual(['Test guild']);
    expect((await list())[0]).not.toHaveProperty('approximate_member_count');
  });

  test('is their own membership', async () => {
    addMember(discord.world, stage.guild, ada);
    const { access_token } = await login('guilds.members.read');
    const path = `/users/@me/guilds/${stage.guild.id}/member`;
    expect((await asAda(access_token, path)).body).toMatchObject({ user: { id: ada.id }, roles: [] });
    const other = createGuild(discord.world, 'Elsewhere', createUser(discord.world, 'stranger'));
    expect((await asAda(access_token, `/users/@me/guilds/${other.id}/member`)).body.code).toBe(10004);
  });

  test('is what they granted, to whom and until when', async () => {
    const { access_token } = await login('identify', 'guilds');
    expect((await asAda(access_token, '/oauth2/@me')).body).toMatchObject({
      application: { id: dashboard.id, name: 'Dash & board' },
      scopes: ['identify', 'guilds'],
      expires: clock.iso(clock.now() + WEEK),
      user: { id: ada.id },
    });
    const { body } = await asAda((await login('guilds')).access_token, '/oauth2/@me');
    expect(body).not.toHaveProperty('user');
  });
});

test('a bot lists its own guilds without a scope, and reads its own application', async () => {
  expect((await stage.api('GET', '/users/@me/guilds')).body).toMatchObject([{ id: stage.guild.id }]);
  expect((await stage.api('GET', '/oauth2/applications/@me')).body).toMatchObject({
    id: stage.application.id,
    owner: { id: stage.owner.id },
    approximate_guild_count: 1,
  });
});
