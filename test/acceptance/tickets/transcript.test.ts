import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Member, ShownAttachment, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketRow, type TicketsStage } from './tickets-stage.ts';

/** What becomes of all that was written in a ticket. */
let tickets: TicketsStage;
let sam: Member;

const messagesRoute = '/channels/:channel/messages';
/** A picture of one pixel. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  tickets = await startTickets({ channels: ['general', 'transcripts'] });
  ({ sam } = tickets);
  await tickets.addType();
  await tickets.choose('transcriptChannel', 'transcripts');
});
afterAll(() => tickets?.stage.stop());

/** A ticket of somebody who has none, with its message there. */
async function opened() {
  const creator = tickets.guest();
  const { ticket, channel } = await tickets.open(creator);
  await creator.until(() => creator.sees(channel).messages.length > 0);
  return { creator, ticket, channel };
}

/** The messages in the channel for transcripts that are about a ticket. */
const postsOf = ({ number }: Pick<TicketRow, 'number'>) =>
  sam
    .sees('transcripts')
    .messages.filter(({ text }) => text.includes(`ticket ${String(number).padStart(4, '0')}`));

/** Waits for the transcript of a ticket in its channel. */
const posted = (ticket: TicketRow): Promise<ShownMessage> =>
  sam.until(() => postsOf(ticket).find(({ attachments }) => attachments.length > 0));

/** The direct messages that somebody has from the bot. */
const lettersOf = (person: Member) => person.dms(tickets.stage.account).messages;

async function read(files: readonly ShownAttachment[], ending: string): Promise<string> {
  const file = files.find(({ name }) => name.endsWith(ending));
  if (!file) {
    throw new Error(`no ${ending} among ${files.map(({ name }) => name)}`);
  }
  return (await fetch(file.url)).text();
}

/** The words of a page, as somebody reads them. */
const wordsOf = (html: string) =>
  html.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ').replace(/\s+/g, ' ');

const ofTicket = (table: string, ticket: TicketRow) =>
  tickets.stage.database.rows<Record<string, unknown>>(
    `select * from tickets__${table} where ticket = ?`,
    ticket.id,
  );

test('closing a ticket gives staff everything, and its creator what they saw', async () => {
  const { creator, ticket, channel } = await opened();
  creator.say('Where is **my order**?', {
    in: channel,
    files: [{ name: 'dot.png', content: dot, type: 'image/png' }],
  });
  const edited = creator.say('It is 11', { in: channel });
  const deleted = creator.say('my password is cheese', { in: channel });
  const thread = sam.startsThread(channel, 'side talk', 'in a thread');
  await sam.until(async () => (await ofTicket('captured_message', ticket)).length === 4);
  creator.edits(edited, 'It is 12');
  creator.deletes(deleted);
  sam.say('On its way', { in: channel, replyTo: edited });
  sam.react(edited, '👍');
  await sam.slash('/ticket note', { text: 'asks every week' }, { in: channel });
  await sam.until(async () => {
    const rows = await ofTicket('captured_message', ticket);
    return rows.filter(({ changed }) => Number(changed) === 1 || changed === true).length === 2;
  });
  await sam.slash('/ticket close', { reason: 'sent' }, { in: channel });

  const post = await posted(ticket);
  expect(post.shows('Reason: sent')).toBe(true);
  expect(post.attachments.map(({ name }) => name)).toEqual([
    'ticket-0001-staff.html',
    'ticket-0001-staff.txt',
    'ticket-0001-staff.json',
  ]);
  const page = await read(post.attachments, '.html');
  const words = wordsOf(page);
  for (const part of [
    'my order',
    'It is 11',
    'It is 12',
    'my password is cheese',
    'On its way',
    'asks every week',
  ]) {
    expect(words).toContain(part);
  }
  expect(words).toContain('in a thread');
  expect(words).toContain('👍 1');
  expect(page).toContain(`src="data:image/png;base64,${dot.toString('base64')}"`);
  expect(await read(post.attachments, '.txt')).toContain('my password is cheese');
  const data = JSON.parse(await read(post.attachments, '.json'));
  expect(data.sections.map(({ name }: { name: string }) => name)).toEqual(['', thread.name]);

  const [letter] = await creator.until(() =>
    lettersOf(creator).length > 0 ? lettersOf(creator) : undefined,
  );
  const own = wordsOf(await read(letter!.attachments, '.html'));
  expect(own).toContain('It is 12');
  for (const hidden of ['my password is cheese', 'It is 11', 'asks every week']) {
    expect(own).not.toContain(hidden);
    expect(await read(letter!.attachments, '.txt')).not.toContain(hidden);
  }

  const home = join(tickets.stage.data, 'tickets', 'transcripts', tickets.guild.id, ticket.id);
  const folders = (await readdir(home)).filter((name) => name !== 'files');
  expect(folders).toHaveLength(1);
  expect(await readdir(join(home, folders[0]!))).toEqual(
    expect.arrayContaining(['files', 'ticket-0001-staff.html', 'ticket-0001.html', 'ticket-0001.json']),
  );
});

