import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OAuthApp } from '../roblox/oauth/oauth.ts';
import type { RobloxAccount } from '../roblox/state/account.ts';
import { type RobloxAnswer, RobloxStage } from './roblox-stage.ts';

const CALLBACK = 'https://example.com/roblox?from=here';
const BASE = '/apis/oauth/v1';

let stage: RobloxStage;
let app: OAuthApp;
let bea: RobloxAccount;
beforeAll(async () => {
  stage = await RobloxStage.start();
  app = stage.roblox.createApp('Guild & hall', { redirectUris: [CALLBACK] });
});
afterAll(() => stage.roblox.stop());
beforeEach(() => {
  stage.roblox.world.reset();
  bea = stage.roblox.account('Bea_1', { displayName: 'Bea', created: '2020-03-20T07:11:35Z' });
});

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
const newVerifier = () => randomBytes(32).toString('base64url');

function address(more: Record<string, string | undefined> = {}): string {
  const query = {
    client_id: app.id,
    redirect_uri: CALLBACK,
    scope: 'openid profile',
    response_type: 'code',
    state: 'st&te',
    ...more,
  };
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${stage.roblox.url}${BASE}/authorize?${new URLSearchParams(given)}`;
}

const pathOf = (url: string) => url.slice(stage.roblox.url.length);
const credentials = () => ({ client_id: app.id, client_secret: app.secret! });

/** Bea allows it. @returns the code */
function consent(more: Record<string, string | undefined> = {}): string {
  const location = new URL(stage.roblox.consent(address(more), bea));
  expect(location.searchParams.get('state')).toBe('st&te');
  return location.searchParams.get('code')!;
}

const withPkce = (verifier: string) => ({
  code_challenge: challengeOf(verifier),
  code_challenge_method: 'S256',
});
const token = (form: Record<string, string>) =>
  stage.submit(`${BASE}/token`, { ...credentials(), grant_type: 'authorization_code', ...form });
const signIn = async (more: Record<string, string | undefined> = {}) =>
  (await token({ code: consent(more) })).body;
const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token });
const userinfo = (accessToken: string) =>
  stage.get(`${BASE}/userinfo`, { authorization: `Bearer ${accessToken}` });

function expectRefused(answer: RobloxAnswer, error: string, status = 400): void {
  expect(answer).toMatchObject({ status, body: { error, error_description: expect.any(String) } });
}

describe('the page', () => {
  test('asks who is clicking, and sends the browser on with a code', async () => {
    stage.roblox.account('Banned').ban();
    const page = await stage.get(pathOf(address()));
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('Guild &amp; hall');
    expect(page.text).toContain(`value="${bea.id}">Allow as Bea_1</button>`);
    expect(page.text).not.toContain('Banned');
    const clicked = await stage.submit(pathOf(address()), { user_id: String(bea.id) });
    const location = new URL(clicked.headers.get('location')!);
    expect(clicked.status).toBe(302);
    expect(location.href).toMatch(/^https:\/\/example\.com\/roblox\?from=here&code=[\w-]+&state=st%26te$/);
    expect((await token({ code: location.searchParams.get('code')! })).status).toBe(200);
  });

  test('tells the app of a no', async () => {
    const clicked = await stage.submit(pathOf(address()), { cancel: 'true' });
    expect(clicked.headers.get('location')).toContain('error=access_denied');
    expect(stage.roblox.consent(address(), bea, false)).toContain('error=access_denied');
    bea.ban();
    expect(stage.roblox.consent(address(), bea)).toContain('error=access_denied');
  });

  test.each([
    ['an app that is not there', { client_id: '1' }, 'no app with this client_id'],
    ['an address that is not registered', { redirect_uri: 'https://example.org/' }, 'redirect_uri is not'],
  ])('keeps the browser for %s', async (_name, more, text) => {
    const page = await stage.get(pathOf(address(more)));
    expect(page.status).toBe(400);
    expect(page.text).toContain(text);
    expect(() => stage.roblox.consent(address(more), bea)).toThrow(text);
  });

  test.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope that is not there', { scope: 'openid everything' }, 'invalid_scope'],
    ['no scope', { scope: undefined }, 'invalid_scope'],
    ['a plain challenge', { code_challenge: 'x' }, 'invalid_request'],
    ['a silent sign-in', { prompt: 'none' }, 'login_required'],
  ])('sends the browser back for %s', async (_name, more, error) => {
    const answer = await stage.get(pathOf(address(more)));
    const location = new URL(answer.headers.get('location')!);
    expect(location.searchParams.get('error')).toBe(error);
    expect(location.searchParams.get('state')).toBe('st&te');
  });
});

describe('PKCE', () => {
  test('the right verifier gets tokens', async () => {
    const verifier = newVerifier();
    const answer = await token({ code: consent(withPkce(verifier)), code_verifier: verifier });
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      id_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 899,
      scope: 'openid profile',
    });
  });

  test('a wrong or missing verifier gets none', async () => {
    const code = consent(withPkce(newVerifier()));
    expectRefused(await token({ code, code_verifier: newVerifier() }), 'invalid_grant');
    expectRefused(await token({ code }), 'invalid_grant');
  });

  test('an app without a secret must use it', async () => {
    const open = stage.roblox.createApp('Open', { redirectUris: [CALLBACK], public: true });
    const more = { client_id: open.id };
    expect(stage.roblox.consent(address(more), bea)).toContain('error=invalid_request');
    const verifier = newVerifier();
    const code = consent({ ...more, ...withPkce(verifier) });
    const form = { grant_type: 'authorization_code', client_id: open.id, code };
    expectRefused(await stage.submit(`${BASE}/token`, form), 'invalid_grant');
    const answer = await stage.submit(`${BASE}/token`, { ...form, code_verifier: verifier });
    expect(answer.status).toBe(200);
  });
});

describe('a code', () => {
  test('works once', async () => {
    const code = consent();
    expect((await token({ code })).status).toBe(200);
    expectRefused(await token({ code }), 'invalid_grant');
  });

  test('works for a minute', async () => {
    const [early, late] = [consent(), consent()];
    stage.clock.advance(59_999);
    expect((await token({ code: early })).status).toBe(200);
    stage.clock.advance(1);
    expectRefused(await token({ code: late }), 'invalid_grant');
  });

  test('is its own app’s', async () => {
    const other = stage.roblox.createApp('Other', { redirectUris: [CALLBACK] });
    const form = { code: consent(), client_id: other.id, client_secret: other.secret! };
    expectRefused(await token(form), 'invalid_grant');
  });
});

test('an app proves who it is, in the form or by Basic authentication', async () => {
  const code = consent();
  expectRefused(await token({ code, client_secret: 'wrong' }), 'invalid_client', 401);
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${app.id}:${secret}`).toString('base64')}`,
  });
  const form = { grant_type: 'authorization_code', code };
  expectRefused(await stage.submit(`${BASE}/token`, form, basic('wrong')), 'invalid_client', 401);
  expect((await stage.submit(`${BASE}/token`, form, basic(app.secret!))).status).toBe(200);
  expectRefused(await token({ grant_type: 'password' }), 'unsupported_grant_type');
  expectRefused(await stage.submit(`${BASE}/token`, credentials()), 'invalid_request');
  const json = await stage.post(`${BASE}/token`, { ...credentials(), ...form });
  expectRefused(json, 'invalid_request');
});

describe('the id token', () => {
  const partsOf = (jwt: string) => {
    const [header, claims, signature] = jwt.split('.');
    const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    return {
      header: json(header!),
      claims: json(claims!),
      text: Buffer.from(`${header}.${claims}`),
      signature: Buffer.from(signature!, 'base64url'),
    };
  };
  const isSigned = async (jwt: string) => {
    const { header, text, signature } = partsOf(jwt);
    const discovery = (await stage.get('/apis/oauth/.well-known/openid-configuration')).body;
    const { keys } = (await stage.get(pathOf(discovery.jwks_uri))).body;
    const jwk = keys.find(({ kid }: { kid: string }) => kid === header.kid);
    if (!jwk) return false;
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, signature);
  };

  test('is signed with ES256 by the published key, and tells who it is for', async () => {
    const { id_token: jwt } = await signIn({ nonce: 'once' });
    const { header, claims } = partsOf(jwt);
    expect(header).toMatchObject({ alg: 'ES256', typ: 'JWT' });
    expect(await isSigned(jwt)).toBe(true);
    const now = Math.floor(stage.clock.now() / 1000);
    expect(claims).toMatchObject({
      sub: String(bea.id),
      aud: app.id,
      iss: `${stage.roblox.url}/apis/oauth/`,
      nonce: 'once',
      iat: now,
      exp: now + 900,
      name: 'Bea',
      preferred_username: 'Bea_1',
    });
  });

  test('that was changed, or signed with a key of before, is not signed', async () => {
    const { id_token: jwt } = await signIn();
    const [header, , signature] = jwt.split('.');
    const forged = Buffer.from(JSON.stringify({ ...partsOf(jwt).claims, sub: '1' })).toString('base64url');
    expect(await isSigned(`${header}.${forged}.${signature}`)).toBe(false);
    stage.roblox.oauth.rotateKey();
    expect(await isSigned(jwt)).toBe(false);
    expect(await isSigned((await signIn()).id_token)).toBe(true);
  });

  test('comes with the scope openid alone', async () => {
    expect(await signIn({ scope: 'profile' })).not.toHaveProperty('id_token');
  });
});

describe('who signed in', () => {
  test('is told by userinfo, as far as the scopes go', async () => {
    const { access_token: full } = await signIn();
    expect((await userinfo(full)).body).toEqual({
      sub: String(bea.id),
      name: 'Bea',
      nickname: 'Bea',
      preferred_username: 'Bea_1',
      created_at: 1584688295,
      profile: `https://www.roblox.com/users/${bea.id}/profile`,
      picture: expect.stringContaining('/AvatarHeadshot/Png'),
    });
    bea.setThumbnail('Blocked');
    expect((await userinfo(full)).body.picture).toBeNull();
    const { access_token: little } = await signIn({ scope: 'openid' });
    expect((await userinfo(little)).body).toEqual({ sub: String(bea.id) });
  });

  test('is told for a quarter of an hour', async () => {
    const { access_token: accessToken } = await signIn();
    stage.clock.advance(15 * 60_000 - 1);
    expect((await userinfo(accessToken)).status).toBe(200);
    stage.clock.advance(1);
    expectRefused(await userinfo(accessToken), 'invalid_token', 401);
    expectRefused(await userinfo('x'), 'invalid_token', 401);
  });

  test('may be read from Open Cloud with the access token', async () => {
    const { access_token: accessToken } = await signIn();
    const answer = await stage.get(`/apis/cloud/v2/users/${bea.id}`, {
      authorization: `Bearer ${accessToken}`,
    });
    expect(answer.body.name).toBe('Bea_1');
  });
});

