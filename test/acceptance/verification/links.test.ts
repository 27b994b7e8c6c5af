import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startVerification, type VerificationStage, wordsIn } from './verification-stage.ts';

/** What becomes of links: proven again, changed, taken away, moved, shared, looked up, counted, exported, erased. */
let on: VerificationStage;

beforeAll(async () => {
  // Discord takes a change of a member a second, for which nobody here waits.
  on = await startVerification({ discord: { rateLimits: false } });
  await on.choose('verifiedRole', 'Verified');
});
afterAll(() => on?.stage.stop());
beforeEach(() => on.calm());

/** What the history of a member says, the oldest line first. */
async function history(user: string): Promise<string[]> {
  const sql = 'select kind from verification__happening where user = ? order by id';
  return (await on.stage.database.rows<{ kind: string }>(sql, user)).map(({ kind }) => kind);
}

test('/reverify proves the same account again or changes to another, and the history keeps all', async () => {
  const { member, account } = await on.verified('abe', 'AbeFirst');
  const again = await member.slash('/reverify');
  account.setDescription(wordsIn(again));
  await on.advance(6_000);
  expect((await member.click('Verify', { on: again })).text).toContain('Verified');

  const second = on.roblox.account('AbeSecond');
  const card = await member.slash('/reverify', { username: second.name });
  const task = await on.confirm(member, card);
  expect(await on.linkOf(member)).toMatchObject({ name: 'AbeFirst' });
  second.setDescription(wordsIn(task));
  expect((await member.click('Verify', { on: task })).text).toContain('Verified');
  expect(await on.linkOf(member)).toMatchObject({ name: 'AbeSecond', account: String(second.id) });
  expect(await history(member.id)).toEqual(['linked', 'confirmed', 'replaced', 'linked']);
  const shown = await member.slash('/verification history');
  for (const line of [
    'proved AbeFirst again',
    'gave AbeFirst up for another account',
    'linked to AbeSecond',
  ]) {
    expect(shown.shows(line)).toBe(true);
  }
  expect((await on.sam.slash('/verification history', { user: member })).text).toContain('AbeFirst');
  const other = on.guild.member('nosy');
  expect((await other.slash('/verification history', { user: member })).text).toContain('for yourself only');
});

test('/unverify takes link and role; of others only staff may, with a reason that is kept', async () => {
  const { member } = await on.verified('bo', 'BoBuilds');
  const { member: other } = await on.verified('cat', 'CatBuilds');
  expect((await other.slash('/unverify', { user: member })).text).toContain('for yourself only');
  expect(member.roles).toEqual(['Verified']);
  expect((await member.slash('/unverify')).shows('@bo is no longer linked to BoBuilds')).toBe(true);
  await member.until(() => member.roles.length === 0);
  expect(await on.linkOf(member)).toBeUndefined();
  expect((await member.slash('/unverify')).text).toContain('is not verified here');

  await on.sam.slash('/unverify', { user: other, reason: 'Sold the account' });
  await other.until(() => other.roles.length === 0);
  expect((await on.sam.slash('/verification history', { user: other })).text).toContain('Sold the account');
});

test('with the link goes the nickname that came from it; one that was chosen since stays', async () => {
  await on.choose('nickname', '{roblox-username}');
  const amy = on.newcomer('amy');
  amy.member.nick = 'Amy of the North';
  const una = await on.verified('una', 'UnaBuilds');
  await on.prove(amy.member, amy.account);
  expect([una.member.nick, amy.member.nick]).toEqual(['UnaBuilds', 'amy_builds']);
  una.member.nick = 'Queen Una';
  await amy.member.slash('/unverify');
  await una.member.slash('/unverify');
  await amy.member.until(() => amy.member.nick === 'Amy of the North');
  await una.member.until(() => una.member.roles.length === 0);
  expect(una.member.nick).toBe('Queen Una');

  // Whoever's account was moved away loses its name too.
  const to = on.guild.member('vic');
  const wes = await on.verified('wes', 'WesBuilds');
  await on.sam.slash('/verification transfer', { from: wes.member, to, reason: 'New Discord account' });
  await to.until(() => to.nick === 'WesBuilds' && wes.member.nick === null);
  await on.choose('nickname', '');
});

test('an account that somebody else has is asked for in the channel; who has it decides', async () => {
  const { member: holder, account } = await on.verified('dot', 'DotBuilds');
  const claimer = on.guild.member('eva');
  for (const [button, ends] of [
    ['Leave it as it is', 'stays with @dot'],
    ['Give it up', 'was moved from @dot to @eva'],
  ] as const) {
    const taken = await claimer.slash('/verify', { username: 'DotBuilds' });
    const task = await claimer.click('It is mine: ask for it', { on: taken });
    account.setDescription(wordsIn(task));
    await on.advance(6_000);
    const asked = await claimer.click('Verify', { on: task });
    expect(asked.shows('You have proven that DotBuilds is yours')).toBe(true);
    expect(await on.linkOf(holder)).toBeDefined();
    const question = await holder.until('Do you give it up?', { in: 'general' });
    for (const somebody of [claimer, on.guild.member('nosy')]) {
      const refused = await somebody.click('Give it up', { on: question });
      expect(refused.text).toContain('Only @dot and staff can decide this');
    }
    await holder.click(button, { on: question });
    await holder.until(() => question.text.includes(ends));
  }
  expect(await on.linkOf(holder)).toBeUndefined();
  expect(await on.linkOf(claimer)).toMatchObject({ account: String(account.id) });
  await holder.until(() => holder.roles.length === 0 && claimer.roles.includes('Verified'));
  expect(await history(holder.id)).toEqual(['linked', 'moved-away']);
});