test('staff and the creator get it whenever they ask, each their version; others do not', async () => {
  const { creator, ticket, channel } = await opened();
  creator.say('still here', { in: channel });
  const forStaff = await sam.slash('/ticket transcript', {}, { in: channel, timeout: 30_000 });
  await sam.until(() => forStaff.message?.attachments.length === 3);
  expect(forStaff.message!.attachments[0]!.name).toMatch(/-staff\.html$/);
  const forCreator = await creator.slash('/ticket transcript', { ticket: String(ticket.number) });
  await creator.until(() => forCreator.message?.attachments.length === 3);
  expect(forCreator.message!.attachments[0]!.name).not.toContain('staff');
  expect(wordsOf(await read(forCreator.message!.attachments, '.html'))).toContain('still here');
  const other = await tickets.bob.slash('/ticket transcript', { ticket: String(ticket.number) });
  expect(other.text).not.toContain('Transcript of');
  expect(postsOf(ticket)).toEqual([]);
});

test('while Discord does not give the messages, the ticket is closed all the same; the transcript comes later', async () => {
  const { creator, ticket, channel } = await opened();
  creator.say('before the trouble', { in: channel });
  const { faults } = tickets.stage.sandbox;
  const down = faults.add({ kind: 'rest', method: 'GET', route: messagesRoute, status: 500 });
  await sam.slash('/ticket close', { reason: 'x' }, { in: channel });
  await tickets.arrives(ticket.id, 'closed');
  await sam.until(() => faults.list().some(({ id, struck }) => id === down && struck > 0));
  expect(postsOf(ticket)).toEqual([]);
  faults.clear();
  await tickets.advance(minutes(11));
  expect(wordsOf(await read((await posted(ticket)).attachments, '.html'))).toContain('before the trouble');
});

test('a ticket that is deleted at once keeps its channel until all was read', async () => {
  const { creator, ticket, channel } = await opened();
  const { faults } = tickets.stage.sandbox;
  // What the bot did not hear of is only in the channel.
  const unheard = faults.add({ kind: 'event', event: 'MESSAGE_CREATE', action: 'lose' });
  creator.say('the last words', { in: channel });
  faults.remove(unheard);
  faults.add({ kind: 'rest', method: 'GET', route: messagesRoute, status: 500 });
  const asked = await sam.slash('/ticket delete', {}, { in: channel });
  await sam.click('Delete for good', { on: asked });
  await tickets.arrives(ticket.id, 'deleting');
  expect(tickets.guild.channels).toContain(channel);
  faults.clear();
  await tickets.advance(minutes(11));
  await tickets.arrives(ticket.id, 'deleted');
  expect(tickets.guild.channels).not.toContain(channel);
  expect(wordsOf(await read((await posted(ticket)).attachments, '.html'))).toContain('the last words');
  expect(await ofTicket('captured_message', ticket)).toEqual([]);
});

test('a channel that somebody deletes by hand leaves a transcript of what the bot saw', async () => {
  const { creator, ticket, channel } = await opened();
  creator.say('seen in time', { in: channel });
  await sam.until(async () => (await ofTicket('captured_message', ticket)).length === 1);
  tickets.guild.deleteChannel(channel);
  await tickets.arrives(ticket.id, 'deleted');
  expect(wordsOf(await read((await posted(ticket)).attachments, '.html'))).toContain('seen in time');
});

test('a bot that dies while it makes a transcript makes it after its start, and posts and sends it once', async () => {
  const { creator, ticket, channel } = await opened();
  creator.say('survives', { in: channel });
  const { faults } = tickets.stage.sandbox;
  const slow = faults.add({ kind: 'rest', method: 'GET', route: messagesRoute, delay: 4_000 });
  await sam.slash('/ticket close', { reason: 'x' }, { in: channel });
  await sam.until(() => faults.list().some(({ id, struck }) => id === slow && struck > 0));
  await tickets.stage.bot.kill9();
  faults.clear();
  creator.openDms();
  await tickets.stage.bot.start();
  const post = await posted(ticket);
  expect(wordsOf(await read(post.attachments, '.html'))).toContain('survives');
  await creator.until(() => lettersOf(creator).length > 0);
  // The jobs of an older run are over when this is done: nothing comes twice.
  await tickets.advance(minutes(11));
  await sam.until(async () => (await tickets.stage.bot.status()).jobs.running === 0);
  expect(postsOf(ticket)).toHaveLength(1);
  expect(lettersOf(creator)).toHaveLength(1);
});