describe('a refresh token', () => {
  test('works once, for ninety days', async () => {
    const first = await signIn();
    stage.clock.advance(3_600_000);
    const second = (await refresh(first.refresh_token)).body;
    expect((await userinfo(second.access_token)).status).toBe(200);
    expectRefused(await refresh(first.refresh_token), 'invalid_grant');
    stage.clock.advance(90 * 24 * 3_600_000);
    expectRefused(await refresh(second.refresh_token), 'invalid_grant');
  });

  test('that is revoked ends all that the person allowed the app', async () => {
    const [first, second] = [await signIn(), await signIn()];
    const revoked = await stage.submit(`${BASE}/token/revoke`, {
      ...credentials(),
      token: first.refresh_token,
    });
    expect(revoked).toMatchObject({ status: 200, text: '' });
    expectRefused(await userinfo(second.access_token), 'invalid_token', 401);
    expectRefused(await refresh(second.refresh_token), 'invalid_grant');
    const unknown = await stage.submit(`${BASE}/token/revoke`, { ...credentials(), token: 'x' });
    expect(unknown.status).toBe(200);
  });
});

test('introspection goes by the lifetime, also of what was revoked', async () => {
  const { access_token: accessToken, refresh_token: refreshToken } = await signIn();
  const ask = async (value: string) =>
    (await stage.submit(`${BASE}/token/introspect`, { ...credentials(), token: value })).body;
  const sub = String(bea.id);
  expect(await ask(accessToken)).toMatchObject({ active: true, sub, client_id: app.id });
  await stage.submit(`${BASE}/token/revoke`, { ...credentials(), token: refreshToken });
  expect(await ask(accessToken)).toMatchObject({ active: true });
  stage.clock.advance(15 * 60_000);
  expect(await ask(accessToken)).toEqual({ active: false });
  expect(await ask('x')).toEqual({ active: false });
});

