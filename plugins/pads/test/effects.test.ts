import { type Member, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import type { PluginHost } from '@guildhall/sdk';
import { Client, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setUp } from '../../../src/sdk/plugin.ts';
import { refreshBoard } from '../effects/board-post.ts';
import { refreshCard } from '../effects/card-post.ts';
import { Board } from '../entities/board.ts';
import pads from '../plugin.ts';
import { booking, type Ground, groundOn, herself, minutes } from './ground.ts';
import { textsIn } from './texts.ts';

let sandbox: Sandbox;
let server: SandboxGuild;
let ada: Member;
let client: Client<true>;
let ground: Ground;

beforeEach(async () => {
  sandbox = await Sandbox.start();
  const bot = sandbox.createBot('Guildhall');
  server = sandbox.createGuild('Test', {
    owner: 'ada',
    bot,
    permissions: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'],
    channels: ['general', 'board', 'other'],
  });
  ada = server.member('ada');
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(bot.token);
  await ready;
  ground = (await groundOn('sqlite', { boardChannel: server.channel('board').id }))!;
  const t = textsIn('en-US');
  const host: Partial<PluginHost<typeof pads.definition.settings & object>> = {
    ...ground.context,
    client: client as never,
    onSettings: () => {},
    texts: { in: () => t, ofGuild: async () => ({ t, locale: 'en-US', timeZone: 'America/New_York' }) },
  };
  await setUp(pads as never, host as never);
});

afterEach(async () => {
  await client.destroy();
  await sandbox.stop();
  await ground.stop();
});

const book = async (pad = 3) =>
  (
    await pads.parts.board.book(booking({ guild: server.id, host: ada.id, pad, channel: general() }))
  ).unwrap();
const general = () => server.channel('general').id;
const boards = (channel = 'board') => ada.sees(channel).messages;

test('the board is one message that changes with the pads', async () => {
  await refreshBoard(server.id);
  expect(boards()).toHaveLength(1);
  expect(boards()[0]!.text).toContain('9 of 9 pads are free');

  await book();
  await refreshBoard(server.id);

  expect(boards()).toHaveLength(1);
  expect(boards()[0]!.text).toContain('8 of 9 pads are free');
  expect(boards()[0]!.edited).toBe(true);
});

test('a board that was deleted comes back, once', async () => {
  await refreshBoard(server.id);
  ada.deletes(boards()[0]!);
  await pads.parts.messages.doubt([server.id]);
  await refreshBoard(server.id);
  await refreshBoard(server.id);

  expect(boards()).toHaveLength(1);
});

test('a board whose creation nobody confirmed is found again, not made twice', async () => {
  const { mark } = await pads.parts.messages.book.begin({ guild: server.id }, server.channel('board').id);
  await refreshBoard(server.id);
  const unconfirmed = { message: null, shown: null, mark };
  await ground.transaction((em) => em.nativeUpdate(Board, { guild: server.id }, unconfirmed));
  // By now Discord has forgotten the nonce.
  sandbox.clock.advance(minutes(60));
  await book();
  await refreshBoard(server.id);

  expect(boards()).toHaveLength(1);
  expect(boards()[0]!.text).toContain('8 of 9 pads are free');
});

test('a board moves with its setting, and goes when there is none', async () => {
  await refreshBoard(server.id);
  ground.choose({ boardChannel: server.channel('other').id });
  await refreshBoard(server.id);
  expect([boards(), boards('other')].map(({ length }) => length)).toEqual([0, 1]);

  ground.choose({ boardChannel: null });
  await refreshBoard(server.id);
  expect(boards('other')).toHaveLength(0);
});

test('a board that may not be written is told to staff once, and comes when it may', async () => {
  const secret = server.createChannel('secret', { overwrites: { '@everyone': { deny: ['ViewChannel'] } } });
  ground.choose({ boardChannel: secret.id });
  await refreshBoard(server.id);
  await refreshBoard(server.id);
  expect(ground.audit.map(({ action, reason }) => [action, reason])).toEqual([
    ['board.blocked', 'forbidden'],
  ]);

  ground.choose({ boardChannel: server.channel('other').id });
  await refreshBoard(server.id);
  expect(boards('other')).toHaveLength(1);
});

test('while Discord is in trouble the board is neither given up nor made twice', async () => {
  await refreshBoard(server.id);
  await book();
  sandbox.faults.add({
    kind: 'rest',
    method: 'PATCH',
    route: '/channels/:channel_id/messages/:message_id',
    status: 500,
  });
  await expect(refreshBoard(server.id)).rejects.toThrow();
  sandbox.faults.clear();
  await refreshBoard(server.id);

  expect(boards()).toHaveLength(1);
  expect(boards()[0]!.text).toContain('8 of 9');
});

test('the card of a session loses its buttons when it ends', async () => {
  const session = await book();
  const channel = await client.channels.fetch(general());
  const card = channel?.isSendable() && (await channel.send('card'));
  await pads.parts.marks.shownAs(session.id, (card as { id: string }).id);
  await refreshCard(server.id, session.id);
  expect(boards('general')[0]!.buttons).toEqual(['Join', 'Leave', 'Extend', 'End', 'Join waitlist']);

  ground.advance(minutes(5));
  await pads.parts.endings.end(server.id, session.id, herself(ada.id));
  await refreshCard(server.id, session.id);

  expect(boards('general')[0]!.buttons).toEqual([]);
  expect(boards('general')[0]!.text).toContain('after 5 minutes');
});
