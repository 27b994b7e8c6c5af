import { type Member, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import { defineEntity, type EntityManager, type InferEntity, MikroORM, p } from '@mikro-orm/core';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { Client, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setGuildAvailable } from '../../../sandbox/discord/state/outage.ts';
import { removeLiveMessage, showLiveMessage } from '../live-message.ts';
import { LiveMessageBook, liveMessageColumns } from '../live-message-book.ts';
import type { Message } from '../respond.ts';
import { shortId } from '../short-id.ts';

const Label = defineEntity({
  name: 'Label',
  properties: { parcel: p.string().primary(), guild: p.string(), ...liveMessageColumns() },
});
type Label = InferEntity<typeof Label>;

let sandbox: Sandbox;
let server: SandboxGuild;
let ada: Member;
let client: Client<true>;
let orm: MikroORM;
let book: LiveMessageBook<{ guild: string; parcel: string }, Label>;
let now: Date;
let drawn: { parcel: string; runAt: Date }[];
let blocked: string[];
let requests: string[];

beforeEach(async () => {
  sandbox = await Sandbox.start();
  const bot = sandbox.createBot('Guildhall');
  server = sandbox.createGuild('Test', {
    owner: 'ada',
    bot,
    permissions: ['ViewChannel', 'SendMessages', 'ReadMessageHistory'],
    channels: ['parcels', 'other'],
  });
  ada = server.member('ada');
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl, retries: 0 } });
  requests = [];
  client.rest.on('response', ({ method, route }) => requests.push(`${method} ${route.split('/').at(-1)}`));
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(bot.token);
  await ready;
  orm = await MikroORM.init({ driver: SqliteDriver, dbName: ':memory:', entities: [Label] });
  await (orm as never as { schema: { create(): Promise<void> } }).schema.create();
  now = new Date('2026-11-21T20:00:00Z');
  drawn = [];
  blocked = [];
  book = new LiveMessageBook({
    database: {
      read: () => orm.em.fork() as EntityManager,
      transaction: (work) => orm.em.fork().transactional((em) => work(em as EntityManager)),
    },
    clock: { now: () => now },
    newId: shortId,
    entity: Label,
    draw: async (_em, { parcel }, runAt) => void drawn.push({ parcel, runAt }),
    blocked: async (_em, { parcel }, channel, why) => void blocked.push(`${parcel} ${channel} ${why}`),
  });
});

afterEach(async () => {
  await client.destroy();
  await sandbox.stop();
  await orm.close(true);
});

const thing = (parcel = 'p1') => ({ guild: server.id, parcel });
const labelled =
  (text: string) =>
  (mark: string): Message => ({
    content: text,
    embeds: [{ footer: { text: mark } }],
  });
const show = (
  text: string,
  { parcel = 'p1', channel = 'parcels' as string | null, view = labelled(text) } = {},
) =>
  showLiveMessage({
    client,
    book,
    thing: thing(parcel),
    channel: channel && server.channel(channel).id,
    view,
  });
const texts = (channel = 'parcels') => ada.sees(channel).messages.map(({ content }) => content);
const lastId = (channel = 'parcels') => ada.sees(channel).last!.id;
/** What the process would know if it had ended between sending and writing down. */
const forgetMessage = (em: EntityManager) => em.nativeUpdate(Label, {}, { message: null, shown: null });
const messages = '/channels/:channel_id/messages';

test('each thing has one message, which is edited and never posted again', async () => {
  await show('packed');
  const id = lastId();
  await show('ready', { parcel: 'p2' });
  await show('on its way');
  expect(texts()).toEqual(['on its way', 'ready']);
  expect(ada.sees('parcels').messages[0]!.id).toBe(id);
});

test('nothing is sent when it is shown already; once in a while it is looked at all the same', async () => {
  await show('packed');
  requests.length = 0;
  await show('packed');
  expect(requests).toEqual([]);
  now = new Date(now.getTime() + 31 * 60_000);
  await show('packed');
  await show('packed');
  expect(requests).toEqual(['PATCH :id']);
});

test('an edit leaves nothing of what was shown before', async () => {
  await show('packed');
  await show('', { view: (mark) => ({ embeds: [{ title: `Gone ${mark}` }] }) });
  expect(texts()).toEqual(['']);
  await show('', { view: (mark) => ({ content: mark }) });
  expect(ada.sees('parcels').last!.embeds).toEqual([]);
});

test('a message that was deleted comes back, once', async () => {
  await show('packed');
  ada.deletes(ada.sees('parcels').last!);
  expect(await book.among(server.channel('parcels').id, [(await book.of(thing()))!.message!])).toHaveLength(
    1,
  );
  await book.doubt([thing()]);
  expect(drawn.map(({ parcel }) => parcel)).toEqual(['p1']);
  await show('packed');
  await show('packed');
  expect(texts()).toEqual(['packed']);
});

test('changes close together are drawn once the last edit is five seconds ago', async () => {
  await show('packed');
  now = new Date(now.getTime() + 1_000);
  await orm.em.fork().transactional((em) => book.changed(em as EntityManager, thing()));
  await orm.em.fork().transactional((em) => book.changed(em as EntityManager, thing('new')));
  expect(drawn.map(({ runAt }) => runAt.getTime() - now.getTime())).toEqual([4_000, 0]);
});