test('the resources of a token are those of its person', async () => {
  const { access_token: accessToken } = await signIn();
  const ask = (value: string) => stage.submit(`${BASE}/token/resources`, { ...credentials(), token: value });
  expect((await ask(accessToken)).body).toEqual({
    resource_infos: [{ owner: { id: String(bea.id), type: 'User' }, resources: {} }],
  });
  expectRefused(await ask('x'), 'invalid_token', 401);
});

test('the discovery document leads to routes that are there', async () => {
  const { body } = await stage.get('/apis/oauth/.well-known/openid-configuration');
  const endpoints = Object.entries(body as Record<string, string>).filter(([name]) =>
    /_(?:endpoint|uri)$/.test(name),
  );
  expect(endpoints).toHaveLength(7);
  for (const [name, url] of endpoints) {
    const answers = await Promise.all([stage.get(pathOf(url)), stage.submit(pathOf(url), {})]);
    expect(
      answers.some(({ status }) => status !== 501),
      name,
    ).toBe(true);
  }
});

test('redirect addresses are safe ones, ten at most', () => {
  const create = (...redirectUris: string[]) => stage.roblox.createApp('x', { redirectUris });
  expect(() => create('http://example.com/')).toThrow('https:// or http://localhost');
  expect(() => create('http://localhost.example.com/')).toThrow('https:// or http://localhost');
  expect(() => create()).toThrow('1 to 10');
  expect(create('http://localhost:3000/x').redirectUris).toHaveLength(1);
});
