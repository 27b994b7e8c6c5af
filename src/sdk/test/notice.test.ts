import { type Member, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, Client, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuditEntry } from '../audit.ts';
import { type Notice, type NoticeParts, notify, tellByDm } from '../notice.ts';

let sandbox: Sandbox;
let server: SandboxGuild;
let ada: Member;
let client: Client<true>;
let audit: AuditEntry[];
let parts: NoticeParts;

beforeEach(async () => {
  sandbox = await Sandbox.start();
  const bot = sandbox.createBot('Guildhall');
  server = sandbox.createGuild('Test', {
    owner: 'ada',
    bot,
    permissions: ['ViewChannel', 'SendMessages', 'EmbedLinks'],
    channels: ['general', 'other'],
  });
  ada = server.member('ada');
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl, retries: 0 } });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(bot.token);
  await ready;
  audit = [];
  parts = {
    client,
    database: { read: () => ({}) as never, transaction: (work) => work({} as never) },
    audit: { write: async (_, entry) => void audit.push(entry) },
  };
});

afterEach(async () => {
  await client.destroy();
  await sandbox.stop();
});

const gone = '399999999999999999';
const id = (channel: string) => server.channel(channel).id;
const button = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('pads:extend').setLabel('More time').setStyle(ButtonStyle.Primary),
);
const message = { content: 'Time is nearly over', components: [button] };
const tell = (more: Partial<Notice>) =>
  notify(parts, { guild: server.id, channels: [], message, nonce: 'n1', user: ada.id, ...more });
const texts = (channel: string) => ada.sees(channel).messages.map(({ text }) => text);
const direct = () => ada.dms(sandbox.bot('Guildhall'));

test('a notice goes to the first channel that takes it, and to no other', async () => {
  const secret = server.createChannel('secret', { overwrites: { '@everyone': { deny: ['ViewChannel'] } } });
  const silent = server.createChannel('silent', { overwrites: { '@everyone': { deny: ['SendMessages'] } } });
  await tell({ channels: [null, gone, secret.id, silent.id, id('general'), id('other')] });

  expect(texts('general')).toEqual(['Time is nearly over\n[More time]']);
  expect([texts('other'), direct().messages, audit]).toEqual([[], [], []]);
});

test('a channel of another server is none of the guild', async () => {
  const elsewhere = sandbox.createGuild('Elsewhere', {
    owner: 'bob',
    bot: sandbox.bot('Guildhall'),
    permissions: ['ViewChannel', 'SendMessages'],
    channels: ['lounge'],
  });
  await expect.poll(() => client.guilds.cache.get(elsewhere.id)?.available).toBe(true);
  await tell({ channels: [elsewhere.channel('lounge').id, id('general')] });

  expect(elsewhere.member('bob').sees('lounge').messages).toEqual([]);
  expect(texts('general')).toHaveLength(1);
});

test('the same notice is sent once, another one too', async () => {
  for (const nonce of ['1', '1', '2']) {
    await tell({ channels: [id('general')], nonce: `channel-${nonce}` });
    await tell({ channels: [gone], nonce: `direct-${nonce}` });
  }

  expect(texts('general')).toHaveLength(2);
  expect(direct().messages).toHaveLength(2);
});

test('where no channel takes it the person gets it without buttons, and where that does not go staff read it', async () => {
  await tell({ channels: [gone, null] });
  expect(direct().last).toMatchObject({ text: 'Time is nearly over', buttons: [] });
  expect(audit).toEqual([]);

  ada.closeDms();
  await tell({ channels: [gone], nonce: 'n2' });
  expect(direct().messages).toHaveLength(1);
  expect(audit).toEqual([
    {
      guild: server.id,
      actor: 'automatic',
      action: 'notice.blocked',
      target: ada.id,
      reason: 'Time is nearly over',
    },
  ]);
});

test('while Discord is in trouble a notice takes no other way: the job is tried again', async () => {
  const route = '/channels/:channel_id/messages';
  const once = { kind: 'rest', method: 'POST', route, status: 500, times: 1 } as const;
  sandbox.faults.add(once);
  await expect(tell({ channels: [id('general'), id('other')] })).rejects.toMatchObject({ status: 500 });
  sandbox.faults.add(once);
  await expect(tell({ channels: [gone] })).rejects.toMatchObject({ status: 500 });
  expect([texts('other'), direct().messages, audit]).toEqual([[], [], []]);

  await tell({ channels: [id('general'), id('other')] });
  expect([texts('general').length, texts('other').length]).toEqual([1, 0]);
});

const dm = (user: string) => tellByDm(client, user, { content: 'Your order is ready' }, 'n1');

test('a direct message comes once', async () => {
  expect(await dm(ada.id)).toBe('sent');
  expect(await dm(ada.id)).toBe('sent');
  expect(direct().messages.map(({ text }) => text)).toEqual(['Your order is ready']);
});

test('who takes no direct messages, shares no server or is nobody is told apart from trouble', async () => {
  const bob = server.member('bob');
  const stranger = sandbox.createGuild('Elsewhere', { owner: 'zoe' }).member('zoe');
  bob.closeDms();

  expect(await dm(bob.id)).toBe('closed');
  expect(await dm(stranger.id)).toBe('closed');
  expect(await dm(gone)).toBe('closed');

  const faulty = { kind: 'rest', method: 'POST', route: '/users/@me/channels' } as const;
  sandbox.faults.add({ ...faulty, status: 500, times: 1 });
  await expect(dm(ada.id)).rejects.toMatchObject({ status: 500 });
  // Opened too many at once: another time it goes well.
  sandbox.faults.add({ ...faulty, status: 400, code: 40003, times: 1 });
  await expect(dm(ada.id)).rejects.toMatchObject({ code: 40003 });
});
