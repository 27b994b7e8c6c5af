import { afterAll, beforeAll, expect, test } from 'vitest';
import { AdminBot } from './admin-bot.ts';

let bot: AdminBot;

beforeAll(async () => {
  bot = await AdminBot.start();
});

afterAll(() => bot.stop());

const isOn = () => bot.host.featureList.find(({ plugin }) => plugin === 'pads')!.on;

test('a feature is switched on and off from the list, and the list says what comes next', async () => {
  const ada = bot.guild.member('ada');
  const list = await ada.slash('/features list');

  expect(list.ephemeral).toBe(true);
  expect(list.shows('⚪ Training pads')).toBe(true);
  expect(list.shows('Book pads for trainings.')).toBe(true);

  await ada.click('Switch on', { on: list });

  expect(isOn()).toBe(true);
  expect(list.shows('🟢 Training pads')).toBe(true);
  expect(list.shows('Look at `/settings feature:pads` next.')).toBe(true);

  await ada.click('Switch off', { on: list });

  expect(isOn()).toBe(false);
  expect(list.shows('Nothing that it has stored is lost.')).toBe(true);
});

test('a feature is switched by its name, and only those are offered that can be', async () => {
  const ada = bot.guild.member('ada');
  const offered = async (what: string) =>
    (await ada.autocomplete(`/features ${what}`, { feature: '' })).choices;

  expect([await offered('enable'), await offered('disable')]).toEqual([
    [expect.objectContaining({ value: 'pads' })],
    [],
  ]);

  const reply = await ada.slash('/features enable', { feature: 'pads' });

  expect(isOn()).toBe(true);
  expect(reply.ephemeral).toBe(true);
  expect(reply.shows('Training pads is on.')).toBe(true);
  expect(await offered('disable')).toHaveLength(1);
});

test('a feature that is not there is told so', async () => {
  const reply = await bot.guild.member('ada').slash('/features enable', { feature: 'nonsense' });

  expect(reply.shows('There is no feature called nonsense.')).toBe(true);
});

test('a feature that a file decides cannot be clicked; one that is broken says so', async () => {
  const before = bot.host.featureList;
  bot.host.featureList = [
    { plugin: 'pads', on: true, state: 'failed', hasSettings: true, fixedBy: 'config/default.json' },
  ];
  const list = await bot.guild.member('ada').slash('/features list');
  bot.host.featureList = before;

  expect(list.buttons).toEqual(['Fixed']);
  expect(list.shows('Set in the file config/default.json.')).toBe(true);
  expect(list.shows('It does not work at the moment.')).toBe(true);
});

test('a hundred features have pages', async () => {
  const before = bot.host.featureList;
  bot.host.featureList = Array.from({ length: 100 }, (_, index) => ({
    plugin: `feature-${index}`,
    on: false,
    state: 'running',
    hasSettings: false,
  }));
  const ada = bot.guild.member('ada');
  const list = await ada.slash('/features list');
  await ada.click('Next page', { on: list });

  expect(list.shows('Page 2 of 13')).toBe(true);

  await ada.click('guildhall:feature-switch:feature-9:on:1', { on: list });

  expect(bot.host.featureList[9]).toMatchObject({ on: true });
  expect(list.shows('Page 2 of 13')).toBe(true);
  bot.host.featureList = before;
});
