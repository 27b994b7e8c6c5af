import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Label } from '../entities/label.ts';
import { Note } from '../entities/note.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketLabel } from '../entities/ticket-label.ts';
import { labelLimit, labelsOnTicket } from '../ticket/labels.ts';
import { noteLimit, notesLimit } from '../ticket/notes.ts';
import { eve, type Ground, guild, onEveryDatabase, sam, tim } from './ground.ts';
import { opened, settle } from './settled.ts';

const rowOf = async (ground: Ground, id: string) => (await ground.tickets.find(guild, id))!;
const lastDeed = (ground: Ground) => ground.audit.at(-1)!;

onEveryDatabase((test) => {
  test('a colleague who is given a ticket has it, whoever had it before', async (ground) => {
    const id = await opened(ground);
    expect((await ground.work.handOver(guild, id, tim, sam)).unwrap().claimedBy).toBe(tim);
    expect(lastDeed(ground)).toMatchObject({ action: 'transfer', actor: sam, to: tim });
    expect((await ground.work.handOver(guild, id, sam, tim)).unwrap().claimedBy).toBe(sam);
    expect(lastDeed(ground)).toMatchObject({ from: tim, to: sam });
    expect(codeOf(await ground.work.handOver(guild, id, sam, tim))).toBe('claimed');
    await ground.tickets.close(guild, id, sam);
    expect(codeOf(await ground.work.handOver(guild, id, tim, sam))).toBe('not-open');
  });

  test('whoever gets a ticket takes a place of theirs for it, and leaves the one of the creator before', async (ground) => {
    const id = await opened(ground);
    const { type } = await rowOf(ground, id);
    await ground.tickets.add(guild, id, { subject: tim, kind: 'user' }, sam);
    const after = (await ground.work.giveTo(guild, id, tim, sam)).unwrap();
    expect([after.creator, after.slotKey]).toEqual([tim, `${type}:${tim}:0`]);
    expect(await ground.tickets.participants(id)).toEqual([]);
    expect(codeOf(await ground.work.giveTo(guild, id, tim, sam))).toBe('is-creator');
    expect(codeOf(await ground.click(type, tim))).toBe('too-many-tickets');
    expect((await ground.click(type, eve)).isOk()).toBe(true);
  });

  test('the creator before stays where that is asked for; who has a ticket of the type gets no second one', async (ground) => {
    const id = await opened(ground);
    const { type } = await rowOf(ground, id);
    (await ground.click(type, tim)).unwrap();
    expect(codeOf(await ground.work.giveTo(guild, id, tim, sam))).toBe('too-many-tickets');
    (await ground.work.giveTo(guild, id, sam, tim, true)).unwrap();
    expect((await ground.tickets.participants(id)).map(({ subject }) => subject)).toEqual([eve]);
  });

  test('a closed ticket that is given away takes no place', async (ground) => {
    const id = await opened(ground);
    await settle(ground, (await ground.tickets.close(guild, id, sam)).unwrap().id);
    expect((await ground.work.giveTo(guild, id, tim, sam)).unwrap().slotKey).toBeNull();
  });

  test('priority and pin are changed once, and the record says so', async (ground) => {
    const id = await opened(ground);
    expect((await ground.work.prioritize(guild, id, 'urgent', sam)).unwrap().priority).toBe(3);
    expect(lastDeed(ground)).toMatchObject({ action: 'priority', from: 'normal', to: 'urgent' });
    expect(codeOf(await ground.work.prioritize(guild, id, 'urgent', sam))).toBe('same-priority');
    const pinned = (await ground.work.pin(guild, id, true, sam)).unwrap();
    expect(pinned.pinnedAt).toEqual(ground.now());
    expect((await ground.work.pin(guild, id, true, tim)).unwrap().version).toBe(pinned.version);
    expect((await ground.work.pin(guild, id, false, sam)).unwrap().pinnedAt).toBeNull();
  });

  test('only a closed ticket is archived; it opens again from there', async (ground) => {
    const id = await opened(ground);
    expect(codeOf(await ground.work.archive(guild, id, sam))).toBe('not-closed');
    await settle(ground, (await ground.tickets.close(guild, id, sam)).unwrap().id);
    expect((await ground.work.archive(guild, id, sam)).unwrap().state).toBe('archived');
    (await ground.tickets.reopen(guild, id, sam)).unwrap();
    await settle(ground, id);
    expect((await rowOf(ground, id)).state).toBe('open');
  });

  test('notes are kept in their order, and the record tells nothing of what they say', async (ground) => {
    const id = await opened(ground);
    for (const text of ['first', ' second ', 'third', 'fourth']) {
      (await ground.notes.add(guild, id, text, sam)).unwrap();
      ground.advance(1_000);
    }
    expect((await ground.notes.of(id)).map(({ text }) => text)).toEqual([
      'first',
      'second',
      'third',
      'fourth',
    ]);
    const page = await ground.notes.page(id, 0);
    expect([page.rows.map(({ text }) => text), page.pages]).toEqual([['fourth', 'third', 'second'], 2]);
    expect(JSON.stringify(ground.audit)).not.toContain('second');
    const [first] = await ground.notes.of(id);
    (await ground.notes.remove(guild, id, first!.id, tim)).unwrap();
    expect(codeOf(await ground.notes.remove(guild, id, first!.id, tim))).toBe('no-such-note');
    expect(await ground.notes.count(id)).toBe(3);
  });

  test('a note has limits, and so has their number', async (ground) => {
    const id = await opened(ground);
    expect(codeOf(await ground.notes.add(guild, id, '  ', sam))).toBe('empty-note');
    expect(codeOf(await ground.notes.add(guild, id, 'x'.repeat(noteLimit + 1), sam))).toBe('note-length');
    for (let count = 0; count < notesLimit; count += 1) {
      (await ground.notes.add(guild, id, 'x', sam)).unwrap();
    }
    expect(codeOf(await ground.notes.add(guild, id, 'x', sam))).toBe('too-many-notes');
    expect(await ground.all(Note)).toHaveLength(notesLimit);
  });

  test('a label is made by its first use, whatever its capitals, and is gone everywhere when it is deleted', async (ground) => {
    const id = await opened(ground);
    (await ground.labels.put(guild, id, ' Needs   refund ', sam)).unwrap();
    expect(codeOf(await ground.labels.put(guild, id, 'needs REFUND', tim))).toBe('labelled-already');
    expect((await ground.labels.offered(guild)).map(({ name }) => name)).toEqual(['Needs refund']);
    expect((await ground.labels.on([id])).get(id)).toEqual(['Needs refund']);
    (await ground.labels.takeOff(guild, id, 'NEEDS refund', sam)).unwrap();
    expect(codeOf(await ground.labels.takeOff(guild, id, 'needs refund', sam))).toBe('not-labelled');
    (await ground.labels.put(guild, id, 'needs refund', sam)).unwrap();
    expect((await ground.labels.delete(guild, 'needs refund', sam)).unwrap()).toBe(1);
    expect([await ground.all(Label), await ground.all(TicketLabel)]).toEqual([[], []]);
    expect(codeOf(await ground.labels.delete(guild, 'needs refund', sam))).toBe('no-such-label');
  });

  test('a label that is deleted goes from the messages of all tickets that bore it; the types are known', async (ground) => {
    const [support, sales] = [(await ground.addType()).id, (await ground.addType('Sales')).id];
    const ids = [await opened(ground, eve, support), await opened(ground, eve, sales)];
    const over = await opened(ground, tim, (await ground.addType('Old')).id);
    for (const id of [...ids, over]) {
      (await ground.labels.put(guild, id, 'VIP', sam)).unwrap();
    }
    (await ground.tickets.delete(guild, over, sam)).unwrap();
    await settle(ground, over);
    expect((await ground.labels.typesWith(guild, 'vip')).sort()).toEqual([support, sales].sort());
    expect(await ground.labels.typesWith(guild, 'other')).toEqual([]);
    ground.jobs.clear();
    expect((await ground.labels.delete(guild, 'VIP', sam)).unwrap()).toBe(3);
    const drawn = [...ground.jobs.values()].filter(({ name }) => name === 'show-control');
    expect(drawn.map(({ payload }) => payload.ticket).sort()).toEqual(ids.toSorted());
  });

  test('two who make the same label at once make one', async (ground) => {
    const id = await opened(ground);
    const answers = await Promise.all(['VIP', 'vip'].map((name) => ground.labels.put(guild, id, name, sam)));
    expect(answers.map(codeOf).sort()).toEqual(['labelled-already', undefined]);
    expect(await ground.all(Label)).toHaveLength(1);
  });

  test('labels have limits', async (ground) => {
    const id = await opened(ground);
    for (let count = 0; count < labelLimit; count += 1) {
      (await ground.labels.put(guild, id, `label ${count}`, sam)).unwrap();
      if (count + 1 === labelsOnTicket) {
        expect(codeOf(await ground.labels.put(guild, id, 'label one more', sam))).toBe('too-many-on-ticket');
      }
      (
        await ground.labels.takeOff(guild, id, `label ${count >= labelsOnTicket - 1 ? count : -1}`, sam)
      ).err();
    }
    expect(codeOf(await ground.labels.put(guild, id, 'another', sam))).toBe('too-many-labels');
    expect(codeOf(await ground.labels.put(guild, id, 'x'.repeat(31), sam))).toBe('label-length');
    expect((await ground.all(Ticket)).map(({ id }) => id)).toEqual([id]);
  });
});
