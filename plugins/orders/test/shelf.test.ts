import { expect } from 'vitest';
import type { OrderFilter } from '../shelf.ts';
import { type Ground, guild, minutes, onEveryDatabase, otherGuild, sam, tim } from './ground.ts';

/** The details of the orders that a filter finds, in order. */
const found = async ({ shelf }: Ground, filter: OrderFilter) =>
  (await shelf.list(guild, filter, 0)).rows.map(({ details }) => details);

/** Makes orders, one a minute. */
async function fill(ground: Ground) {
  const made = [];
  for (const [details, name] of [
    ['A red house', 'Bob'],
    ['A blue 100% house', 'Bobby'],
    ['A boat for bob', 'Carla'],
  ] as const) {
    made.push(await ground.make({ details, customer: { name } }));
    ground.advance(minutes(1));
  }
  return made as [Order, Order, Order];
}
type Order = Awaited<ReturnType<Ground['make']>>;

onEveryDatabase((test) => {
  test('active orders come with the oldest first, closed ones with the newest first, ten a page', async (ground) => {
    const [red, blue] = await fill(ground);
    await ground.make({ guild: otherGuild, details: 'Elsewhere' });
    expect(await found(ground, {})).toEqual(['A red house', 'A blue 100% house', 'A boat for bob']);
    (await ground.orders.complete(guild, red.id, sam)).unwrap();
    (await ground.orders.cancel(guild, blue.id, sam)).unwrap();
    expect(await found(ground, {})).toEqual(['A boat for bob']);
    expect(await found(ground, { state: 'closed' })).toEqual(['A blue 100% house', 'A red house']);
    expect(await found(ground, { state: 'completed' })).toEqual(['A red house']);
    expect(await found(ground, { state: 'any' })).toEqual([
      'A boat for bob',
      'A blue 100% house',
      'A red house',
    ]);

    for (let count = 0; count < 12; count += 1) {
      await ground.make();
    }
    expect(await ground.shelf.list(guild, {}, 99)).toMatchObject({ total: 13, pages: 2, page: 1 });
    expect((await ground.shelf.list(guild, {}, 0)).rows).toHaveLength(10);
  });

  test('a filter of customer, step, staff and due date finds those orders and no others', async (ground) => {
    const [red, blue] = await fill(ground);
    const { orders } = ground;
    await ground.make({ details: 'For Tim', customer: { user: tim, name: 'Bob' } });
    (await orders.assign(guild, red.id, tim, sam)).unwrap();
    (await orders.move(guild, blue.id, 'ready', sam)).unwrap();
    const dueAt = new Date(ground.now().getTime() + minutes(1));
    (await orders.edit(guild, blue.id, { dueAt }, sam)).unwrap();

    expect(await found(ground, { customer: tim })).toEqual(['For Tim']);
    // The beginning of a name, in capitals or not; never words of the details.
    expect(await found(ground, { customer: 'BOB' })).toEqual(['A red house', 'A blue 100% house', 'For Tim']);
    expect(await found(ground, { customer: 'ob' })).toEqual([]);
    expect(await found(ground, { assignee: tim })).toEqual(['A red house']);
    expect(await found(ground, { step: 'ready' })).toEqual(['A blue 100% house']);
    expect(await found(ground, { overdue: true })).toEqual([]);
    ground.advance(minutes(1));
    expect(await found(ground, { overdue: true })).toEqual(['A blue 100% house']);
    expect(await found(ground, { overdue: true, assignee: tim })).toEqual([]);
    (await orders.complete(guild, blue.id, sam)).unwrap();
    expect(await found(ground, { overdue: true })).toEqual([]);
    expect(await found(ground, { step: 'ready', state: 'any' })).toEqual([]);
  });

  test('a search finds what has all the words, whatever signs are in them', async (ground) => {
    const [red] = await fill(ground);
    expect(await found(ground, { text: 'HOUSE a' })).toEqual(['A red house', 'A blue 100% house']);
    expect(await found(ground, { text: 'house carla' })).toEqual([]);
    expect(await found(ground, { text: '100%' })).toEqual(['A blue 100% house']);
    // No sign stands for more than one character, nor takes the meaning from the next one.
    expect(await found(ground, { text: '10%h' })).toEqual([]);
    expect(await found(ground, { text: 'house\\' })).toEqual([]);
    expect(await found(ground, { text: "'; drop table orders__order; --" })).toEqual([]);
    expect(await found(ground, { text: red.id.slice(0, 11) })).toEqual(['A red house']);
    expect(await found(ground, { text: '   ' })).toHaveLength(3);
  });

  test('what is offered while somebody types is at most 25, the newest first, also by a carelessly typed id', async (ground) => {
    const [red] = await fill(ground);
    for (let count = 0; count < 30; count += 1) {
      await ground.make();
    }
    expect(await ground.shelf.offered(guild, '', 'open')).toHaveLength(25);
    const careless = red.id.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    expect((await ground.shelf.offered(guild, careless, 'any')).map(({ id }) => id)).toEqual([red.id]);
  });

  test('the history has a line for all that happened, the newest first; notes stand in it and alone', async (ground) => {
    const { orders, shelf } = ground;
    const { id } = await ground.make();
    (await orders.note(guild, id, 'paid', sam)).unwrap();
    (
      await orders.edit(
        guild,
        id,
        { details: 'A green house', dueAt: null, channel: '300000000000000002' },
        tim,
      )
    ).unwrap();
    (await orders.complete(guild, id, tim)).unwrap();

    const { rows } = await shelf.history(id, 0);
    expect(rows.map(({ kind }) => kind).filter((kind) => kind !== 'details' && kind !== 'channel')).toEqual([
      'completed',
      'noted',
      'created',
    ]);
    expect(rows.find(({ kind }) => kind === 'details')).toMatchObject({
      version: 3,
      from: 'A red house',
      to: 'A green house',
      actor: tim,
    });
    expect(await shelf.notes(id, 3)).toMatchObject([{ text: 'paid', actor: sam }]);
  });
});
