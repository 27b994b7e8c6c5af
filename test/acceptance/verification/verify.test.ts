import type { Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  minutes,
  seconds,
  startVerification,
  type VerificationStage,
  wordsIn,
} from './verification-stage.ts';

/** From a name to a link, by words in the profile. */
let on: VerificationStage;

beforeAll(async () => {
  on = await startVerification();
  await on.choose('verifiedRole', 'Verified');
  await on.choose('nickname', '{display-name} ({roblox-username})');
});
afterAll(() => on?.stage.stop());
beforeEach(() => on.calm());

test('a name, a card, words in the profile, Verify: the account is linked, role and nickname are there', async () => {
  const bea = on.guild.member('bea');
  const account = on.roblox.account('BuilderBea', { displayName: 'Bea B', created: '2020-05-01' });
  const card = await bea.slash('/verify', { username: 'builderbea' });
  expect(card.ephemeral).toBe(true);
  expect(card.text).toContain('Is this you?');
  expect(card.text).toContain('BuilderBea');
  expect(card.text).toContain('Bea B');
  expect(card.text).toContain('2020');
  expect(card.embeds[0]!.thumbnail?.url).toContain(on.roblox.url);

  const task = await bea.click('Yes, this is me', { on: card });
  expect(task.ephemeral).toBe(true);
  expect(wordsIn(task).split(' ')).toHaveLength(5);
  expect(await on.linkOf(bea)).toBeUndefined();
  account.setDescription(`I build things.\n${wordsIn(task)} Bye!`);
  const verified = await bea.click('Verify', { on: task });
  expect(verified.shows('is BuilderBea on Roblox')).toBe(true);
  expect(verified.shows('Roles given: @Verified')).toBe(true);
  expect(await on.linkOf(bea)).toMatchObject({
    account: String(account.id),
    name: 'BuilderBea',
    how: 'code',
  });
  expect(bea.roles).toEqual(['Verified']);
  expect(bea.nick).toBe('Bea B (BuilderBea)');
});

test('/complete_verify does what the button does', async () => {
  const { member, account } = on.newcomer('cy');
  account.setDescription(wordsIn(await on.begin(member, account.name)));
  expect((await member.slash('/complete_verify')).text).toContain('Verified');
  expect(await on.linkOf(member)).toMatchObject({ account: String(account.id) });
  const again = await member.slash('/complete_verify');
  expect(again.text).toContain('You have no words at the moment');
});

test('words that are missing, hidden in part or of another time are told apart, and link nothing', async () => {
  const cases: [name: string, description: (words: string) => string, told: string][] = [
    ['dan', () => 'I build things', 'The words are not in the profile of dan\\_builds yet'],
    ['dee', (words) => words.split(' ').slice(0, 3).join(' '), 'Roblox hid the rest, or some are missing'],
    ['dov', (words) => words.split(' ').reverse().join(' '), 'There are other words in the profile'],
  ];
  await Promise.all(
    cases.map(async ([name, description, told]) => {
      const { member, account } = on.newcomer(name);
      const task = await on.begin(member, account.name);
      account.setDescription(description(wordsIn(task)));
      const answer = await member.click('Verify', { on: task });
      expect(answer.text).toContain(told);
      expect(answer.text).toContain('Tries left: 9');
      expect(answer.buttons).toEqual(['Verify', 'New words']);
      expect(await on.linkOf(member)).toBeUndefined();
      expect(member.roles).toEqual([]);
    }),
  );
});

test('when Roblox hides a word, the bot says so, and New words gives others that count', async () => {
  const { member, account } = on.newcomer('eli');
  const task = await on.begin(member, account.name);
  const first = wordsIn(task);
  on.roblox.filter.words = [first.split(' ')[2]!];
  account.setDescription(first);
  const hidden = await member.click('Verify', { on: task });
  expect(hidden.text).toContain('Roblox hid the rest');

  const renewed = await member.click('New words', { on: hidden });
  const second = wordsIn(renewed);
  expect(second).not.toBe(first);
  on.roblox.filter.words = [];
  await on.advance(seconds(6));
  account.setDescription(second);
  expect((await member.click('Verify', { on: renewed })).text).toContain('Verified');
});

test('the words before New words do not count any more', async () => {
  const { member, account } = on.newcomer('fay');
  const task = await on.begin(member, account.name);
  account.setDescription(wordsIn(task));
  const renewed = await member.click('New words', { on: task });
  expect((await member.click('Verify', { on: renewed })).text).toContain('There are other words');
  expect(await on.linkOf(member)).toBeUndefined();
});

test('a description that Roblox shows some seconds late is waited for', async () => {
  const { member, account } = on.newcomer('gus');
  const task = await on.begin(member, account.name);
  account.setDescription(wordsIn(task), { after: seconds(3) });
  expect((await member.click('Verify', { on: task })).text).toContain('Verified');
});

test('after 15 minutes the words are over, and new ones can be had', async () => {
  const { member, account } = on.newcomer('hal');
  const task = await on.begin(member, account.name);
  const old = wordsIn(task);
  account.setDescription(old);
  await on.advance(minutes(15));
  const late = await member.slash('/complete_verify');
  expect(late.text).toContain('These words are over');
  expect(await on.linkOf(member)).toBeUndefined();

  const renewed = await member.click('New words', { on: late });
  account.setDescription(wordsIn(renewed));
  expect((await member.click('Verify', { on: renewed })).text).toContain('Verified');
});

