import type { Member, Reply, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startStage } from '../stage/stage.ts';

/**
 * The main job, once from end to end, as the README tells it: `npm start`, a feature switched on, a pad booked, a power
 * cut, a plugin's file edited. The tests follow each other.
 */
let stage: Stage;
let guild: SandboxGuild;
let ada: Member;
let sam: Member;
/** An administrator. */
let max: Member;
let switchedOn: Reply;

beforeAll(async () => {
  stage = await startStage({
    plugins: ['pads'],
    before: (stage) => void stage.guild('Test', { owner: 'ada', roles: ['Staff'], channels: ['general'] }),
  });
  guild = stage.guild('Test');
  ada = guild.owner;
  max = guild.member('max', { roles: [guild.createRole('Admin', { permissions: ['Administrator'] })] });
  sam = guild.member('sam', { roles: [guild.createRole('Moderator', { permissions: ['ManageMessages'] })] });
});
afterAll(() => stage?.stop());

test('an administrator is offered /features, which shows what there is; /training is not there yet', async () => {
  await ada.until(() => ada.commands().includes('/features list'));
  const features = await ada.slash('/features list');
  expect(features.ephemeral).toBe(true);
  expect(features.shows('Pads')).toBe(true);
  expect(ada.commands()).not.toContain('/training');
});

test('switching pads on puts /training in the menu, of this guild only', async () => {
  const other = stage.guild('Other', { owner: 'otto' });
  await max.until(() => max.commands().includes('/features enable'));
  switchedOn = await max.slash('/features enable', { feature: 'pads' });
  expect(switchedOn.shows('Pads is on.')).toBe(true);
  expect(switchedOn.shows('It has all that it needs to work.')).toBe(true);
  await sam.until(() => sam.commands().includes('/training'));
  expect(other.owner.commands()).not.toContain('/training');
});

test('a pad is booked, and everybody sees whose it is', async () => {
  const booked = await sam.slash('/training', { pad: 3, starts: 'in 20 min' });
  expect(booked.text).toContain('Pad 3 is yours');
  expect(booked.buttons).toEqual(expect.arrayContaining(['Join', 'Extend', 'End']));
  expect(ada.sees('general').text).toContain('@sam');
  const late = await ada.slash('/tryout', { pad: 3, starts: 'now' });
  expect(late.text).toContain('sam');
  expect(late.text).not.toContain('is yours');
});

test('after a kill -9 the bot comes back, and the old button works', async () => {
  await stage.bot.kill9();
  await stage.bot.start();
  const joined = await ada.click('Join');
  expect(joined.text).toContain('Taking part (1)');
  await sam.click('End');
  await guild.until(() => ada.sees('general').text.includes('Ended'));
});

test('the settings that it offered when it was switched on are a click away, for whoever may change them now', async () => {
  const settings = await max.click('Settings: Pads', { on: switchedOn });
  expect(settings.shows('Number of pads: 9')).toBe(true);
  max.takeRole('Admin');
  const refused = await max.click('guildhall:setting-edit:pads:pads', { on: settings });
  expect(refused.text).toContain(
    'It takes the ability **Server: Switch features on and off, and change settings**.',
  );
  expect(refused.text).toContain('It is for administrators of this server: ask one of them.');
});

test('an edited file of the plugin answers without a restart', async () => {
  const { generation } = (await stage.bot.plugin('pads'))!;
  await stage.plugins.edit('pads/locales/en-US.json', 'is yours', 'is all yours');
  await guild.until(async () => (await stage.bot.plugin('pads'))!.generation > generation);
  const booked = await sam.slash('/training', { pad: 4, starts: 'now' });
  expect(booked.text).toContain('Pad 4 is all yours');
});

test('SIGTERM ends the bot in order within ten seconds', async () => {
  expect(await stage.bot.stop()).toEqual({ code: 0, signal: null });
  expect(stage.account.online).toBe(false);
});
