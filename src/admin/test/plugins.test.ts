import { afterAll, beforeAll, expect, test } from 'vitest';
import { AdminBot } from './admin-bot.ts';

let bot: AdminBot;

beforeAll(async () => {
  bot = await AdminBot.start();
});

afterAll(() => bot.stop());

function owner() {
  const ada = bot.guild.member('ada');
  bot.host.owners.add(ada.user.id);
  return ada;
}

test('whoever does not own the bot sees no plugin and changes none', async () => {
  const guest = bot.guild.member('eve', { roles: ['Administrators'] });

  for (const line of ['/plugins list', '/plugins reload']) {
    const reply = await guest.slash(line, line.endsWith('list') ? {} : { plugin: 'pads' });
    expect(reply.shows('Only the owners of this bot can do this.')).toBe(true);
  }
  expect((await guest.autocomplete('/plugins reload', { plugin: '' })).choices).toEqual([]);
  expect(bot.host.done).toEqual([]);
});

test('the owner sees each plugin with its state, and what is wrong with file and line', async () => {
  bot.host.reports = [
    { name: 'pads', version: '1.2.0', state: 'running', generation: 3 },
    {
      name: 'shop',
      version: '0.1.0',
      state: 'failed',
      generation: 2,
      problem: { step: 'bundle', message: 'Expected ";" but found "x"', place: 'shop/plugin.ts:12' },
    },
    { name: 'orders', state: 'waiting', generation: 0, needs: ['shop'] },
  ];
  const reply = await owner().slash('/plugins list');

  expect(reply.ephemeral).toBe(true);
  expect(reply.shows('pads 1.2.0 · running · load 3')).toBe(true);
  expect(reply.shows('the new version failed, the one before goes on')).toBe(true);
  expect(reply.shows('At bundle: Expected ";" but found "x" in `shop/plugin.ts:12`')).toBe(true);
  expect(reply.shows('Waits for: `shop`')).toBe(true);
});

test.each(['reload', 'load', 'unload', 'disable', 'enable'])('the owner can %s a plugin', async (change) => {
  bot.host.reports = [{ name: 'pads', version: '1.2.0', state: 'running', generation: 4 }];
  const reply = await owner().slash(`/plugins ${change}`, { plugin: 'pads' });

  expect(bot.host.done).toContain(`${change} pads`);
  expect(reply.ephemeral).toBe(true);
  expect(reply.shows('load 4')).toBe(true);
});

test('a plugin that is not there is told so', async () => {
  const reply = await owner().slash('/plugins reload', { plugin: 'nonsense' });

  expect(reply.shows('There is no plugin called nonsense.')).toBe(true);
});

test('the owner sees tasks of no server that failed for good, and has them tried again', async () => {
  bot.host.reports = [];
  const ada = owner();
  expect((await ada.slash('/plugins list')).buttons).toEqual([]);

  bot.host.laidAside = new Map([
    ['pads', { count: 2, last: new Date('2030-01-01T10:00:00Z'), error: 'Error: older' }],
    ['guildhall', { count: 1, last: new Date('2030-01-01T12:00:00Z'), error: 'Error: *no* way' }],
  ]);
  const reply = await ada.slash('/plugins list');
  expect(reply.shows('3 tasks that belong to no server failed again and again')).toBe(true);
  expect(reply.text).toContain('guildhall (1), pads (2). What went wrong last: Error: \\*no\\* way');

  bot.host.laidAside = new Map();
  await ada.click('Try again', { on: reply });
  expect(bot.host.done).toContain('retry null');
  expect(reply.shows('2 tasks are tried again.')).toBe(true);
  expect(reply.buttons).toEqual([]);
});

test('many plugins that all failed with long messages still fit, on pages', async () => {
  bot.host.reports = Array.from({ length: 20 }, (_, index) => ({
    name: `plugin-with-a-rather-long-name-${index}`,
    version: '10.20.30',
    state: 'failed',
    generation: 1,
    problem: { step: 'evaluate', message: 'it broke *badly* '.repeat(100), place: 'p/'.repeat(200) },
  }));
  const failed = { count: 1_000, last: new Date(), error: '*'.repeat(500) };
  bot.host.laidAside = new Map(bot.host.reports.map(({ name }) => [name, failed]));
  const ada = owner();
  const reply = await ada.slash('/plugins list');
  await ada.click('Next page', { on: reply });

  expect(reply.shows('Page 2 of 4')).toBe(true);
  expect(reply.text).toContain('plugin-with-a-rather-long-name-6');
});