test('a kill -9 between the words and the click loses nothing', async () => {
  const { member, account } = on.newcomer('ida');
  const task = await on.begin(member, account.name);
  account.setDescription(wordsIn(task));
  await on.crash();
  expect((await member.click('Verify', { on: task })).text).toContain('Verified');
  expect(await on.linkOf(member)).toMatchObject({ account: String(account.id) });
});

test('two clicks at once make one link, and the history tells of one', async () => {
  const { member, account } = on.newcomer('jo');
  const task = await on.begin(member, account.name);
  account.setDescription(wordsIn(task));
  const click = () => member.click('Verify', { on: task });
  const texts = (await Promise.all([click(), click()])).map(({ text }) => text);
  expect(texts.filter((text) => text.includes('Verified'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('I am looking already'))).toHaveLength(1);
  const kinds = await on.stage.database.rows(
    'select kind from verification__happening where user = ?',
    member.id,
  );
  expect(kinds).toEqual([{ kind: 'linked' }]);
});

test('the words are good for the account that was meant, whatever it is called by then', async () => {
  const { member, account } = on.newcomer('kai');
  const task = await on.begin(member, account.name);
  const text = wordsIn(task);
  account.rename('Kai_Renamed');
  // Somebody else takes the name, and the words.
  on.roblox.account('kai_builds').setDescription(text);
  account.setDescription(text);
  expect((await member.click('Verify', { on: task })).text).toContain('Verified');
  expect(await on.linkOf(member)).toMatchObject({ account: String(account.id), name: 'Kai_Renamed' });
});

test('staff begin for a member: the card is theirs alone, and they go the same way', async () => {
  const { member, account } = on.newcomer('lea');
  const other = on.guild.member('mia');
  expect((await other.slash('/verify', { user: member, username: account.name })).text).toContain(
    'for yourself only',
  );
  const asked = await on.sam.slash('/verify', { user: member, username: account.name });
  expect(asked.ephemeral).toBe(false);
  const shown = await member.until('asks you to verify with Roblox');
  for (const button of ['Yes, this is me', 'No']) {
    for (const somebody of [other, on.sam]) {
      const refused = await somebody.click(button, { on: shown });
      expect(refused.text).toContain('This is for @lea');
    }
  }
  const task = await member.click('Yes, this is me', { on: shown });
  expect(task.ephemeral).toBe(true);
  expect(other.sees('general').text).not.toContain(wordsIn(task));
  account.setDescription(wordsIn(task));
  expect((await member.click('Verify', { on: task })).text).toContain('Verified');
  expect(await on.linkOf(member)).toMatchObject({ account: String(account.id) });
  expect(await on.linkOf(on.sam)).toBeUndefined();
});

test('words of one member do nothing for another', async () => {
  const { member, account } = on.newcomer('ned');
  const thief = on.guild.member('tom');
  account.setDescription(wordsIn(await on.begin(member, account.name)));
  const own: Reply = await on.begin(thief, account.name);
  const stolen = await thief.click('Verify', { on: own });
  expect(stolen.text).toContain('There are other words');
  expect(await on.links()).not.toContainEqual(expect.objectContaining({ account: String(account.id) }));
});

test('words of one server do nothing in another', async () => {
  const second = on.stage.guild('Second', { owner: 'ada', channels: ['general'] });
  const { owner } = second;
  await owner.until(() => owner.commands().includes('/features enable'));
  await owner.slash('/features enable', { feature: 'verification' });
  await owner.until(() => owner.commands().includes('/complete_verify'));
  const { member, account } = on.newcomer('oda');
  const twin = second.member('oda');
  account.setDescription(wordsIn(await on.begin(member, account.name)));
  expect((await twin.slash('/complete_verify')).text).toContain('You have no words at the moment');
  const own = await on.begin(twin, account.name);
  expect((await twin.click('Verify', { on: own })).text).toContain('There are other words');
  // What was begun there ends nothing here.
  await on.advance(seconds(6));
  expect((await member.slash('/complete_verify')).text).toContain('Verified');
  const linked = await on.stage.database.rows(
    'select guild from verification__link where user = ?',
    member.id,
  );
  expect(linked).toEqual([{ guild: on.guild.id }]);
});

test('where many verify at once, nobody waits long for Discord: the link is told, roles follow', async () => {
  const people = Array.from({ length: 15 }, (_, number) => on.newcomer(`zoe${number}`));
  const tasks = await Promise.all(people.map(({ member, account }) => on.begin(member, account.name)));
  people.forEach(({ account }, index) => account.setDescription(wordsIn(tasks[index]!)));
  const answers = await Promise.all(
    people.map(({ member }, index) => member.click('Verify', { on: tasks[index]! })),
  );
  for (const { text } of answers) {
    expect(text).toContain('Verified');
  }
  expect(answers.some(({ text }) => text.includes('Roles and nickname follow in a moment'))).toBe(true);
  await on.ada.until(() => people.every(({ member }) => member.roles.includes('Verified')));
});