test('after a crash between sending and writing down, the message is found again behind 150 others', async () => {
  await show('packed');
  await orm.em.fork().transactional((em) => forgetMessage(em as EntityManager));
  for (let count = 0; count < 150; count++) {
    ada.say(`message ${count}`, { in: 'parcels' });
  }
  // By now Discord has forgotten the nonce.
  sandbox.clock.advance(60 * 60_000);
  await show('on its way');
  expect(texts().filter((text) => !text.startsWith('message'))).toEqual(['on its way']);
});

test('an answer that is lost on the way makes no second message', async () => {
  sandbox.faults.add({
    kind: 'rest',
    method: 'POST',
    route: messages,
    drop: true,
    afterEffect: true,
    times: 1,
  });
  await expect(show('packed')).rejects.toThrow();
  await show('packed');
  expect(texts()).toEqual(['packed']);
});

test('two at once make one message', async () => {
  // So that neither finds the other's message.
  sandbox.faults.add({ kind: 'rest', method: 'POST', route: messages, delay: 200 });
  await Promise.all([show('packed'), show('packed')]);
  expect(texts()).toEqual(['packed']);
});

test('one that Discord knows by its nonce, and that is deleted by then, is made anew', async () => {
  sandbox.faults.add({ kind: 'rest', method: 'POST', route: messages, delay: 200 });
  sandbox.faults.add({ kind: 'rest', method: 'GET', route: `${messages}/:message_id`, delay: 300 });
  const shown = Promise.all([show('packed'), show('packed')]);
  await ada.until(() => requests.filter((request) => request === 'POST messages').length === 2);
  ada.deletes(ada.sees('parcels').last!);
  await shown;
  expect(texts()).toEqual(['packed']);
});

test('one that is to be made anew comes below what was written since, once, also when it is being made just now', async () => {
  const renew = () => orm.em.fork().transactional((em) => book.renew(em as EntityManager, thing()));
  await renew();
  await show('packed');
  const first = lastId();
  await show('packed');
  expect(lastId()).toBe(first);
  drawn.length = 0;
  ada.say('where is it?', { in: 'parcels' });
  await renew();
  expect(drawn).toEqual([{ parcel: 'p1', runAt: new Date(now.getTime() + 5_000) }]);
  await show('packed');
  expect(texts()).toEqual(['where is it?', 'packed']);
  expect(lastId()).not.toBe(first);

  ada.deletes(ada.sees('parcels').last!);
  await book.doubt([thing()]);
  sandbox.faults.add({ kind: 'rest', method: 'POST', route: messages, delay: 500, times: 1 });
  const shown = show('sent');
  await ada.until(async () => (await book.of(thing()))!.message === null);
  await renew();
  await shown;
  const second = lastId();
  await show('sent');
  await show('sent');
  expect(texts()).toEqual(['where is it?', 'sent']);
  expect(lastId()).not.toBe(second);
});

test('it moves with its channel, also when nobody knew that it was made, and goes where there is none', async () => {
  await show('packed');
  await show('packed', { channel: 'other' });
  expect([texts(), texts('other')]).toEqual([[], ['packed']]);
  await orm.em.fork().transactional((em) => forgetMessage(em as EntityManager));
  await show('packed');
  expect([texts(), texts('other')]).toEqual([['packed'], []]);
  await show('packed', { channel: null });
  expect(texts()).toEqual([]);
  expect((await book.of(thing()))!.channel).toBeNull();
  await show('packed');
  await removeLiveMessage({ client, book, thing: thing() });
  expect(texts()).toEqual([]);
  await show('packed');
  expect(texts()).toEqual(['packed']);
});

test('while the guild is not available it is quiet, and nothing is given up', async () => {
  await show('packed');
  setGuildAvailable(sandbox.world, server.record, false);
  await ada.until(() => client.guilds.cache.get(server.id)?.available === false);
  requests.length = 0;
  await show('on its way');
  expect(requests).toEqual([]);
  setGuildAvailable(sandbox.world, server.record, true);
  await ada.until(() => client.guilds.cache.get(server.id)?.available);
  await show('on its way');
  expect(texts()).toEqual(['on its way']);
});

test('while Discord is in trouble it is tried again, and no second one is made', async () => {
  await show('packed');
  sandbox.faults.add({ kind: 'rest', method: 'PATCH', route: `${messages}/:message_id`, status: 500 });
  await expect(show('on its way')).rejects.toThrow();
  sandbox.faults.clear();
  await show('packed');
  expect(requests.filter((request) => request.startsWith('PATCH'))).toHaveLength(2);
  expect(texts()).toEqual(['packed']);
});

test('where the bot may not write, that is told once for each channel and reason; once it may, it is there', async () => {
  const mayNot = { overwrites: { '@everyone': { deny: ['SendMessages' as const] } } };
  const [first, second] = [server.createChannel('first', mayNot), server.createChannel('second', mayNot)];
  await show('packed', { channel: 'first' });
  await show('packed', { channel: 'first' });
  await show('packed', { channel: 'second' });
  server.deleteChannel(second);
  await ada.until(() => !client.channels.cache.has(second.id));
  await showLiveMessage({ client, book, thing: thing(), channel: second.id, view: labelled('packed') });
  expect(blocked).toEqual([`p1 ${first.id} forbidden`, `p1 ${second.id} forbidden`, `p1 ${second.id} gone`]);
  await show('packed');
  expect(texts()).toEqual(['packed']);
  expect((await book.of(thing()))!.trouble).toBeNull();
});

test('a view that leaves the mark out is refused: it could not be found again', async () => {
  await expect(show('packed', { view: () => ({ content: 'x' }) })).rejects.toThrow('must hold its mark');
  expect(texts()).toEqual([]);
});
