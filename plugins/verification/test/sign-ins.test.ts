import { expect } from 'vitest';
import { Happening } from '../entities/happening.ts';
import { Link } from '../entities/link.ts';
import { Pending } from '../entities/pending.ts';
import { SignIn } from '../entities/sign-in.ts';
import type { SignInOutcome } from '../roblox/oauth/roblox-oauth.ts';
import type { VerificationSettings } from '../settings.ts';
import { ada, bob, codeOf, type Ground, guild, minutes, other, verify } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

const builder = '156';
const proven: SignInOutcome = { kind: 'proven', id: builder };

/** A member goes to Roblox. @returns what the browser comes back with. */
async function leave(
  ground: Ground,
  user: string,
  outcome: SignInOutcome = proven,
): Promise<URLSearchParams> {
  const address = (await ground.signIns.begin({ guild, user, locale: 'es-ES' })).unwrap();
  ground.oauth.outcome = outcome;
  return new URL(address).searchParams;
}

async function comeBack(ground: Ground, returned: URLSearchParams) {
  const signIn = await ground.signIns.withState(returned.get('state')!);
  return ground.signIns.prove(signIn!, returned);
}

async function agree(ground: Ground, token: string) {
  const signIn = await ground.signIns.withToken(token);
  return ground.signIns.confirm(signIn!);
}

