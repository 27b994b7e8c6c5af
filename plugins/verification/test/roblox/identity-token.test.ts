import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { Web } from './web.ts';

const redirectUri = 'https://example.com/roblox';
const tokenPath = '/apis/oauth/v1/token';
const keysPath = '/apis/oauth/v1/certs';

describe('an identity token', () => {
  const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = pair();
  const clientId = '4001';
  let web: Web;
  let stage: Stage;
  beforeAll(async () => {
    web = await Web.start();
  });
  afterAll(() => web.stop());
  beforeEach(async () => {
    web.clear();
    stage = new Stage(web.base);
    const jwk = await exportJWK(own.publicKey);
    web.on(keysPath, { body: { keys: [{ ...jwk, alg: 'ES256', use: 'sig', kid: 'one' }] } });
  });

  interface Forgery {
    readonly claims?: Record<string, unknown>;
    readonly key?: ReturnType<typeof pair>['privateKey'] | Uint8Array;
    readonly header?: { alg: string; kid?: string };
    readonly token?: (token: string) => string;
  }

  /** What a sign-in comes to when the token endpoint gives this token. */
  async function finish({ claims = {}, key = own.privateKey, header, token = (text) => text }: Forgery) {
    const oauth = stage.roblox.oauth({ clientId, clientSecret: 'app-secret', redirectUri });
    const { signIn } = oauth.begin();
    const now = Math.floor(stage.time.now / 1000);
    const all = {
      ...{
        iss: `${web.base}apis/oauth/`,
        aud: clientId,
        sub: '7',
        nonce: signIn.nonce,
        iat: now,
        exp: now + 900,
      },
      ...claims,
    };
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    const id_token = token(
      await new SignJWT(given).setProtectedHeader(header ?? { alg: 'ES256', kid: 'one' }).sign(key),
    );
    web.on(tokenPath, { body: { access_token: 'a', id_token, token_type: 'Bearer' } });
    return oauth.finish(signIn, new URLSearchParams({ code: 'the-code', state: signIn.state }));
  }

  test('that is right proves the account', async () => {
    expect(await finish({})).toEqual({ kind: 'proven', id: '7' });
  });

  const none = (token: string) => {
    const [, payload] = token.split('.');
    return `${Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')}.${payload}.`;
  };
  const otherClaims = (token: string) => {
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString());
    return [
      header,
      Buffer.from(JSON.stringify({ ...claims, sub: '8' })).toString('base64url'),
      signature,
    ].join('.');
  };

  test.each<[string, Forgery, string]>([
    ['from another issuer', { claims: { iss: 'https://evil.example/oauth/' } }, 'issuer'],
    ['for another app', { claims: { aud: '4002' } }, 'audience'],
    ['of another sign-in', { claims: { nonce: 'another' } }, 'nonce'],
    ['of no sign-in', { claims: { nonce: undefined } }, 'nonce'],
    ['that is over', { claims: { exp: Date.UTC(2026, 4, 1, 11, 58) / 1000 } }, 'expired'],
    ['that never ends', { claims: { exp: undefined } }, 'expired'],
    ['of nobody', { claims: { sub: undefined } }, 'form'],
    ['of what is no account', { claims: { sub: '../7' } }, 'form'],
    ['signed by somebody else', { key: pair().privateKey }, 'signature'],
    ['signed by a key that Roblox has not', { header: { alg: 'ES256', kid: 'two' } }, 'key'],
    ['signed with a shared secret', { header: { alg: 'HS256', kid: 'one' }, key: Buffer.alloc(32) }, 'form'],
    ['without a signature', { token: none }, 'form'],
    ['changed after it was signed', { token: otherClaims }, 'signature'],
    ['that is none', { token: () => 'x' }, 'form'],
  ])('%s is refused', async (_what, forgery, because) => {
    expect(await finish(forgery)).toEqual({ kind: 'refused', because });
  });

  test('of another kind than Roblox signs is refused, also with a key of its own', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    web.on(keysPath, { body: { keys: [{ ...(await exportJWK(other.publicKey)), kid: 'one' }] } });
    const forgery = { key: other.privateKey, header: { alg: 'RS256', kid: 'one' } };
    expect(await finish(forgery)).toEqual({ kind: 'refused', because: 'form' });
  });

  test('may be late by what two clocks differ', async () => {
    const exp = Math.floor(stage.time.now / 1000) - 30;
    expect(await finish({ claims: { exp } })).toMatchObject({ kind: 'proven' });
  });

  test('is trouble without keys that can be read', async () => {
    web.on(keysPath, { body: { keys: 'none' } });
    expect(await finish({})).toMatchObject({ kind: 'changed' });
    web.on(keysPath, { body: { keys: [{ kty: 'EC', crv: 'P-256', kid: 'one', x: '!', y: '' }] } });
    expect(await finish({})).toMatchObject({ kind: 'refused' });
  });

  test('that does not come is trouble', async () => {
    const oauth = stage.roblox.oauth({ clientId, redirectUri });
    const { signIn } = oauth.begin();
    const returned = new URLSearchParams({ code: 'the-code', state: signIn.state });
    for (const answer of [{ body: {} }, { body: '<html>' }, { status: 418, body: { error: 'teapot' } }]) {
      web.on(tokenPath, answer);
      expect(await oauth.finish(signIn, returned)).toMatchObject({ kind: 'changed' });
    }
  });

  test('and all other secrets stay out of outcomes and logs', async () => {
    const outcome = await finish({ claims: { aud: '4002' }, token: (text) => text });
    web.on(tokenPath, ({ body }) => ({ status: 400, body: { error: body, error_description: body } }));
    const oauth = stage.roblox.oauth({ clientId, clientSecret: 'app-secret', redirectUri });
    const { signIn } = oauth.begin();
    const echoed = await oauth.finish(signIn, new URLSearchParams({ code: 'the-code', state: signIn.state }));
    const told = JSON.stringify([outcome, echoed, stage.logged]);
    expect(stage.logged.length).toBeGreaterThan(0);
    for (const secret of ['app-secret', 'the-code', signIn.verifier, 'eyJ']) {
      expect(told).not.toContain(secret);
    }
  });

  test.each([
    ['server_error', 'changed'],
    ['invalid_scope', 'misconfigured'],
  ])('does not come after %s', async (error, kind) => {
    const oauth = stage.roblox.oauth({ clientId, redirectUri });
    const { signIn } = oauth.begin();
    const returned = new URLSearchParams({ error, state: signIn.state });
    expect(await oauth.finish(signIn, returned)).toMatchObject({ kind });
    expect(web.came).toEqual([]);
  });
});
