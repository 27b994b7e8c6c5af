import { expect } from 'vitest';
import { days, type Ground, guild, minutes, onEveryDatabase, otherGuild, sam, tim } from './ground.ts';

const newYork = 'America/New_York';

/** Makes an order and completes it after `length` ms. */
async function done({ make, orders, advance }: Ground, length: number, by = sam, assignee?: string) {
  const { id } = await make();
  if (assignee) {
    (await orders.assign(guild, id, assignee, by)).unwrap();
  }
  advance(length);
  return (await orders.complete(guild, id, by)).unwrap();
}

onEveryDatabase((test) => {
  test('weeks begin on Monday at midnight by the clock of the server, also when clocks are put back', async ({
    statistics,
    advance,
    now,
  }) => {
    // Saturday, November 21, 2026, in the afternoon; clocks are put back on November 1 there.
    const { weeks } = await statistics.of(guild, 4, newYork);
    expect(weeks.map(({ from }) => from.toISOString())).toEqual([
      '2026-10-26T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
      '2026-11-09T05:00:00.000Z',
      '2026-11-16T05:00:00.000Z',
    ]);
    // Sunday night in New York is Monday in Madrid.
    advance(days(2) - 16 * minutes(60) + minutes(30));
    expect(now().toISOString()).toBe('2026-11-23T04:30:00.000Z');
    expect((await statistics.of(guild, 1, newYork)).weeks[0]!.from.toISOString()).toBe(
      '2026-11-16T05:00:00.000Z',
    );
    expect((await statistics.of(guild, 1, 'Europe/Madrid')).weeks[0]!.from.toISOString()).toBe(
      '2026-11-22T23:00:00.000Z',
    );
  });

  test('orders count in the week in which they were made, and closed in the one in which they were closed', async (ground) => {
    const { statistics, orders, make, advance } = ground;
    await make({ guild: otherGuild });
    const [first, second, third] = [await make(), await make(), await make()];
    advance(days(7));
    (await orders.complete(guild, first.id, sam)).unwrap();
    (await orders.cancel(guild, second.id, sam)).unwrap();
    (await orders.complete(guild, third.id, sam)).unwrap();
    (await orders.reopen(guild, third.id, sam)).unwrap();
    await make({ dueAt: new Date(ground.now().getTime() + minutes(5)) });
    advance(minutes(5));

    expect(await statistics.of(guild, 2, newYork)).toMatchObject({
      weeks: [
        { made: 3, completed: 0, cancelled: 0, minutes: null },
        { made: 1, completed: 1, cancelled: 1, minutes: 7 * 24 * 60 },
      ],
      made: 4,
      completed: 1,
      cancelled: 1,
      minutes: 7 * 24 * 60,
      open: 2,
      overdue: 1,
    });
    // What was made before the time asked for still counts as completed in it.
    expect(await statistics.of(guild, 1, newYork)).toMatchObject({ made: 1, completed: 1 });
  });

  test('the time to complete is the one in the middle, and orders count for who worked on them', async (ground) => {
    await done(ground, minutes(10));
    await done(ground, minutes(20), sam, tim);
    await done(ground, minutes(120), sam, tim);
    const { minutes: middle, staff } = await ground.statistics.of(guild, 1, newYork);
    expect(middle).toBe(20);
    expect(staff).toEqual([
      { user: tim, completed: 2, minutes: 70 },
      { user: sam, completed: 1, minutes: 10 },
    ]);
  });

  test('where there is nothing, there is nothing', async ({ statistics }) => {
    const { weeks, staff, ...totals } = await statistics.of(guild, 52, newYork);
    expect(weeks).toHaveLength(52);
    expect(staff).toEqual([]);
    expect(totals).toEqual({ made: 0, completed: 0, cancelled: 0, minutes: null, open: 0, overdue: 0 });
  });
});
