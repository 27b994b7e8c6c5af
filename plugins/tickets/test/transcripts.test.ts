import { expect } from 'vitest';
import { CapturedMessage } from '../entities/captured-message.ts';
import type { Ticket } from '../entities/ticket.ts';
import { Transcript } from '../entities/transcript.ts';
import { TranscriptAuthor } from '../entities/transcript-author.ts';
import type { Made } from '../transcripts/protocol.ts';
import { holdLimit } from '../transcripts.ts';
import { channel, eve, type Ground, guild, onEveryDatabase, sam } from './ground.ts';

/** An open ticket of Eve's. */
async function opened(ground: Ground): Promise<Ticket> {
  const { id } = (await ground.click((await ground.addType()).id)).unwrap();
  const { tickets } = ground;
  const find = async () => (await tickets.find(guild, id))!;
  await tickets.arrived(await find(), 'provisioning');
  await tickets.housed(await find(), channel);
  await tickets.arrived(await find(), 'open');
  return find();
}

const made = (messages = 3): Made => ({
  messages,
  authors: [eve, sam, '0'],
  staff: [{ name: 'ticket-0001-staff.html', size: 10 }],
  creator: [{ name: 'ticket-0001.html', size: 9 }],
});

const finished = (folder: string) => ({ folder, made: made(), lastMessage: '700000000000000003' });

const written = (id: string, author: string, text: string) => ({
  id,
  guild,
  channel,
  parent: null,
  author,
  authorName: 'somebody',
  at: new Date('2026-11-21T20:00:00Z'),
  text,
  files: [],
});

const [first, second, third] = ['700000000000000001', '700000000000000002', '700000000000000003'];

