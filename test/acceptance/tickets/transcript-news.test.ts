import { MessageFlags, MessageReferenceType } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { referenceTo } from '../../../sandbox/discord/rest/messages/message-reference.ts';
import { createMessage, deleteMessages } from '../../../sandbox/discord/state/messages.ts';
import type { Message } from '../../../sandbox/discord/state/types.ts';
import { snapshotOf } from '../../../sandbox/discord/wire/message.ts';
import { minutes } from '../../stage/feature-stage.ts';
import { read, TranscriptStage } from './transcript-stage.ts';

/** Nothing that was said or happened is lost between two transcripts, and nobody reads what they did not see. */
let stage: TranscriptStage;

const messagesRoute = '/channels/:channel/messages';

beforeAll(async () => {
  stage = await TranscriptStage.start();
});
afterAll(() => stage?.tickets.stage.stop());

test('a channel that is deleted by hand loses nothing: neither what the transcript before said, nor what came since', async () => {
  const { sam, tickets } = stage;
  const { creator, ticket, channel } = await stage.opened();
  const first = creator.say('the first words', { in: channel });
  await stage.heard(ticket, 1);
  await stage.asks(creator, ticket);
  creator.edits(first, 'other first words');
  creator.say('the last words', { in: channel });
  await stage.heard(ticket, 2);
  await sam.until(async () =>
    (await stage.ofTicket('captured_message', ticket)).some(({ changed }) => Boolean(changed)),
  );
  tickets.guild.deleteChannel(channel);
  await tickets.arrives(ticket.id, 'deleted');
  // What only Discord had, the words of the bot, is in it too.
  const text = await read((await stage.posted(ticket, 'the last words')).attachments, '.txt');
  expect(text).toContain('the first words');
  expect(text).toContain('other first words');
  expect(text).toContain('Tell us what you need');
});

test('of a channel that is deleted by hand its creator does not get what staff said among themselves', async () => {
  const { sam, tickets } = stage;
  const { creator, ticket, channel } = await stage.opened();
  sam.startsThread(channel, 'staff only', 'a difficult one', { private: true });
  await stage.heard(ticket, 1);
  sam.say('We look at it', { in: channel });
  await stage.heard(ticket, 2);
  tickets.guild.deleteChannel(channel);
  expect(await read((await stage.posted(ticket)).attachments, '.txt')).toContain('a difficult one');
  await creator.until(() => stage.lettersOf(creator).length > 0);
  const text = await read(stage.lettersOf(creator)[0]!.attachments, '.txt');
  expect(text).toContain('We look at it');
  expect(text).not.toMatch(/a difficult one|staff only/);
});

