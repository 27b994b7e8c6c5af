import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { setting } from '../../sdk/settings.ts';
import { AdminBot } from './admin-bot.ts';

let bot: AdminBot;

beforeAll(async () => {
  bot = await AdminBot.start({ permissions: ['ViewChannel', 'SendMessages', 'EmbedLinks'] });
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
  expect(list.shows('Training pads is on.')).toBe(true);
  expect(list.shows('It has all that it needs to work.')).toBe(true);

  await ada.click('Switch off', { on: list });

  expect(isOn()).toBe(false);
  expect(list.shows('Nothing that it has stored is lost.')).toBe(true);
  expect(list.buttons).toEqual(['Switch on']);
});

test('a feature that was switched on says what it still needs, and its settings are one click away', async () => {
  const ada = bot.guild.member('ada');
  const schema = z.object({ board: setting.channel({ needed: true }) });
  const before = bot.host.schema;
  bot.host.schema = schema;
  bot.host.values.set('pads', { board: null });
  bot.host.found = {
    ...bot.host.found,
    intents: ['Guilds'],
    features: ['pads', 'other'].map((plugin) => ({
      plugin,
      state: 'running',
      permissions: ['ViewChannel', 'ManageWebhooks'],
      intents: [],
      prefixCommands: false,
      settings: { schema, values: { board: null }, fixed: {} },
      checks: Array.from(
        { length: 12 },
        (_, index) => () => `Mend ${index} of ${plugin}. ${'x'.repeat(120)}`,
      ),
    })),
  };
  const english = await ada.slash('/features enable', { feature: 'pads' });

  expect(english.shows('It still needs this to work:')).toBe(true);
  expect(english.shows('I need the permission Manage Webhooks.')).toBe(true);
  expect(english.shows('Board channel is not set, and this does not work without.')).toBe(true);
  expect(english.shows('Mend 0 of pads.')).toBe(true);
  expect(english.text).toMatch(/And \d things more: `\/doctor` has the whole list/);
  expect(english.text).not.toContain('of other');

  ada.user.locale = 'es-ES';
  const reply = await ada.slash('/features enable', { feature: 'pads' });

  expect(reply.shows('Para funcionar aún necesita esto:')).toBe(true);
  expect(reply.text).toContain('está sin elegir, y sin eso no funciona');

  ada.user.locale = 'en-US';
  await ada.click('Settings: Training pads', { on: english });

  expect(english.shows('Board channel: ⚠️ not set, and needed')).toBe(true);

  await ada.click('Change', { on: english });
  await ada.select('Board channel', 'board', { on: english });
  await ada.slash('/features disable', { feature: 'pads' });
  bot.host.schema = before;
  bot.host.found = { ...bot.host.found, features: [] };

  expect(english.text).toMatch(/Board channel.*board/);
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
