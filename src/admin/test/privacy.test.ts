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

test('what is too much for one file comes in several, and nothing is missing', async () => {
  const row = (id: number) => ({ id: String(id), note: 'ä'.repeat(500_000) });
  bot.host.held = {
    pads: { session: [1, 2, 3].map(row), waiting: [4].map(row) },
    shop: { order: [5, 6, 7, 8, 9, 10, 11, 12].map(row) },
  };
  const bob = bot.guild.member('bob');
  const reply = await bob.slash('/privacy export');
  await bob.until(() => reply.followUps.length === 1);
  const messages = [reply.message!, ...reply.followUps];

  expect(messages.map(({ text }) => text.split('\n')[0])).toEqual([
    'This is file 1 of 2 with what I have stored about you. It is too much for one file.',
    'This is file 2 of 2 with what I have stored about you. It is too much for one file.',
  ]);
  const files = await Promise.all(
    messages.map(async ({ attachments: [file] }) => (await (await fetch(file!.url)).json()) as object),
  );
  expect(files.map(idsIn)).toEqual([
    { pads: { session: ['1', '2', '3'], waiting: ['4'] }, shop: { order: ['5', '6', '7', '8', '9', '10'] } },
    { shop: { order: ['11', '12'] } },
  ]);
  expect(messages.every(({ ephemeral }) => ephemeral)).toBe(true);
});

test('where even that is too much, the person is told whom to ask', async () => {
  const big = (id: number) => ({ id: String(id), note: 'x'.repeat(5_300_000) });
  bot.host.held = { pads: { session: Array.from({ length: 11 }, (_, id) => big(id)) } };
  const bob = bot.guild.member('bob');
  const reply = await bob.slash('/privacy export');
  await bob.until(() => reply.followUps.length === 9, { timeout: 20_000 });

  expect(reply.followUps.at(-1)!.text).toContain(
    "I cannot send more than 10 files here. Ask the bot's owner for the rest.",
  );
}, 30_000);

/** The ids of all rows, where the rows are. */
const idsIn = (held: object) =>
  JSON.parse(JSON.stringify(held, (_, value) => (value?.note ? value.id : value))) as object;

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
  expect(question.shows('such as a session that you host, ends')).toBe(true);
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