onEveryDatabase((test) => {
  test('who signs in and says yes is linked, and the history tells how', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    await ground.verifications.begin({ guild, user: ada, by: bob }, builder);
    const { account, token } = (await comeBack(ground, await leave(ground, ada))).unwrap();
    expect(account.name).toBe('Builder');
    expect(await ground.all(Link)).toEqual([]);

    expect((await agree(ground, token)).unwrap()).toMatchObject({ link: { user: ada }, shared: false });
    expect(await ground.all(Link)).toMatchObject([{ user: ada, account: builder, how: 'oauth', by: ada }]);
    expect(await ground.all(Happening)).toMatchObject([{ kind: 'linked', user: ada, how: 'oauth' }]);
    expect(ground.audit).toMatchObject([{ action: 'link', actor: ada, target: ada, to: 'Builder' }]);
    expect(ground.jobs.get(`member:${ada}:${guild}`)).toMatchObject({ name: 'refresh-member' });
    expect([await ground.all(SignIn), await ground.all(Pending)]).toEqual([[], []]);
    expect(ground.roblox.asked.slice(-2)).toEqual(['byId fresh', 'byId fresh']);
  });

  test('the secrets are those of this sign-in, and the database holds none that would be of use', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const returned = await leave(ground, ada);
    const [begun] = ground.oauth.begun.slice(-1);
    expect(JSON.stringify(await ground.all(SignIn))).not.toContain(begun!.state);

    const { token } = (await comeBack(ground, returned)).unwrap();
    expect(ground.oauth.finished).toEqual([begun]);
    const rows = JSON.stringify(await ground.all(SignIn));
    for (const secret of [begun!.state, begun!.nonce, begun!.verifier, token]) {
      expect(rows).not.toContain(secret);
    }
  });

  test('of two who come back with the same answer one goes on, and Roblox is asked once', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const returned = await leave(ground, ada);
    const signIn = (await ground.signIns.withState(returned.get('state')!))!;
    const both = await Promise.all([
      ground.signIns.prove(signIn, returned),
      ground.signIns.prove(signIn, returned),
    ]);
    expect(both.map(codeOf).sort()).toEqual(['sign-in-over', undefined].sort());
    expect(ground.oauth.finished).toHaveLength(1);
  });

  test('of two clicks on the page one links', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const { token } = (await comeBack(ground, await leave(ground, ada))).unwrap();
    const signIn = (await ground.signIns.withToken(token))!;
    const both = await Promise.all([ground.signIns.confirm(signIn), ground.signIns.confirm(signIn)]);
    expect(both.map(codeOf).sort()).toEqual(['sign-in-over', undefined].sort());
    expect(await ground.all(Happening)).toHaveLength(1);
  });

  test('what was begun before is over, also at Roblox', async (ground) => {
    const first = await leave(ground, ada);
    const second = await leave(ground, ada);
    expect(await ground.signIns.withState(first.get('state')!)).toBeUndefined();
    expect(await ground.signIns.withState(second.get('state')!)).toMatchObject({
      user: ada,
      locale: 'es-ES',
    });
  });

  test('a member has ten minutes for all of it; upkeep removes what is over', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const late = await leave(ground, ada);
    ground.advance(minutes(10));
    expect(codeOf(await comeBack(ground, late))).toBe('sign-in-over');
    expect(ground.oauth.finished).toEqual([]);

    const { token } = (await comeBack(ground, await leave(ground, bob))).unwrap();
    ground.advance(minutes(10));
    expect(codeOf(await agree(ground, token))).toBe('sign-in-over');
    ground.advance(1);
    await ground.signIns.clean();
    expect(await ground.all(SignIn)).toEqual([]);
    expect(await ground.all(Link)).toEqual([]);
  });

  test('what Roblox says instead of yes is told apart, links nothing and cannot be tried twice', async (ground) => {
    const cases: readonly [SignInOutcome, string][] = [
      [{ kind: 'denied' }, 'sign-in-denied'],
      [{ kind: 'lapsed' }, 'sign-in-over'],
      [{ kind: 'refused', because: 'nonce' }, 'sign-in-refused'],
      [{ kind: 'misconfigured' }, 'sign-in-setup'],
      [{ kind: 'down' }, 'roblox-down'],
      [{ kind: 'throttled', retryAfter: 1_000 }, 'roblox-busy'],
      [{ kind: 'changed' }, 'roblox-changed'],
      [{ kind: 'proven', id: '999' }, 'account-absent'],
    ] as never;
    for (const [outcome, code] of cases) {
      const returned = await leave(ground, ada, outcome);
      expect(codeOf(await comeBack(ground, returned))).toBe(code);
      expect(codeOf(await comeBack(ground, returned))).toBe('sign-in-over');
    }
    expect(await ground.all(Link)).toEqual([]);
  });

  test('banned and young accounts cannot be used, also when they become it before the last click', async (ground) => {
    ground.roblox.add(builder, 'Builder', { created: new Date('2026-11-01T00:00:00Z') });
    ground.choose({ minimumAgeDays: 30 });
    expect(codeOf(await comeBack(ground, await leave(ground, ada)))).toBe('account-young');
    ground.choose({ minimumAgeDays: 0 });
    const { token } = (await comeBack(ground, await leave(ground, ada))).unwrap();
    ground.roblox.ban(builder);
    expect(codeOf(await agree(ground, token))).toBe('account-banned');
    expect(codeOf(await comeBack(ground, await leave(ground, ada)))).toBe('account-banned');
    expect(await ground.all(Link)).toEqual([]);
  });

  test('when Roblox is away at the last click, the same page works once it is back', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const { token } = (await comeBack(ground, await leave(ground, ada))).unwrap();
    ground.roblox.trouble = { kind: 'down' };
    expect(codeOf(await agree(ground, token))).toBe('roblox-down');
    ground.roblox.trouble = undefined;
    expect((await agree(ground, token)).isOk()).toBe(true);
  });

  test('an account of somebody else is blocked, told of or allowed, as with words', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const { token } = (await comeBack(ground, await leave(ground, ada))).unwrap();
    await verify(ground, bob, builder);
    expect(codeOf(await agree(ground, token))).toBe('account-taken');
    expect(codeOf(await comeBack(ground, await leave(ground, ada)))).toBe('account-taken');
    expect(await ground.all(Link)).toHaveLength(1);

    const shares = async (sharedAccounts: VerificationSettings['sharedAccounts']) => {
      ground.choose({ sharedAccounts });
      const asked = (await comeBack(ground, await leave(ground, ada))).unwrap();
      return (await agree(ground, asked.token)).unwrap().shared;
    };
    expect([await shares('warn'), await shares('allow')]).toEqual([true, false]);
  });

  test('another account takes the place of the one before; the same one is confirmed', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    ground.roblox.add('157', 'Second');
    await verify(ground, ada, '157');
    for (const kinds of [
      ['linked', 'replaced', 'linked'],
      ['linked', 'replaced', 'linked', 'confirmed'],
    ]) {
      const { token } = (await comeBack(ground, await leave(ground, ada))).unwrap();
      await agree(ground, token);
      expect((await ground.all(Happening)).map(({ kind }) => kind)).toEqual(kinds);
    }
    expect(await ground.all(Link)).toMatchObject([{ account: builder, how: 'oauth' }]);
  });

  test('a link that is taken away ends a sign-in that is under way in that server alone', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    await verify(ground, ada, builder);
    for (const where of [guild, other]) {
      await ground.signIns.begin({ guild: where, user: ada, locale: 'en-US' });
    }
    await ground.registry.unlink(guild, ada, { by: bob });
    expect(await ground.all(SignIn)).toMatchObject([{ guild: other }]);
  });
});
