import { expect } from 'vitest';
import { Happening } from '../entities/happening.ts';
import { Link } from '../entities/link.ts';
import { Pending } from '../entities/pending.ts';
import { ada, bob, codeOf, eve, guild, minutes, other, verify } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

const builder = '156';
const applicant = (user: string) => ({ guild, user, by: user });

onEveryDatabase((test) => {
  test('words in the profile link the account, and the history tells of it', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const proven = (await verify(ground, ada, builder)).unwrap();

    expect(proven).toMatchObject({ kind: 'linked', link: { user: ada, account: builder, name: 'Builder' } });
    expect(await ground.all(Pending)).toEqual([]);
    expect(await ground.all(Happening)).toMatchObject([{ kind: 'linked', user: ada, how: 'code' }]);
    expect(ground.audit).toMatchObject([{ action: 'link', target: ada, to: 'Builder' }]);
    expect(ground.jobs.get(`member:${ada}:${guild}`)).toMatchObject({ name: 'refresh-member' });
  });

  test('an old name finds the account, and is told to be old', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    ground.roblox.rename(builder, 'Architect');
    const found = (await ground.verifications.find(applicant(ada), '@builder', false)).unwrap();

    expect(found).toMatchObject({ account: { id: builder, name: 'Architect' }, oldName: 'builder' });
  });

  test('each account that cannot be used has its own answer', async (ground) => {
    const { roblox } = ground;
    roblox.add('1', 'Banned');
    roblox.ban('1');
    roblox.add('2', 'Young', { created: new Date('2026-11-01T00:00:00Z') });
    roblox.add('3', 'Mine');
    roblox.add('4', 'Taken');
    await verify(ground, ada, '3');
    await verify(ground, bob, '4');
    ground.choose({ minimumAgeDays: 30 });
    const answer = async (user: string, name: string) =>
      codeOf(await ground.verifications.find(applicant(user), name, false));

    expect(await answer(eve, 'nobody')).toBe('account-absent');
    expect(await answer(eve, 'what is this?')).toBe('account-name');
    expect(await answer(eve, 'Banned')).toBe('account-banned');
    expect(await answer(eve, 'Young')).toBe('account-young');
    expect(await answer(eve, 'Taken')).toBe('account-taken');
    expect(await answer(ada, 'Mine')).toBe('already-this');
    expect(await answer(bob, 'Mine')).toBe('already-other');
  });

  test('a description that shows late is seen in the same click, and what Roblox says is never an old answer', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const { words } = (await ground.verifications.begin(applicant(ada), builder)).unwrap();
    ground.roblox.describe(builder, words.join(' '), 4_000);
    ground.roblox.asked.length = 0;

    expect((await ground.verifications.check(guild, ada)).isOk()).toBe(true);
    expect(ground.waits).toEqual([0, 2_000, 3_000]);
    expect(ground.roblox.asked).toEqual(['byId fresh', 'byId fresh', 'byId fresh']);
  });

  test('words that are not there, hidden or old are told apart', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const first = (await ground.verifications.begin(applicant(ada), builder)).unwrap().words;
    const look = async (description: string) => {
      ground.roblox.describe(builder, description);
      ground.advance(10_000);
      return codeOf(await ground.verifications.check(guild, ada));
    };
    expect(await look('hello')).toBe('words-missing');
    expect(await look('##### ####')).toBe('words-filtered');
    await ground.verifications.renew(guild, ada);
    expect(await look(first.join(' '))).toBe('words-other');
    expect(await ground.all(Link)).toEqual([]);
  });

  test('there are ten tries and five times new words; clicks that come together are one try', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    await ground.verifications.begin(applicant(ada), builder);
    const together = await Promise.all([1, 2, 3].map(() => ground.verifications.check(guild, ada)));
    expect(together.map(codeOf).sort()).toEqual(['too-soon', 'too-soon', 'words-missing']);
    for (let tries = 1; tries < 10; tries++) {
      ground.advance(10_000);
      expect(codeOf(await ground.verifications.check(guild, ada))).toBe('words-missing');
    }
    ground.advance(10_000);
    expect(codeOf(await ground.verifications.check(guild, ada))).toBe('too-many-tries');

    for (let renewals = 0; renewals < 5; renewals++) {
      expect((await ground.verifications.renew(guild, ada)).isOk()).toBe(true);
    }
    expect(codeOf(await ground.verifications.renew(guild, ada))).toBe('no-more-words');
  });

  test('words that end while the profile is looked at are over, and are told to be', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const { words } = (await ground.verifications.begin(applicant(ada), builder)).unwrap();
    ground.advance(minutes(15) - 1_000);
    ground.roblox.describe(builder, words.join(' '), 1_500);
    expect(codeOf(await ground.verifications.check(guild, ada))).toBe('words-expired');
    ground.roblox.describe(builder, '');
    ground.advance(minutes(1));
    expect(codeOf(await ground.verifications.check(guild, ada))).toBe('words-expired');
    expect(await ground.all(Link)).toEqual([]);

    const again = (await ground.verifications.renew(guild, ada)).unwrap();
    ground.roblox.describe(builder, again.words.join(' '));
    ground.advance(minutes(1));
    expect((await ground.verifications.check(guild, ada)).isOk()).toBe(true);
  });

  test('of two looks that both see the words, one links', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const { words } = (await ground.verifications.begin(applicant(ada), builder)).unwrap();
    ground.roblox.describe(builder, words.join(' '));
    let release = () => {};
    ground.roblox.held = new Promise((resolve) => {
      release = resolve;
    });
    const slow = ground.verifications.check(guild, ada);
    await expect.poll(() => ground.roblox.held === undefined).toBe(true);
    ground.advance(minutes(1));
    const quick = await ground.verifications.check(guild, ada);
    release();

    expect([quick.isOk(), codeOf(await slow)]).toEqual([true, 'words-expired']);
    expect(await ground.all(Happening)).toHaveLength(1);
  });

  test('of two members who get one account at the same moment, one has it', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const users = [ada, bob, eve];
    const given = await Promise.all(
      users.map((user) => ground.registry.assign(guild, user, 'Builder', { by: user })),
    );
    expect(given.map(codeOf).filter(Boolean)).toEqual(['account-taken', 'account-taken']);
    expect(await ground.all(Link)).toHaveLength(1);
  });

  test('a link that was made while accounts could be shared counts when they no longer can', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    ground.choose({ sharedAccounts: 'allow' });
    await verify(ground, ada, builder);
    ground.choose({ sharedAccounts: 'block' });
    expect(codeOf(await ground.registry.assign(guild, bob, 'Builder', { by: eve }))).toBe('account-taken');
  });

  test('trouble at Roblox takes no try and changes nothing', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const { words } = (await ground.verifications.begin(applicant(ada), builder)).unwrap();
    ground.roblox.describe(builder, words.join(' '));
    ground.roblox.trouble = { kind: 'throttled', retryAfter: 30_000 };
    const refused = (await ground.verifications.check(guild, ada)).unwrapErr();
    expect(refused).toMatchObject({
      code: 'roblox-busy',
      values: { at: new Date(ground.now().getTime() + 30_000) },
    });
    expect(await ground.all(Pending)).toMatchObject([{ tries: 0 }]);

    ground.roblox.trouble = undefined;
    expect((await ground.verifications.check(guild, ada)).isOk()).toBe(true);
  });

  test('a verification in one guild leaves the one in another alone', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    await ground.verifications.begin(applicant(ada), builder);
    expect((await verify(ground, ada, builder, other)).isOk()).toBe(true);
    expect(await ground.all(Pending)).toMatchObject([{ guild, user: ada }]);
  });

  test('verifying again replaces the link, and the history keeps both', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    ground.roblox.add('2', 'Second');
    await verify(ground, ada, builder);
    await verify(ground, ada, '2');
    await verify(ground, ada, '2');

    expect(await ground.all(Link)).toMatchObject([{ user: ada, account: '2' }]);
    const lines = (await ground.history.of(guild, ada, 0)).rows.map(({ kind, name }) => `${kind} ${name}`);
    expect(lines).toEqual(['confirmed Second', 'linked Second', 'replaced Builder', 'linked Builder']);
  });

  test('an account that another member has is asked for; who has it decides, nobody else', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    await verify(ground, ada, builder);
    const asked = (await verify(ground, bob, builder)).unwrap();
    if (asked.kind !== 'asked') {
      throw new Error('it was not asked for');
    }
    const { id } = asked.transfer;
    const by = (user: string, overrides = false) => ({ user, overrides });
    expect(codeOf(await ground.transfers.agree(guild, id, by(bob)))).toBe('not-yours');
    expect(codeOf(await ground.transfers.agree(guild, id, by(eve)))).toBe('not-yours');
    expect(codeOf(await ground.transfers.agree(other, id, by(ada)))).toBe('transfer-over');
    expect((await ground.transfers.agree(guild, id, by(ada))).isOk()).toBe(true);
    expect(codeOf(await ground.transfers.agree(guild, id, by(ada)))).toBe('transfer-over');

    expect(await ground.all(Link)).toMatchObject([{ user: bob, account: builder, how: 'code', by: ada }]);
    expect(ground.jobs.get(`member:${ada}:${guild}`)?.payload).toMatchObject({ unlinked: true });
    expect((await ground.history.of(guild, ada, 0)).rows[0]).toMatchObject({ kind: 'moved-away' });
    expect((await ground.history.of(guild, bob, 0)).rows[0]).toMatchObject({ kind: 'moved-here' });
  });

  test('a question about a transfer can be declined by either side, and is over after a week', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    await verify(ground, ada, builder);
    const ask = async () => {
      const proven = (await verify(ground, bob, builder)).unwrap();
      return proven.kind === 'asked' ? proven.transfer.id : '';
    };
    expect((await ground.transfers.decline(guild, await ask(), { user: bob, overrides: false })).isOk()).toBe(
      true,
    );
    const late = await ask();
    ground.advance(minutes(8 * 24 * 60));
    expect(codeOf(await ground.transfers.agree(guild, late, { user: ada, overrides: false }))).toBe(
      'transfer-over',
    );
    expect(await ground.all(Link)).toMatchObject([{ user: ada }]);
  });

  test('where a guild warns, both have the account and staff read of it; where it allows, nobody minds', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    await verify(ground, ada, builder);
    ground.choose({ sharedAccounts: 'warn' });
    expect((await verify(ground, bob, builder)).unwrap()).toMatchObject({ kind: 'linked', shared: true });
    expect(ground.audit.at(-1)).toMatchObject({ action: 'shared', target: bob });
    ground.choose({ sharedAccounts: 'allow' });
    expect((await verify(ground, eve, builder)).unwrap()).toMatchObject({ kind: 'linked', shared: false });
    expect(await ground.all(Link)).toHaveLength(3);
  });

  test('staff link, move and unlink with a reason, without words', async (ground) => {
    ground.roblox.add(builder, 'Builder');
    const cause = { by: eve, reason: 'cannot edit the profile' };
    await ground.registry.assign(guild, ada, 'builder', cause);
    expect(await ground.all(Link)).toMatchObject([{ user: ada, how: 'staff', by: eve }]);
    expect(codeOf(await ground.registry.assign(guild, bob, 'Builder', cause))).toBe('account-taken');
    await ground.registry.move(guild, ada, bob, cause);
    expect((await ground.registry.reverse(guild, 'builder')).unwrap().links).toMatchObject([{ user: bob }]);
    await ground.registry.unlink(guild, bob, cause);
    expect(codeOf(await ground.registry.unlink(guild, bob, cause))).toBe('not-verified');

    expect(ground.audit.map(({ action, reason }) => [action, reason])).toEqual(
      ['link', 'transfer.done', 'unlink'].map((action) => [action, cause.reason]),
    );
  });
});
