import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { dataDutiesOf } from '../data-duties.ts';
import { CapturedMessage } from '../entities/captured-message.ts';
import { ForgottenPerson } from '../entities/forgotten-person.ts';
import type { Ticket } from '../entities/ticket.ts';
import { Transcript } from '../entities/transcript.ts';
import { TranscriptPerson } from '../entities/transcript-person.ts';
import { ownTickets } from '../ticket/own-tickets.ts';
import { tidyAll } from '../transcripts/attempts.ts';
import type { Written } from '../transcripts/captures.ts';
import { homesOf } from '../transcripts/homes.ts';
import { copyMessageFiles } from '../transcripts/message-files.ts';
import type { Made } from '../transcripts/protocol.ts';
import { type Finished, holdLimit } from '../transcripts/transcripts.ts';
import { channel, eve, type Ground, guild, onEveryDatabase, sam } from './ground.ts';

/** In seconds. */
const day = 24 * 60 * 60;

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
  people: [eve, sam, '0'],
  staff: [{ name: 'ticket-0001-staff.html', size: 10 }],
  creator: [{ name: 'ticket-0001.html', size: 9 }],
});

/** A transcript that is made at a moment. */
const finished = (folder: string, { now }: Pick<Ground, 'now'>, news = true): Finished => ({
  folder,
  made: made(),
  lastMessages: { [channel]: '700000000000000003' },
  readAt: now(),
  askedAt: now(),
  news,
});

const written = (id: string, author: string, text: string): Written => ({
  id,
  guild,
  channel,
  thread: null,
  author,
  authorName: 'somebody',
  at: new Date('2026-11-21T20:00:00Z'),
  text,
  files: [],
  more: {},
});

const file = (id: string) => ({ id, name: `${id}.pdf`, size: 10, url: `https://cdn.example/${id}` });

