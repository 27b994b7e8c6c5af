import { expect, test as plain } from 'vitest';
import { filterArgs, filterOf } from '../ticket/ticket-filter.ts';
import { type TicketFilter, ticketsShown } from '../ticket/ticket-shelf.ts';
import { eve, type Ground, guild, onEveryDatabase, sam, tim } from './ground.ts';
import { opened, settle } from './settled.ts';

const everything = { member: sam };

const numbers = async (ground: Ground, filter: TicketFilter, sight: object = everything) =>
  (await ground.shelf.page(guild, filter, sight as typeof everything, 0)).rows.map(({ number }) => number);

onEveryDatabase((test) => {
  test('pinned tickets come first, then urgent ones, then the newest; pages hold no more than fit', async (ground) => {
    const type = (await ground.addType()).id;
    const ids: string[] = [];
    for (let count = 0; count < ticketsShown + 1; count += 1) {
      ids.push(await opened(ground, String(600000000000000000n + BigInt(count)), type));
    }
    (await ground.work.pin(guild, ids[2]!, true, sam)).unwrap();
    (await ground.work.prioritize(guild, ids[4]!, 'high', sam)).unwrap();
    const page = await ground.shelf.page(guild, {}, everything, 0);
    expect(page.rows.map(({ number }) => number).slice(0, 3)).toEqual([3, 5, ticketsShown + 1]);
    expect([page.rows.length, page.pages, page.total]).toEqual([ticketsShown, 2, ticketsShown + 1]);
  });

  test('filters narrow a list: state, type, claim, creator, label, priority, waiting for an answer', async (ground) => {
    const [support, sales] = [(await ground.addType('Support')).id, (await ground.addType('Sales')).id];
    const one = await opened(ground, eve, support);
    const two = await opened(ground, tim, sales);
    (await ground.tickets.claim(guild, one, sam)).unwrap();
    (await ground.labels.put(guild, two, 'VIP', sam)).unwrap();
    (await ground.work.prioritize(guild, two, 'low', sam)).unwrap();
    const label = await ground.shelf.labelNamed(guild, ' vip ');
    expect(await numbers(ground, { staff: sam })).toEqual([1]);
    expect(await numbers(ground, { type: sales })).toEqual([2]);
    expect(await numbers(ground, { creator: eve })).toEqual([1]);
    expect(await numbers(ground, { label })).toEqual([2]);
    expect(await numbers(ground, { priority: 0 })).toEqual([2]);
    expect(await numbers(ground, { unanswered: true })).toEqual([1, 2]);
    (await ground.tickets.close(guild, one, sam)).unwrap();
    await settle(ground, one);
    expect(await numbers(ground, { state: 'closed' })).toEqual([1]);
    expect(await numbers(ground, {})).toEqual([2]);
    expect((await numbers(ground, { state: 'any' })).sort()).toEqual([1, 2]);
  });

  test('people see tickets of the types that they work on, and their own', async (ground) => {
    const [support, sales] = [(await ground.addType('Support')).id, (await ground.addType('Sales')).id];
    await opened(ground, eve, support);
    await opened(ground, tim, sales);
    expect(await numbers(ground, {}, { member: sam, types: [sales] })).toEqual([2]);
    expect((await numbers(ground, {}, { member: eve, types: [sales] })).sort()).toEqual([1, 2]);
    expect(await numbers(ground, {}, { member: sam, types: [] })).toEqual([]);
  });

  test('a ticket is found by its number and by its id, in its own server only', async (ground) => {
    const id = await opened(ground);
    for (const typed of ['1', '#0001', ' 1 ', id]) {
      expect((await ground.shelf.named(guild, typed))?.id).toBe(id);
    }
    expect(await ground.shelf.named(guild, '2')).toBeUndefined();
    expect(await ground.shelf.named('100000000000000002', '1')).toBeUndefined();
  });
});

plain('the widest filter fits into a custom id and comes back as it was', () => {
  const widest = {
    state: 'archived',
    type: 'abcdefghijkl',
    staff: '18446744073709551615',
    creator: '18446744073709551614',
    label: 'mnopqrstuvwx',
    priority: 3,
    unanswered: true,
  } as const;
  const id = ['tickets', 'list', '99999', ...filterArgs(widest)].join(':');
  expect(id.length).toBeLessThanOrEqual(100);
  expect(filterOf(filterArgs(widest))).toEqual(widest);
  expect(filterOf(['', '', '!!', '', '', ''])).toMatchObject({ staff: undefined, priority: undefined });
});