test('what happens between the close and the end is in it: edits, deletions, and words in threads', async () => {
  const { sam } = stage;
  const opened = await stage.opened();
  const { creator, ticket, channel } = opened;
  const edited = sam.say('the price is 11', { in: channel });
  const deleted = sam.say('not for you', { in: channel });
  const thread = sam.startsThread(channel, 'side talk', 'begun');
  await sam.slash('/ticket close', { reason: 'x' }, { in: channel });
  await stage.posted(ticket, 'begun');
  await creator.until(() => stage.lettersOf(creator).length === 1);
  sam.edits(edited, 'the price is 12');
  sam.deletes(deleted);
  sam.say('ended', { in: thread });
  await stage.deletes(opened);
  const text = await read((await stage.posted(ticket, 'the price is 12', 'ended')).attachments, '.txt');
  expect(text).toContain('the price is 11');
  expect(text).toMatch(/not for you\n.*\(deleted /);
  await creator.until(() => stage.lettersOf(creator).length === 2);
  const [first, second] = stage.lettersOf(creator).map((letter) => letter.text);
  expect(first).toMatch(/was closed\. Here is all .*\n\*\*Reason:\*\* x/);
  expect(second).toContain('changed after it was closed');
});

test('what nobody told the bot is read once more before a channel goes; who knows it all gets nothing twice', async () => {
  const { sam, tickets } = stage;
  const opened = await stage.opened();
  const { creator, ticket, channel } = opened;
  const edited = sam.say('said wrong', { in: channel });
  await stage.heard(ticket, 1);
  await sam.slash('/ticket close', { reason: 'x' }, { in: channel });
  await stage.posted(ticket, 'said wrong');
  await creator.until(() => stage.lettersOf(creator).length === 1);
  const { faults } = tickets.stage.sandbox;
  const unheard = faults.add({ kind: 'event', event: 'MESSAGE_UPDATE', action: 'lose' });
  sam.edits(edited, 'said right');
  faults.remove(unheard);
  await stage.deletes(opened);
  await stage.posted(ticket, 'said right');
  expect(stage.lettersOf(creator)).toHaveLength(1);
});

test('a transcript that is asked for does not keep the one for the close from being made', async () => {
  const { sam, tickets } = stage;
  const { creator, ticket, channel } = await stage.opened();
  creator.say('long ago', { in: channel });
  const { faults } = tickets.stage.sandbox;
  const slow = faults.add({ kind: 'rest', method: 'GET', route: messagesRoute, delay: 1_500, times: 1 });
  const asked = stage.asks(sam, ticket);
  await sam.until(() => faults.list().some(({ id, struck }) => id === slow && struck > 0));
  await sam.slash('/ticket close', { reason: 'all is well' }, { in: channel });
  await asked;
  // Nobody moves the clock: no job that only comes now and then has to help.
  await stage.posted(ticket, 'all is well');
  await creator.until(() => stage.lettersOf(creator).length > 0);
  faults.clear();
  expect(stage.postsOf(ticket)).toHaveLength(1);
});

test('where nothing is new, nothing is made anew for whoever asks', async () => {
  const { sam, tickets } = stage;
  const { creator, ticket, channel } = await stage.opened();
  creator.say('one', { in: channel });
  await stage.heard(ticket, 1);
  await tickets.advance(1_000);
  await stage.asks(sam, ticket);
  const folderOf = async () => (await stage.ofTicket('transcript', ticket))[0]!.folder;
  const first = await folderOf();
  await stage.asks(creator, ticket);
  expect(await folderOf()).toBe(first);
  creator.say('two', { in: channel });
  await stage.heard(ticket, 2);
  expect(await read((await stage.asks(creator, ticket)).attachments, '.txt')).toContain('two');
  expect(await folderOf()).not.toBe(first);
});

test('a channel that waits for its transcript goes fifteen minutes after it was asked for', async () => {
  const { sam, tickets } = stage;
  const { creator, ticket, channel } = await stage.opened();
  creator.say('nobody can read it', { in: channel });
  await stage.heard(ticket, 1);
  const { faults } = tickets.stage.sandbox;
  faults.add({ kind: 'rest', method: 'GET', route: messagesRoute, status: 500 });
  const asked = await sam.slash('/ticket delete', {}, { in: channel });
  await sam.click('Delete for good', { on: asked });
  await tickets.arrives(ticket.id, 'deleting');
  await tickets.advance(minutes(15) + 1);
  await tickets.arrives(ticket.id, 'deleted');
  expect(tickets.guild.channels).not.toContain(channel);
  faults.clear();
  await tickets.advance(minutes(11));
  await stage.posted(ticket, 'nobody can read it');
});

test('names are given away of those only whom the transcript names', async () => {
  const { sam, tickets } = stage;
  const { guild } = tickets;
  const silent = guild.member('silent-bystander');
  const named = guild.member('named-bystander');
  guild.createRole('Secret Club');
  const room = guild.createChannel('staff-room');
  const rules = guild.createChannel('rules');
  guild.setOverwrites(room, {
    '@everyone': { deny: ['ViewChannel'] },
    Support: { allow: ['ViewChannel'] },
    Guildhall: { allow: ['ViewChannel'] },
  });
  const { creator, ticket, channel } = await stage.opened();
  sam.say(`hello <@${named.id}>, see <#${rules.id}>, and we <#${room.id}>`, { in: channel });
  await stage.heard(ticket, 1);
  const inStaffs = { [rules.id]: 'rules', [room.id]: 'staff-room' };
  for (const [person, rooms] of [
    [sam, inStaffs],
    [creator, { [rules.id]: 'rules' }],
  ] as const) {
    const { names } = JSON.parse(await read((await stage.asks(person, ticket)).attachments, '.json'));
    expect(names.users[named.id]).toBe('named-bystander');
    expect(names.channels).toEqual(rooms);
    expect(JSON.stringify(names)).not.toMatch(
      new RegExp(`${silent.id}|silent-bystander|Secret Club|general`),
    );
  }
});

test('a message that is only a sticker, a poll or a forward leaves its trace when it is deleted', async () => {
  const { sam, tickets } = stage;
  const { creator, ticket, channel } = await stage.opened();
  const { world } = tickets.stage.sandbox;
  const place = tickets.guild.channel(channel);
  const poll = {
    question: { text: 'Tea or coffee?' },
    answers: [{ answer_id: 1, poll_media: { text: 'Tea' } }],
    expiry: null,
    allow_multiselect: false,
    layout_type: 1,
  };
  const author = creator.user;
  const message = createMessage(world, place, { author, poll } as never);
  await stage.heard(ticket, 1);
  tickets.guild.owner.deletes(message);
  await sam.until(async () => (await stage.ofTicket('captured_message', ticket))[0]!.deleted_at !== null);
  const text = await read((await stage.asks(sam, ticket)).attachments, '.txt');
  expect(text).toContain('Tea or coffee?');
  expect(text).toContain('- Tea');
});

test('stickers and forwards are kept through edits and deletions, one by one and many at once, with the files of what was forwarded', async () => {
  const { sam, tickets } = stage;
  const { creator, ticket, channel } = await stage.opened();
  const { world } = tickets.stage.sandbox;
  const place = tickets.guild.channel(channel);
  const write = (options: object) =>
    createMessage(world, place, { author: creator.user, ...options } as never);
  const forward = (original: Message) =>
    write({
      flags: MessageFlags.HasSnapshot,
      reference: referenceTo(original, MessageReferenceType.Forward),
      snapshots: [snapshotOf(original, world.view)],
    });
  const told = sam.say('the receipt says 40', {
    in: 'general',
    files: [{ name: 'receipt.txt', content: 'forty' }],
  });
  const other = sam.say('nobody answers the phone', { in: 'general' });
  const sticker = { id: '900000000000000001', format_type: 1 };
  const edited = write({ content: 'look at it', stickers: [{ ...sticker, name: 'Sad cat' }] });
  const alone = write({ stickers: [{ ...sticker, name: 'Angry dog' }] });
  const general = tickets.guild.channel('general').messages;
  const forwards = [told, other].map(({ id }) => forward(general.get(id)!));
  await stage.heard(ticket, 4);
  creator.edits(edited, 'look at them');
  await sam.until(async () =>
    (await stage.ofTicket('captured_message', ticket)).some(({ text }) => text === 'look at them'),
  );
  creator.deletes(edited);
  deleteMessages(world, place, [alone, ...forwards]);
  await sam.until(async () =>
    (await stage.ofTicket('captured_message', ticket)).every(({ deleted_at: at }) => at !== null),
  );
  // Whoever forwarded it need not have it any more.
  sam.deletes(told);
  const shown = await stage.asks(sam, ticket);
  const text = await read(shown.attachments, '.txt');
  for (const part of [
    'Sad cat',
    'look at it',
    'look at them',
    'Angry dog',
    'the receipt says 40',
    'receipt.txt',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain('nobody answers the phone');
  expect(text.match(/\(deleted /g)).toHaveLength(4);
});
