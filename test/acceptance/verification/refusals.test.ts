import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { days, startVerification, type VerificationStage, wordsIn } from './verification-stage.ts';

/** Accounts that cannot be used, each with a text of its own, and names that are not what they seem. */
let on: VerificationStage;

beforeAll(async () => {
  on = await startVerification();
});
afterAll(() => on?.stage.stop());
beforeEach(() => on.calm());

/** What somebody new is told. */
async function told(username: string): Promise<string> {
  const answer = await on.guild.member('newcomer').slash('/verify', { username });
  expect(answer.ephemeral).toBe(true);
  return answer.text;
}

test('an old name finds the account, and the card says what it is called now', async () => {
  on.roblox.account('OldName').rename('NewName');
  const text = await told('oldname');
  expect(text).toContain('oldname is an old name of this account: it is now called **NewName**');
  expect(text).toContain('Is this you?');
});

test.each(['nobody_here', 'x'])('the name %s, which nobody has, is told as that', async (name) => {
  expect((await told(name)).replaceAll('\\', '')).toContain(`There is no Roblox account called ${name}`);
});

test.each(['two words', 'a@b', 'https://roblox.com/users/1'])(
  '%s is no name at all, and Roblox is not asked',
  async (name) => {
    on.roblox.faults.add({ route: '*', status: 500 });
    expect(await told(name)).toContain('A Roblox username has letters, digits and at most one _');
  },
);

test('a banned account is refused, also when it was banned after the words', async () => {
  on.roblox.account('Banned1').ban();
  expect(await told('Banned1')).toContain('The Roblox account Banned1 is banned by Roblox');

  const { member, account } = on.newcomer('bob', 'BannedLater');
  const task = await on.begin(member, account.name);
  account.setDescription(wordsIn(task));
  account.ban();
  expect((await member.click('Verify', { on: task })).text).toContain('BannedLater is banned by Roblox');
  expect(await on.linkOf(member)).toBeUndefined();
});

test('an account that is younger than the setting says is refused with the day from which it can be used', async () => {
  await on.choose('minimumAgeDays', '30');
  const made = on.stage.clock.now() - days(20);
  on.roblox.account('Young', { created: new Date(made) });
  const text = await told('Young');
  expect(text).toContain('The Roblox account Young is too young: accounts must be 30 days old here');
  expect(text).toMatch(/Come back on .*20\d\d/);
  await on.choose('minimumAgeDays', '10');
  expect(await told('Young')).toContain('Is this you?');
  await on.choose('minimumAgeDays', '0');
});

test('who is verified is told so, as this account or another, and how to change it', async () => {
  const { member, account } = await on.verified('eve', 'EveFirst');
  on.roblox.account('EveSecond');
  const same = await member.slash('/verify', { username: account.name });
  expect(same.text).toContain('you are verified as EveFirst already. `/reverify` proves it again');
  const other = await member.slash('/verify', { username: 'EveSecond' });
  expect(other.text).toContain('you are verified as EveFirst. Use `/reverify` to change to another account');
  expect(await on.linkOf(member)).toMatchObject({ name: 'EveFirst' });
});

test('an account that another member has is told as that', async () => {
  await on.verified('hal', 'HalHas');
  const text = await told('HalHas');
  expect(text).toContain('The Roblox account HalHas is linked to another member here');
  expect(text).not.toContain('hal,');
});

test('without a name /verify asks for it, and goes the same way', async () => {
  const { member, account } = on.newcomer('ian');
  const form = await member.slash('/verify');
  expect(form.text).toContain('Your Roblox username');
  const card = await member.submit({ 'Your Roblox username': account.name });
  expect(card.text).toContain('Is this you?');
  expect(wordsIn(await on.confirm(member, card)).split(' ')).toHaveLength(5);
});

test('"No" on the card leads to the right name, and to no words', async () => {
  const { member, account } = on.newcomer('kim');
  const card = await member.slash('/verify', { username: account.name });
  expect((await member.click('No', { on: card })).text).toContain('use `/verify` again with the right name');
  expect((await member.slash('/complete_verify')).text).toContain('You have no words at the moment');
});