onEveryDatabase((test) => {
  test('a close asks for a transcript; its channel is held until it is made, and no longer than a while', async (ground) => {
    const ticket = await opened(ground);
    expect(await ground.transcripts.holds(ticket)).toBe(false);
    await ground.tickets.close(guild, ticket.id, sam);
    expect(ground.jobs.get(`transcript:${ticket.id}`)?.payload).toEqual({ guild, ticket: ticket.id });
    expect(await ground.transcripts.holds(ticket)).toBe(true);
    ground.advance(holdLimit);
    expect(await ground.transcripts.holds(ticket)).toBe(false);
  });

  test('a transcript that is made is posted and sent, and lets its channel go', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.delete(guild, ticket.id, sam);
    ground.jobs.clear();
    expect(await ground.transcripts.stored(ticket, 1, finished('a'))).toBeNull();
    expect([...ground.jobs.keys()].sort()).toEqual(
      [`post-transcript:${ticket.id}`, `send-transcript:${ticket.id}`, `settle:${ticket.id}`].sort(),
    );
    expect(await ground.transcripts.holds(ticket)).toBe(false);
    // A newer one takes its place, and says which folder is needed no more.
    expect(await ground.transcripts.stored(ticket, undefined, finished('b'))).toBe('a');
    expect((await ground.all(TranscriptAuthor)).map(({ user }) => user).sort()).toEqual([sam, eve].sort());
  });

  test('one that holds all is not sent to the creator again', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.close(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a'));
    await ground.transcripts.sent(ticket.id, 1);
    const row = (await ground.transcripts.of(ticket.id))!;
    await ground.transcripts.same(row, 2);
    expect(await ground.transcripts.of(ticket.id)).toMatchObject({ made: 2, sent: 2, folder: 'a' });
  });

  test('a transcript that nobody works at is asked for again', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.close(guild, ticket.id, sam);
    ground.jobs.clear();
    await ground.transcripts.doubt(guild);
    expect([...ground.jobs.keys()]).toEqual([`transcript:${ticket.id}`]);
    await ground.transcripts.stored(ticket, 1, finished('a'));
    ground.jobs.clear();
    await ground.transcripts.doubt(guild);
    expect([...ground.jobs.keys()]).toEqual([]);
  });

  test('what people wrote in a ticket is kept, with what it said before and when it was deleted', async (ground) => {
    await opened(ground);
    const { captures } = ground;
    await captures.written(written(first!, eve, 'one'));
    await captures.written(written(first!, eve, 'told twice'));
    await captures.written(written(second!, eve, 'two'));
    await captures.written({ ...written(third!, eve, 'elsewhere'), channel: '300000000000000009' });
    await captures.edited(first!, 'uno', new Date('2026-11-21T20:01:00Z'));
    await captures.edited(first!, 'uno', new Date('2026-11-21T20:02:00Z'));
    await captures.deleted([second!, third!], ground.now());
    const rows = await captures.between(channel, '0', undefined, 10);
    expect(rows.map(({ text, history, deletedAt }) => [text, history, deletedAt])).toEqual([
      ['uno', [{ at: '2026-11-21T20:01:00.000Z', text: 'one' }], null],
      ['two', [], ground.now()],
    ]);
    expect((await captures.between(channel, first!, undefined, 10)).map(({ id }) => id)).toEqual([second]);
  });

  test('a transcript of a ticket without a channel lets go of what was kept for it', async (ground) => {
    const ticket = await opened(ground);
    await ground.captures.written(written(first!, eve, 'one'));
    await ground.tickets.lost(ticket);
    await ground.transcripts.stored(ticket, 1, finished('a'));
    expect(await ground.all(CapturedMessage)).toEqual([]);
  });

  test('so does the end of a channel that waited for its transcript', async (ground) => {
    const ticket = await opened(ground);
    await ground.captures.written(written(first!, eve, 'one'));
    await ground.tickets.delete(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a'));
    expect(await ground.all(CapturedMessage)).toHaveLength(1);
    await ground.tickets.arrived((await ground.tickets.find(guild, ticket.id))!, 'deleted');
    expect(await ground.all(CapturedMessage)).toEqual([]);
  });

  test('a ticket whose channel went without a transcript keeps what was written until there is one', async (ground) => {
    const ticket = await opened(ground);
    await ground.captures.written(written(first!, eve, 'one'));
    await ground.tickets.delete(guild, ticket.id, sam);
    await ground.tickets.arrived((await ground.tickets.find(guild, ticket.id))!, 'deleted');
    expect(await ground.all(CapturedMessage)).toHaveLength(1);
    await ground.transcripts.stored(ticket, 1, finished('a'));
    expect(await ground.all(CapturedMessage)).toEqual([]);
  });

  test('whoever is forgotten: their own transcripts go, from others they are taken out', async (ground) => {
    const ticket = await opened(ground);
    await ground.captures.written(written(first!, sam, 'from Sam'));
    await ground.captures.written(written(second!, eve, 'from Eve'));
    await ground.tickets.close(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a'));
    ground.jobs.clear();
    await ground.transaction((em) => ground.transcriptErasures.forgetUser(em, sam));
    expect([...ground.jobs.values()].map(({ name, payload }) => [name, payload])).toEqual([
      ['forget-in-transcript', { place: guild, ticket: ticket.id, user: sam }],
    ]);
    expect((await ground.all(CapturedMessage)).map(({ author }) => author)).toEqual([eve]);
    ground.jobs.clear();
    await ground.transaction((em) => ground.transcriptErasures.forgetUser(em, eve));
    expect([...ground.jobs.values()].map(({ name }) => name)).toEqual(['erase-transcript']);
    expect([await ground.all(Transcript), await ground.all(TranscriptAuthor)]).toEqual([[], []]);
  });

  test('a server that is forgotten leaves no row, and its files are removed', async (ground) => {
    const ticket = await opened(ground);
    await ground.captures.written(written(first!, sam, 'from Sam'));
    await ground.tickets.close(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a'));
    await ground.transaction((em) => ground.transcriptErasures.forgetGuild(em, guild));
    expect(await ground.all(CapturedMessage)).toEqual([]);
    expect(await ground.all(Transcript)).toEqual([]);
    expect(await ground.all(TranscriptAuthor)).toEqual([]);
    expect([...ground.jobs.values()].map(({ name }) => name)).toContain('erase-transcripts');
  });
});
