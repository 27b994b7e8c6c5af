import { LocalRoblox, type OAuthApp, type RobloxAccount } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RobloxOAuth } from '../../roblox/oauth/roblox-oauth.ts';
import { Stage } from './stage.ts';

const redirectUri = 'https://example.com/roblox';
const tokenPath = '/apis/oauth/v1/token';
const keysPath = '/apis/oauth/v1/certs';

describe('with a local Roblox', () => {
  let local: LocalRoblox;
  let app: OAuthApp;
  let bea: RobloxAccount;
  let stage: Stage;
  let oauth: RobloxOAuth;
  beforeAll(async () => {
    local = await LocalRoblox.start();
    app = local.createApp('Guildhall', { redirectUris: [redirectUri] });
  });
  afterAll(() => local.stop());
  beforeEach(() => {
    local.world.reset();
    bea = local.account('BuilderBea');
    stage = new Stage(local.url, { clock: { now: () => new Date(local.clock.now()) } });
    oauth = stage.roblox.oauth({ clientId: app.id, clientSecret: app.secret, redirectUri });
  });

  /** Bea goes to the address and decides. @returns what her browser comes back with */
  const visit = (address: string, allows = true) => new URL(local.consent(address, bea, allows)).searchParams;

  test('a member proves an account', async () => {
    const { address, signIn } = oauth.begin();
    expect(await oauth.finish(signIn, visit(address))).toEqual({ kind: 'proven', id: String(bea.id) });
  });

  test('a member who says no is told apart', async () => {
    const { address, signIn } = oauth.begin();
    expect(await oauth.finish(signIn, visit(address, false))).toEqual({ kind: 'denied' });
  });

  test('an answer to somebody else’s sign-in is refused, and its code is not used', async () => {
    const mine = oauth.begin();
    const theirs = oauth.begin();
    const returned = visit(theirs.address);
    expect(await oauth.finish(mine.signIn, returned)).toEqual({ kind: 'refused', because: 'state' });
    expect(await oauth.finish(theirs.signIn, returned)).toMatchObject({ kind: 'proven' });
  });

  test('a code works once', async () => {
    const { address, signIn } = oauth.begin();
    const returned = visit(address);
    await oauth.finish(signIn, returned);
    expect(await oauth.finish(signIn, returned)).toEqual({ kind: 'lapsed' });
  });

  test('a code is over after a minute', async () => {
    const { address, signIn } = oauth.begin();
    const returned = visit(address);
    local.clock.advance(61_000);
    expect(await oauth.finish(signIn, returned)).toEqual({ kind: 'lapsed' });
  });

  test('a code does not work without the verifier that belongs to it', async () => {
    const { address, signIn } = oauth.begin();
    const stolen = { ...oauth.begin().signIn, state: signIn.state };
    expect(await oauth.finish(stolen, visit(address))).toEqual({ kind: 'lapsed' });
  });

  test('a wrong secret is the operator’s to mend, and is told to nobody', async () => {
    const wrong = stage.roblox.oauth({ clientId: app.id, clientSecret: 'not-the-secret', redirectUri });
    const { address, signIn } = wrong.begin();
    const outcome = await wrong.finish(signIn, visit(address));
    expect(outcome).toEqual({ kind: 'misconfigured' });
    expect(JSON.stringify([outcome, stage.logged])).not.toContain('not-the-secret');
  });

  test('the token of another sign-in is refused', async () => {
    const { address, signIn } = oauth.begin();
    const other = { ...signIn, nonce: oauth.begin().signIn.nonce };
    expect(await oauth.finish(other, visit(address))).toEqual({ kind: 'refused', because: 'nonce' });
  });

  test('a key that Roblox began to use a moment ago is known', async () => {
    const first = oauth.begin();
    await oauth.finish(first.signIn, visit(first.address));
    local.oauth.rotateKey();
    const second = oauth.begin();
    expect(await oauth.finish(second.signIn, visit(second.address))).toMatchObject({ kind: 'proven' });
  });

  test('an outage is no refusal', async () => {
    local.faults.add({ route: tokenPath, status: 503, form: 'html' });
    const { address, signIn } = oauth.begin();
    expect(await oauth.finish(signIn, visit(address))).toEqual({ kind: 'down' });
    local.faults.clear();
    local.faults.add({ route: keysPath, status: 500 });
    const again = oauth.begin();
    expect(await oauth.finish(again.signIn, visit(again.address))).toEqual({ kind: 'down' });
  });

  test('an exchange is never sent twice: its code could be used up', async () => {
    local.faults.add({ route: tokenPath, drop: true, afterEffect: true });
    const { address, signIn } = oauth.begin();
    expect(await oauth.finish(signIn, visit(address))).toEqual({ kind: 'down' });
    expect(stage.time.waits).toEqual([]);
  });

  test('a public app needs no secret', async () => {
    const open = local.createApp('Open', { redirectUris: [redirectUri], public: true });
    const without = stage.roblox.oauth({ clientId: open.id, redirectUri });
    const { address, signIn } = without.begin();
    expect(await without.finish(signIn, visit(address))).toMatchObject({ kind: 'proven' });
  });
});

describe('what is asked for', () => {
  const oauth = new Stage('https://apis.roblox.com').roblox.oauth({ clientId: '4001', redirectUri });

  test('is who the member is and nothing else, with a challenge, at Roblox', () => {
    const { address, signIn } = oauth.begin();
    const { origin, pathname, searchParams } = new URL(address);
    expect(origin + pathname).toBe('https://apis.roblox.com/oauth/v1/authorize');
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: '4001',
      redirect_uri: redirectUri,
      scope: 'openid',
      response_type: 'code',
      prompt: 'select_account consent',
      state: signIn.state,
      nonce: signIn.nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(address).not.toContain(signIn.verifier);
  });

  test('is another secret each time', () => {
    const all = [oauth.begin(), oauth.begin()].flatMap(({ signIn }) => Object.values(signIn));
    expect(new Set(all).size).toBe(6);
    expect(all.every((secret) => /^[\w-]{43}$/.test(secret))).toBe(true);
  });
});
