import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seconds } from '../../stage/feature-stage.ts';
import { bytesOf, read, TranscriptStage } from './transcript-stage.ts';

/** Whatever people attach is there as long as the transcript is, and whoever may read it gets it through Discord. */
let stage: TranscriptStage;

const megabyte = 1024 * 1024;

beforeAll(async () => {
  // Nothing is chosen for transcripts: they go to the log channel.
  stage = await TranscriptStage.start('logChannel');
});
afterAll(() => stage?.tickets.stage.stop());

/** Names of the copies of a ticket's files. */
const copiesOf = (ticket: { id: string }) =>
  readdir(
    join(stage.tickets.stage.data, 'tickets', 'transcripts', stage.tickets.guild.id, ticket.id, 'files'),
  ).catch(() => [] as string[]);

/** Lets the job run that copies what was gathered. */
const gathered = () => stage.tickets.advance(seconds(11));

test('a file is copied soon after it was written: who deletes the message, or the channel, takes nothing away', async () => {
  const { sam, tickets } = stage;
  const { creator, ticket, channel } = await stage.opened();
  const proof = { name: 'proof.pdf', content: 'the whole proof' };
  const message = creator.say('', { in: channel, files: [proof] });
  await stage.heard(ticket, 1);
  await gathered();
  await sam.until(async () => (await copiesOf(ticket)).some((name) => name.endsWith('-proof.pdf')));
  creator.deletes(message);
  await sam.until(async () => (await stage.ofTicket('captured_message', ticket))[0]!.deleted_at !== null);
  tickets.guild.deleteChannel(channel);
  const post = await stage.posted(ticket);
  expect(await read(post.attachments, '.txt')).toMatch(/📎 proof\.pdf \(15 B\) files\/\d+-proof\.pdf/);
  const archive = await bytesOf(post.attachments, '-staff-files.zip');
  expect(archive.subarray(0, 2).toString()).toBe('PK');
  expect(archive.toString('latin1')).toContain('the whole proof');
  // What was deleted is for staff: its file, too.
  await creator.until(() => stage.lettersOf(creator).length > 0);
  const [letter] = stage.lettersOf(creator);
  expect(letter!.attachments.map(({ name }) => name)).toEqual(['ticket-0001.html', 'ticket-0001.txt']);
  expect(letter!.text).not.toContain('does not fit');
});

test('files that do not fit into the message come with its button, an archive at a time; the page says where they are', async () => {
  const { sam, bob } = stage.tickets;
  const { creator, ticket, channel } = await stage.opened();
  for (const name of ['one.mp4', 'two.mp4']) {
    creator.say(name, { in: channel, files: [{ name, content: new Uint8Array(6 * megabyte).fill(65) }] });
  }
  await stage.heard(ticket, 2);
  await gathered();
  await sam.until(async () => (await copiesOf(ticket)).length === 2);
  await sam.slash('/ticket close', { reason: 'x' }, { in: channel });
  const post = await stage.posted(ticket);
  expect(post.text).toContain('2 files do not stand in the page');
  expect(await read(post.attachments, '.html')).toContain('not in this page');
  const first = await sam.click('Files', { on: post });
  await sam.until(() => first.message?.attachments.length === 1);
  expect(first.text).toContain('part 1 of 2');
  const second = await sam.click('More files', { on: first });
  await sam.until(() => second.message?.attachments.length === 1);
  expect(second.message!.buttons).toEqual([]);
  const archives = [first, second].map(({ message }) => message!.attachments);
  for (const [index, name] of ['one.mp4', 'two.mp4'].entries()) {
    expect((await bytesOf(archives[index]!, '.zip')).toString('latin1')).toMatch(`-${name}`);
  }
  // The creator reads how to get them, gets them so, and nobody else does.
  await creator.until(() => stage.lettersOf(creator).length > 0);
  const words = `\`/ticket transcript ticket:${ticket.number}\``;
  expect(stage.lettersOf(creator)[0]!.text).toContain(words);
  const own = await stage.asks(creator, ticket);
  const part = await creator.click('Files', { on: own });
  await creator.until(() => part.message?.attachments.length === 1);
  const refused = await bob.click('Files', { on: post }).catch(() => undefined);
  expect(refused?.message?.attachments ?? []).toEqual([]);
});

test('whoever is forgotten is in no transcript any more, nor in one that is made later, and their files are gone', async () => {
  const { sam, tickets } = stage;
  const { guild } = tickets;
  const zoe = guild.member('zoe-who-goes');
  const { creator, ticket, channel } = await stage.opened();
  await sam.slash('/ticket add', { who: zoe }, { in: channel });
  await zoe.until(() => zoe.sees(channel).messages.length > 0);
  zoe.say('words of mine', { in: channel, files: [{ name: 'mine.pdf', content: 'a file of mine' }] });
  creator.say(`thank you <@${zoe.id}>`, { in: channel });
  await stage.heard(ticket, 2);
  await gathered();
  await sam.until(async () => (await copiesOf(ticket)).length === 1);
  await sam.slash('/ticket close', { reason: 'x' }, { in: channel });
  await stage.posted(ticket, 'words of mine');
  const asked = await zoe.slash('/privacy erase');
  await zoe.click('Remove my data', { on: asked });
  await sam.until(async () => {
    const post = stage.postsOf(ticket)[0]!;
    return !(await read(post.attachments, '.txt')).includes('words of mine');
  });
  // Discord has them still, and gives them again: something new has all of it read once more.
  sam.say('one thing more', { in: channel });
  await stage.heard(ticket, 2);
  for (const file of ['.html', '.txt', '.json']) {
    const text = await read((await stage.asks(sam, ticket)).attachments, file);
    expect(text).toContain('one thing more');
    expect(text).not.toMatch(/words of mine|zoe-who-goes|mine\.pdf/);
    expect(text).not.toContain(zoe.id);
  }
  await sam.until(async () => (await copiesOf(ticket)).length === 0);
  const marks = await tickets.stage.database.rows('select * from tickets__forgotten_person');
  expect(JSON.stringify(marks)).not.toContain(zoe.id);
});