test('staff move a link with a reason, also right after a restart', async () => {
  const { member, account } = await on.verified('flo', 'FloBuilds');
  const to = on.guild.member('gil');
  await on.crash();
  const moved = await on.sam.slash('/verification transfer', {
    from: member,
    to,
    reason: 'New Discord account',
  });
  expect(moved.shows('FloBuilds was moved from @flo to @gil')).toBe(true);
  expect(await on.linkOf(to)).toMatchObject({ account: String(account.id), how: 'staff' });
  expect(await on.linkOf(member)).toBeUndefined();
  await to.until(() => to.roles.includes('Verified') && member.roles.length === 0);
  on.calm();
});

test('where a guild warns or allows, two members have one account; a warning is in the log', async () => {
  const { account } = await on.verified('hex', 'HexBuilds');
  const shared = async () =>
    (await on.stage.database.rows(`select id from host__audit where action like '%shared'`)).length;
  await on.choose('sharedAccounts', 'Allowed, and the log tells of it');
  const warned = await on.prove(on.guild.member('ivo'), account);
  expect(warned.text).toContain('Another member here has this account too');
  expect(await shared()).toBe(1);
  await on.choose('sharedAccounts', 'Allowed');
  const allowed = await on.prove(on.guild.member('jan'), account);
  expect(allowed.text).toContain('Verified');
  expect(allowed.text).not.toContain('Another member');
  expect(await shared()).toBe(1);
  const found = await on.sam.slash('/verification reverse', { username: 'HexBuilds' });
  for (const name of ['@hex', '@ivo', '@jan']) {
    expect(found.text).toContain(name);
  }
  await on.choose('sharedAccounts', 'Not allowed: it can be moved');
});

test('/whois tells everybody, the reverse look-up staff; why and stats say what there is', async () => {
  const { member, account } = await on.verified('kit', 'KitBuilds');
  const nosy = on.guild.member('nosy');
  const whois = await nosy.slash('/whois', { user: member });
  expect(whois.shows('@kit is KitBuilds on Roblox')).toBe(true);
  expect(whois.text).toContain(String(account.id));
  expect((await nosy.userCommand('Roblox account', member)).text).toContain('KitBuilds');
  expect((await nosy.slash('/whois', { user: nosy })).text).toContain('is not verified here');

  for (const line of ['/verification reverse', '/verification stats']) {
    const inputs = line.endsWith('reverse') ? { username: 'KitBuilds' } : {};
    expect((await nosy.slash(line, inputs)).text).toContain('You are not allowed to do this');
  }
  expect((await on.sam.slash('/verification reverse', { username: 'kitbuilds' })).text).toContain('@kit');
  const why = await member.slash('/verification why');
  expect(why.shows('@kit is KitBuilds on Roblox')).toBe(true);
  expect(why.text).toContain('Nothing needs to change');
  const stats = await on.sam.slash('/verification stats');
  const count = (await on.links()).length;
  expect(stats.shows(`${count} members are verified`)).toBe(true);
});

test('staff link a member without words, with a reason', async () => {
  const { member, account } = on.newcomer('liv');
  const by = { user: member, username: account.name, reason: 'Under 13' };
  expect((await on.guild.member('nosy').slash('/verification manual', by)).text).toContain('not allowed');
  expect((await on.sam.slash('/verification manual', by)).text).toContain('Verified');
  expect(await on.linkOf(member)).toMatchObject({ account: String(account.id), how: 'staff' });
  expect(member.roles).toEqual(['Verified']);
});

test('a member gets all that is held about them; erased, nothing is left but counts', async () => {
  await on.choose('nickname', '{roblox-username}');
  const { member, account } = await on.verified('mo', 'MoBuilds');
  expect([member.roles, member.nick]).toEqual([['Verified'], 'MoBuilds']);
  const exported = await member.slash('/privacy export');
  const file = await fetch(exported.message!.attachments[0]!.url);
  const held = JSON.stringify(await file.json());
  expect(held).toContain('MoBuilds');
  expect(held).toContain(String(account.id));

  const lines = async () =>
    (await on.stage.database.rows<object>('select * from verification__happening')).length;
  const before = await lines();
  const question = await member.slash('/privacy erase');
  await member.click(question.message!.allButtons[0]!.label, { on: question });
  await member.until(async () => (await on.linkOf(member)) === undefined);
  expect(await lines()).toBe(before);
  for (const table of await on.stage.database.tables()) {
    if (table.startsWith('verification__')) {
      const rows = JSON.stringify(await on.stage.database.rows(`select * from ${table}`));
      expect(rows).not.toContain(member.id);
      expect(rows).not.toContain('MoBuilds');
    }
  }
  await member.until(() => member.roles.length === 0 && member.nick === null);
});
