import { afterAll, beforeAll, expect, test } from 'vitest';
import { AdminBot } from './admin-bot.ts';

let bot: AdminBot;

beforeAll(async () => {
  bot = await AdminBot.start();
});

afterAll(() => bot.stop());

test('anybody gets what is stored about them as a file, for their eyes only', async () => {
  bot.host.held = { pads: { session: [{ id: '1', note: 'Bring water' }] } };
  const bob = bot.guild.member('bob');
  const reply = await bob.slash('/privacy export');
  const file = reply.message!.attachments[0]!;

  expect(reply.ephemeral).toBe(true);
  expect(file.name).toBe('guildhall-data.json');
  expect(await (await fetch(file.url)).json()).toEqual(bot.host.held);
});

test('somebody of whom nothing is stored is told so', async () => {
  bot.host.held = { pads: { session: [] } };
  const reply = await bot.guild.member('bob').slash('/privacy export');

  expect(reply.shows('I have nothing stored about you.')).toBe(true);
  expect(reply.message!.attachments).toEqual([]);
});

test('nothing is removed before the person has confirmed it', async () => {
  const bob = bot.guild.member('bob');
  const question = await bob.slash('/privacy erase');

  expect(question.ephemeral).toBe(true);
  expect(question.shows('cannot be undone')).toBe(true);
  expect(bot.host.done).toEqual([]);

  await bob.click('Remove my data', { on: question });
  await question.until('What I had stored about you is removed.');

  expect(bot.host.done).toEqual([`erase ${bob.user.id}`]);
  expect(question.buttons).toEqual([]);
});

test('what could not be removed is named', async () => {
  bot.host.eraseFails = ['pads'];
  const bob = bot.guild.member('bob');
  const question = await bob.slash('/privacy erase');
  await bob.click('Remove my data', { on: question });
  await question.until('not in: pads');
  bot.host.eraseFails = [];

  expect(question.shows('I keep trying')).toBe(true);
});
