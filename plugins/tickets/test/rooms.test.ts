import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { OverflowCategory } from '../entities/overflow-category.ts';
import { arrivals } from '../ticket/ticket-states.ts';
import { channel, eve, type Ground, guild, onEveryDatabase, sam, tim } from './ground.ts';

const category = '600000000000000001';

async function opened(ground: Ground, type: string, creator: string = eve, room = channel) {
  let ticket = (await ground.click(type, creator)).unwrap();
  while (arrivals[ticket.state]) {
    if (ticket.state === 'provisioning' && !ticket.channel) {
      ticket = await ground.tickets.housed(ticket, room);
    }
    await ground.tickets.arrived(ticket, arrivals[ticket.state]!);
    ticket = (await ground.tickets.find(guild, ticket.id))!;
  }
  return ticket;
}

onEveryDatabase((test) => {
  test('a ticket that is moved keeps its people, and one that is one too many for its creator is moved all the same', async (ground) => {
    const [support, returns] = [await ground.addType('Support'), await ground.addType('Returns')];
    await opened(ground, returns.id, eve, '300000000000000002');
    const { id } = await opened(ground, support.id);
    await ground.tickets.add(guild, id, { subject: tim, kind: 'user' }, sam);
    const moved = (await ground.rooms.move(guild, id, { type: returns.id }, sam)).unwrap();
    expect([moved.type, moved.category]).toEqual([returns.id, null]);
    expect((await ground.tickets.participants(id)).map(({ subject }) => subject)).toEqual([tim]);
    // The place that it had is free.
    expect((await ground.click(support.id)).isOk()).toBe(true);
    expect(codeOf(await ground.rooms.move(guild, id, { type: returns.id }, sam))).toBe('there-already');
    expect((await ground.rooms.move(guild, id, { category }, sam)).unwrap().category).toBe(category);
    expect(codeOf(await ground.rooms.move(guild, id, { type: 'nowhere' }, sam))).toBe('no-such-type');
  });

  test('tickets of one person that are moved to the same type at the same moment are all there', async (ground) => {
    const ids: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      const { id } = await ground.addType(`Type ${index}`);
      ids.push((await opened(ground, id, eve, `30000000000000010${index}`)).id);
    }
    const { id: type } = await ground.addType('Billing');
    const moved = await Promise.all(ids.map((id) => ground.rooms.move(guild, id, { type }, sam)));
    expect(moved.map((one) => one.unwrap().type)).toEqual(ids.map(() => type));
    expect(codeOf(await ground.click(type))).toBe('too-many-tickets');
  });

  test('a name must have something that can stand in the name of a channel', async (ground) => {
    const { id } = await opened(ground, (await ground.addType()).id);
    expect(codeOf(await ground.rooms.rename(guild, id, '???', sam))).toBe('bad-name');
    expect((await ground.rooms.rename(guild, id, 'Lost Parcel!', sam)).unwrap().name).toBe('lost-parcel');
    expect((await ground.rooms.rename(guild, id, null, sam)).unwrap().name).toBeNull();
    expect(codeOf(await ground.rooms.setTopic(guild, id, 'x'.repeat(301), sam))).toBe('topic-length');
  });

  test('no two tickets have the same channel', async (ground) => {
    const { id: type } = await ground.addType('Support', 2);
    await opened(ground, type);
    await expect(opened(ground, type)).rejects.toThrow();
  });

  test('one makes a category beside a full one, whoever comes meanwhile waits, and whoever died over it is followed', async (ground) => {
    const { overflow } = ground;
    const first = await overflow.begin(guild, category);
    expect([first.row.number, first.again]).toEqual([2, false]);
    await expect(overflow.begin(guild, category)).rejects.toThrow('being made');
    ground.advance(11_000);
    expect((await overflow.begin(guild, category)).again).toBe(true);
    await overflow.made(first.row, '600000000000000002');
    expect((await overflow.begin(guild, category)).row.number).toBe(3);
    expect(await overflow.homes(guild)).toEqual(new Map([['600000000000000002', category]]));
    await overflow.forget({ channel: '600000000000000002' });
    expect((await ground.all(OverflowCategory)).map(({ number }) => number)).toEqual([3]);
  });

  test('the third name within ten minutes waits; what Discord was asked for counts though nobody heard the answer', async (ground) => {
    const ticket = await opened(ground, (await ground.addType()).id);
    const { signs } = ground;
    const now = () => ground.now().getTime();
    await signs.made(ticket, { name: 'ticket-0001', topic: '' });
    for (const name of ['one', 'two']) {
      expect(signs.mayChange(await signs.of(ticket.id)).getTime()).toBe(now());
      await signs.asking(ticket, await signs.of(ticket.id));
      ground.advance(1_000);
      if (name === 'one') {
        await signs.written(ticket.id, { name, topic: '' });
      }
    }
    expect((await signs.of(ticket.id))?.name).toBe('one');
    expect((await signs.change(ticket)).getTime()).toBeGreaterThan(now() + 9 * 60_000);
    ground.advance(11 * 60_000);
    expect(signs.mayChange(await signs.of(ticket.id)).getTime()).toBe(now());
    await signs.held(ticket.id, 5_000);
    expect(signs.mayChange(await signs.of(ticket.id)).getTime()).toBe(now() + 5_000);
  });
});