/** What becomes of transcripts and of what was kept for them when somebody is forgotten. */
const forget = (ground: Ground, user: string) =>
  ground.transaction(async (em) =>
    ground.transcriptErasures.forgetUser(em, user, await ownTickets(em, user)),
  );

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
    expect(await ground.transcripts.stored(ticket, 1, finished('a', ground))).toBeNull();
    expect([...ground.jobs.keys()].sort()).toEqual(
      [`post-transcript:${ticket.id}`, `send-transcript:${ticket.id}`, `settle:${ticket.id}`].sort(),
    );
    expect(await ground.transcripts.holds(ticket)).toBe(false);
    // A newer one takes its place, and says which folder is needed no more.
    expect(await ground.transcripts.stored(ticket, 0, finished('b', ground))).toBe('a');
    expect((await ground.all(TranscriptPerson)).map(({ user }) => user).sort()).toEqual([sam, eve].sort());
  });

  test('a transcript whose creator is forgotten while it is made is not kept', async (ground) => {
    const { id } = await opened(ground);
    await ground.tickets.close(guild, id, sam);
    await ground.tickets.arrived((await ground.tickets.find(guild, id))!, 'closed');
    const ticket = (await ground.tickets.find(guild, id))!;
    await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve));
    expect(await ground.transcripts.stored(ticket, 1, finished('a', ground))).toBe('a');
    expect(await ground.transcripts.of(id)).toBeUndefined();
  });

  test('one that holds all is not sent to the creator again', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.close(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
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
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
    ground.jobs.clear();
    await ground.transcripts.doubt(guild);
    expect([...ground.jobs.keys()]).toEqual([]);
  });

  test('a transcript that Discord did not let us post is posted again', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.close(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
    const thing = { guild, ticket: ticket.id };
    await ground.transcriptPosts.begin(thing, '300000000000000002');
    ground.jobs.clear();
    await ground.transcripts.doubt(guild);
    expect([...ground.jobs.keys()]).toEqual([]);
    await ground.transcriptPosts.troubled(thing, 'forbidden');
    await ground.transcripts.doubt(guild);
    expect([...ground.jobs.keys()]).toEqual([`post-transcript:${ticket.id}`]);
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
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
    expect(await ground.all(CapturedMessage)).toEqual([]);
  });

  test('so does the end of a channel that waited for its transcript', async (ground) => {
    const ticket = await opened(ground);
    await ground.captures.written(written(first!, eve, 'one'));
    await ground.tickets.delete(guild, ticket.id, sam);
    ground.advance(1);
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
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
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
    expect(await ground.all(CapturedMessage)).toEqual([]);
  });

  test('whoever is forgotten: their own transcripts go, from others they are taken out', async (ground) => {
    const ticket = await opened(ground);
    await ground.captures.written(written(first!, sam, 'from Sam'));
    await ground.captures.written(written(second!, eve, 'from Eve'));
    await ground.tickets.close(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
    ground.jobs.clear();
    await forget(ground, sam);
    expect([...ground.jobs.values()].map(({ name, payload }) => [name, payload])).toEqual([
      ['forget-in-transcript', { place: guild, ticket: ticket.id }],
    ]);
    expect((await ground.all(CapturedMessage)).map(({ author }) => author)).toEqual([eve]);
    ground.jobs.clear();
    await forget(ground, eve);
    expect([...ground.jobs.values()].map(({ name }) => name)).toEqual(['erase-transcript']);
    expect([await ground.all(Transcript), await ground.all(TranscriptPerson)]).toEqual([[], []]);
  });

  test('what a crash left of a transcript that was rewritten, or of one whose creator was forgotten meanwhile, is swept away', async (ground) => {
    const root = await mkdtemp(join(tmpdir(), 'guildhall-'));
    const ticket = await opened(ground);
    const home = join(root, guild, ticket.id);
    const left = () => readdir(home).then((names) => names.sort());
    const there = async (names: Readonly<Record<string, number>>) => {
      for (const [name, days] of Object.entries(names)) {
        await mkdir(join(home, name), { recursive: true });
        const at = Date.now() / 1_000 - days * day;
        await utimes(join(home, name), at, at);
      }
    };
    const sweep = () => tidyAll(root, (tickets) => homesOf(ground.host.database.read(), tickets));
    try {
      // Files that were put into an open ticket are copied before there is a transcript.
      await there({ files: 9, 'begun-now': 0 });
      await sweep();
      expect(await left()).toEqual(['begun-now', 'files']);

      await ground.tickets.close(guild, ticket.id, sam);
      await ground.transcripts.stored(ticket, 1, finished(`transcripts/${guild}/${ticket.id}/old`, ground));
      const { folder } = (await ground.transcripts.of(ticket.id))!;
      const after = { ...finished(`transcripts/${guild}/${ticket.id}/new`, ground) };
      await ground.transcripts.rewritten(ticket.id, folder!, after);
      await there({ old: 3, new: 2 });
      await sweep();
      expect(await left()).toEqual(['begun-now', 'files', 'new']);

      await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, eve));
      expect(await ground.transcripts.stored(ticket, 1, finished('begun-now', ground))).toBe('begun-now');
      await there({ 'begun-now': 2 });
      await sweep();
      expect(await left()).toEqual([]);

      // Of tickets that nobody knows nothing is touched.
      await mkdir(join(root, guild, 'unknown', 'old'), { recursive: true });
      await utimes(join(root, guild, 'unknown', 'old'), 0, 0);
      await sweep();
      expect(await readdir(join(root, guild, 'unknown'))).toEqual(['old']);
    } finally {
      await rm(root, { recursive: true });
    }
  });

  test('a server that is forgotten leaves no row, and its files are removed', async (ground) => {
    const ticket = await opened(ground);
    await ground.captures.written(written(first!, sam, 'from Sam'));
    await ground.tickets.close(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
    await ground.transaction((em) => ground.transcriptErasures.forgetGuild(em, guild));
    expect(await ground.all(CapturedMessage)).toEqual([]);
    expect(await ground.all(Transcript)).toEqual([]);
    expect(await ground.all(TranscriptPerson)).toEqual([]);
    expect([...ground.jobs.values()].map(({ name }) => name)).toContain('erase-transcripts');
  });

  test('the end of a hold is a job of its own, which the transcript makes needless', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.delete(guild, ticket.id, sam);
    expect(ground.jobs.get(`end-hold:${ticket.id}`)).toMatchObject({
      name: 'end-hold',
      runAt: new Date(ground.now().getTime() + holdLimit),
    });
    ground.jobs.clear();
    await ground.transcripts.endHold(guild, ticket.id);
    expect([...ground.jobs.keys()]).toEqual([`settle:${ticket.id}`]);
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
    await ground.tickets.arrived((await ground.tickets.find(guild, ticket.id))!, 'deleted');
    ground.jobs.clear();
    await ground.transcripts.endHold(guild, ticket.id);
    expect([...ground.jobs.keys()]).toEqual([]);
  });

  test('a transcript that was asked for before the close leaves the one for the close to be made', async (ground) => {
    const ticket = await opened(ground);
    const asked = finished('a', ground);
    ground.advance(1_000);
    await ground.tickets.close(guild, ticket.id, sam);
    ground.jobs.clear();
    await ground.transcripts.stored(ticket, 0, asked);
    expect([...ground.jobs.keys()]).toEqual([`transcript:${ticket.id}`]);
    const [row, closed] = [
      await ground.transcripts.of(ticket.id),
      await ground.tickets.find(guild, ticket.id),
    ];
    expect(row).toMatchObject({ wanted: 1, made: 0, sent: 0 });
    expect(await ground.transcripts.isOld(row!, closed!)).toBe(true);
    await ground.transcripts.stored(ticket, 1, finished('b', ground));
    expect(await ground.transcripts.of(ticket.id)).toMatchObject({ made: 1, sent: 0 });
    expect(ground.jobs.has(`send-transcript:${ticket.id}`)).toBe(true);
  });

  test('of two that are made at once the one that was read later counts, and the other one is needless', async (ground) => {
    const ticket = await opened(ground);
    await ground.transcripts.stored(ticket, 0, finished('a', ground));
    ground.advance(1_000);
    const older = finished('b', ground);
    ground.advance(1_000);
    const newer = finished('c', ground);
    expect(await ground.transcripts.stored(ticket, 0, newer)).toBe('a');
    expect(await ground.transcripts.stored(ticket, 0, older)).toBe('b');
    expect(await ground.transcripts.of(ticket.id)).toMatchObject({ folder: 'c', readAt: newer.readAt });
    ground.advance(1_000);
    const last = ['d', 'e', 'f'].map((folder) => finished(folder, ground));
    const needless = await Promise.all(last.map((one) => ground.transcripts.stored(ticket, 0, one)));
    // None was stored over another without saying so: each folder is named, or needless.
    const { folder } = (await ground.transcripts.of(ticket.id))!;
    expect([...needless, folder].sort()).toEqual(['c', 'd', 'e', 'f']);
  });

  test('one that was read after the close serves it, and is sent', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.close(guild, ticket.id, sam);
    const closed = (await ground.tickets.find(guild, ticket.id))!;
    await ground.transcripts.stored(ticket, 0, finished('a', ground));
    const row = (await ground.transcripts.of(ticket.id))!;
    expect(await ground.transcripts.isOld(row, closed)).toBe(false);
    await ground.transcripts.same(row, 1);
    expect(await ground.transcripts.of(ticket.id)).toMatchObject({ made: 1, sent: 0 });
  });

  test('what is written, edited or deleted after it was read is news, wherever in the ticket', async (ground) => {
    const ticket = await opened(ground);
    const { captures, transcripts } = ground;
    const thread = { name: 'side', parent: channel, isPrivate: false };
    const inThread = { ...written(second!, eve, 'two'), channel: '300000000000000009', thread };
    await captures.written(written(first!, eve, 'one'));
    const later = new Date('2026-11-21T20:05:00Z');
    for (const happens of [
      () => captures.written(inThread),
      () => captures.edited(first!, 'uno', later),
      () => captures.deleted([second!], later),
    ]) {
      ground.advance(1_000);
      await transcripts.stored(ticket, 0, finished('a', ground));
      const row = (await transcripts.of(ticket.id))!;
      ground.advance(1_000);
      expect(await transcripts.isOld({ ...row, readAt: ground.now() }, ticket)).toBe(false);
      await happens();
      expect(await transcripts.isOld(row, ticket)).toBe(true);
    }
  });

  test('what comes in while a channel goes is in the transcript that is made of it next', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.delete(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
    ground.advance(1_000);
    await ground.captures.written(written(first!, eve, 'the last words'));
    ground.jobs.clear();
    await ground.tickets.arrived((await ground.tickets.find(guild, ticket.id))!, 'deleted');
    expect(await ground.all(CapturedMessage)).toHaveLength(1);
    expect(ground.jobs.has(`transcript:${ticket.id}`)).toBe(true);
    ground.advance(1_000);
    await ground.transcripts.stored(ticket, 2, finished('b', ground));
    expect(await ground.all(CapturedMessage)).toEqual([]);
  });

  test('the same once more is not sent again; what is new is', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.close(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 1, finished('a', ground));
    await ground.transcripts.sent(ticket.id, 1);
    await ground.tickets.arrived((await ground.tickets.find(guild, ticket.id))!, 'closed');
    await ground.tickets.delete(guild, ticket.id, sam);
    await ground.transcripts.stored(ticket, 2, finished('b', ground, false));
    expect(await ground.transcripts.of(ticket.id)).toMatchObject({ made: 2, sent: 2, folder: 'b' });
  });

  test('it is known of what was kept where it was written, and what only staff saw', async (ground) => {
    const ticket = await opened(ground);
    const { captures } = ground;
    const inside = (id: string, at: string, isPrivate: boolean): Written => ({
      ...written(id, sam, 'in a thread'),
      channel: at,
      thread: { name: isPrivate ? 'staff' : 'side', parent: channel, isPrivate },
    });
    // Staff write first: the order of messages says nothing about whose channel it is.
    await captures.written(inside(first!, '300000000000000008', true));
    await captures.written(inside(second!, '300000000000000009', false));
    await captures.written(written(third!, eve, 'in the channel'));
    expect(await captures.channelsOf(ticket.id)).toEqual([
      { id: channel, name: '', own: true },
      { id: '300000000000000008', name: 'staff', hidden: true },
      { id: '300000000000000009', name: 'side' },
    ]);
  });

  test('files are copied by one job for all that come within a while', async (ground) => {
    const ticket = await opened(ground);
    const { captures } = ground;
    ground.jobs.clear();
    await captures.written({ ...written(first!, eve, ''), files: [file('81')] });
    ground.advance(3_000);
    const more = { forward: { text: '', files: [file('82')] } };
    await captures.written({ ...written(second!, eve, ''), more });
    await captures.written(written(third!, eve, 'no file'));
    expect([...ground.jobs.values()]).toEqual([
      { name: 'copy-files', payload: { guild, ticket: ticket.id }, runAt: expect.any(Date) },
    ]);
    const [job] = [...ground.jobs.values()];
    expect(job!.runAt!.getTime() - ground.now().getTime()).toBeLessThanOrEqual(10_000);
    for (const id of [first!, second!]) {
      expect(await captures.uncopied(ticket.id)).toMatchObject({ id });
      expect(await captures.copied(id)).toBe(true);
    }
    expect(await captures.uncopied(ticket.id)).toBeUndefined();
    expect(await captures.copied('gone')).toBe(false);
    // Those of the next while have a job of their own: nothing puts the first one off.
    ground.advance(10_000);
    await captures.written({ ...written('700000000000000004', eve, ''), files: [file('83')] });
    expect(ground.jobs.size).toBe(2);
  });

  test('of messages whose author is forgotten while their files are copied no copy stays; the end of a ticket takes none', async (ground) => {
    const ticket = await opened(ground);
    const { captures, forgetting } = ground;
    await captures.written({ ...written(first!, sam, ''), files: [file('81')] });
    await captures.written({ ...written(second!, sam, ''), files: [file('82')] });
    await captures.written({ ...written(third!, eve, ''), files: [file('83')] });
    ground.advance(1_000);
    const there = new Set<string>();
    const files = {
      file: async ({ id }: { id: string }) => {
        there.add(id);
        if (id === '81') {
          await forget(ground, sam);
        } else {
          await ground.transaction((em) => captures.over(em, ticket.id));
        }
        return file(id);
      },
      removeIds: async (ids: readonly string[]) => ids.forEach((id) => void there.delete(id)),
    };
    expect(await copyMessageFiles(ticket.id, { captures, forgetting, files: files as never })).toBe(false);
    expect([...there]).toEqual(['83']);
  });

  test('what is told of a message while it is written down is noted after that', async (ground) => {
    await opened(ground);
    const { captures } = ground;
    await Promise.all([
      captures.written(written(first!, eve, 'one')),
      captures.edited(first!, 'two', ground.now()),
      captures.deleted([first!, second!], ground.now()),
      captures.written(written(second!, eve, 'three')),
    ]);
    expect(await ground.all(CapturedMessage)).toMatchObject([
      { id: first, text: 'two', history: [{ text: 'one' }], deletedAt: ground.now() },
      { id: second, text: 'three', deletedAt: null },
    ]);
  });

  test('whoever is forgotten is remembered by a mark only, and their files are removed', async (ground) => {
    const ticket = await opened(ground);
    await ground.captures.written({ ...written(first!, sam, ''), files: [file('81')] });
    ground.jobs.clear();
    const before = ground.now();
    await forget(ground, sam);
    expect([...ground.jobs.values()].map(({ name, payload }) => [name, payload])).toEqual([
      ['remove-files', { place: guild, ticket: ticket.id, files: ['81'] }],
    ]);
    expect(JSON.stringify(await ground.all(ForgottenPerson))).not.toContain(sam);
    const among = (people: string[]) => ground.transaction((em) => ground.forgetting.among(em, people));
    expect(await among([eve, sam])).toEqual({ [sam]: before.getTime() });
    expect(await among([eve])).toEqual({});
  });

  test('who asks to be forgotten while a transcript is made is taken out of it next', async (ground) => {
    const ticket = await opened(ground);
    await ground.tickets.close(guild, ticket.id, sam);
    const begun = finished('a', ground);
    ground.advance(1_000);
    await forget(ground, sam);
    ground.jobs.clear();
    await ground.transcripts.stored(ticket, 1, begun);
    expect(ground.jobs.get(`forget-in-transcript:${ticket.id}`)?.payload).toEqual({
      place: guild,
      ticket: ticket.id,
    });
    ground.jobs.clear();
    await ground.transcripts.rewritten(ticket.id, 'a', { ...begun, folder: 'b', askedAt: ground.now() });
    expect(ground.jobs.has(`forget-in-transcript:${ticket.id}`)).toBe(false);
  });
});
