import { automatic } from '@guildhall/sdk';
import fc from 'fast-check';
import { expect, test as plain } from 'vitest';
import { Rating } from '../entities/rating.ts';
import { Ticket } from '../entities/ticket.ts';
import { piecesOf } from '../statistics/statistics-periods.ts';
import { eve, type Ground, guild, onEveryDatabase, sam, tim } from './ground.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const zone = 'America/New_York';
let count = 0;

/** A ticket as it stands in the table. @param ago when it was opened, in ms before now. */
function row(ground: Ground, ago: number, more: Partial<Ticket> = {}): Ticket {
  count += 1;
  const id = `T${String(count).padStart(11, '0')}`;
  return {
    id,
    guild,
    number: count,
    type: 'support',
    state: 'open',
    creator: eve,
    subject: null,
    claimedBy: null,
    channel: null,
    openedAt: new Date(ground.now().getTime() - ago),
    closedAt: null,
    closedBy: null,
    closeReason: null,
    version: 1,
    numberKey: `${guild}:${count}`,
    slotKey: null,
    requestKey: id,
    ...more,
  } as Ticket;
}

const add = (ground: Ground, rows: readonly Ticket[]) =>
  ground.transaction((em) => em.insertMany(Ticket, rows as never));

/** Each of these tickets was given so many stars just now. */
const rate = (ground: Ground, ...given: readonly (readonly [Ticket, number])[]) =>
  ground.transaction((em) =>
    em.insertMany(
      Rating,
      given.map(([{ id }, stars], index) => ({
        id: `R${index}${id.slice(2)}`,
        guild,
        ticket: id,
        closing: `${id}:${index}`,
        user: eve,
        stars,
        askedAt: ground.now(),
        ratedAt: ground.now(),
      })) as never,
    ),
  );

const after = ({ openedAt }: Ticket, minutes: number) => new Date(openedAt.getTime() + minutes * minute);
const everything = { guild, types: undefined, staff: undefined };

plain('the pieces of a period are days, weeks and months by the clock of the guild', () => {
  const now = new Date('2026-11-21T20:00:00Z');
  expect(piecesOf('week', now, zone)[6]).toEqual(new Date('2026-11-21T05:00:00Z'));
  // Weeks begin on Mondays; in October the clocks were an hour ahead.
  expect(piecesOf('quarter', now, zone).slice(-5)[0]).toEqual(new Date('2026-10-19T04:00:00Z'));
  expect(piecesOf('year', now, zone)[0]).toEqual(new Date('2025-12-01T05:00:00Z'));
});

onEveryDatabase((test) => {
  test('opened, closed, first answers and times to the end are those of the period', async (ground) => {
    const old = row(ground, 60 * day, { state: 'closed', claimedBy: sam });
    const one = row(ground, 3 * day, { state: 'closed', claimedBy: sam, firstAnswerBy: tim });
    const two = row(ground, 2 * day, { type: 'refund', claimedBy: tim, firstAnswerBy: tim });
    const gone = row(ground, day, { state: 'failed' });
    old.closedAt = new Date(ground.now().getTime() - day);
    old.closedBy = sam;
    one.firstAnswerAt = after(one, 10);
    one.closedAt = after(one, 100);
    one.closedBy = automatic;
    two.firstAnswerAt = after(two, 30);
    await add(ground, [old, one, two, gone]);
    const numbers = await ground.statistics.of(everything, 'month', zone);
    expect(numbers).toMatchObject({ opened: 2, closed: 2, open: 1 });
    expect(numbers.answer).toEqual({ count: 2, median: 20, p90: 30, average: 20 });
    expect(numbers.closing).toMatchObject({ count: 2, p90: 59 * 24 * 60 });
    expect(numbers.pieces.reduce((sum, piece) => sum + piece.opened, 0)).toBe(2);
    expect(numbers.pieces.at(-3)).toMatchObject({ opened: 1, closed: 0, answer: 30 });
    expect(numbers.staff).toEqual([
      { id: sam, opened: 1, closed: 2, answer: null, stars: null },
      { id: tim, opened: 1, closed: 0, answer: 20, stars: null },
    ]);
    expect(numbers.types.map(({ id, opened }) => [id, opened])).toEqual([
      ['support', 1],
      ['refund', 1],
    ]);
    expect((await ground.statistics.of(everything, 'all', zone)).opened).toBe(3);
  });

  test('of one type or one of staff only theirs are counted', async (ground) => {
    const one = row(ground, day, { claimedBy: sam, firstAnswerBy: tim });
    const two = row(ground, day, { type: 'refund', claimedBy: tim, firstAnswerBy: tim });
    one.firstAnswerAt = after(one, 4);
    two.firstAnswerAt = after(two, 8);
    await add(ground, [one, two]);
    await rate(ground, [one, 2], [two, 5]);
    const all = await ground.statistics.of(everything, 'week', zone);
    expect(all.stars).toEqual({ count: 2, average: 3.5, each: [0, 1, 0, 0, 1] });
    const refunds = await ground.statistics.of({ ...everything, types: ['refund'] }, 'week', zone);
    expect(refunds).toMatchObject({ opened: 1, open: 1, stars: { average: 5 }, answer: { median: 8 } });
    const tims = await ground.statistics.of({ ...everything, staff: tim }, 'week', zone);
    expect(tims).toMatchObject({ opened: 1, open: 1, stars: { count: 1 }, answer: { count: 2, median: 6 } });
    expect(tims.staff).toMatchObject([{ id: tim, opened: 1 }]);
  });

  test('each ticket counts for one of staff: what they did adds up to all, whoever answered first', async (ground) => {
    const rows = [sam, tim].flatMap((claimedBy) =>
      [sam, tim, null].flatMap((firstAnswerBy) =>
        [sam, automatic].map((closedBy) => {
          const ticket = row(ground, 2 * day, { state: 'closed', claimedBy, firstAnswerBy, closedBy });
          return { ...ticket, closedAt: after(ticket, 60), firstAnswerAt: firstAnswerBy && after(ticket, 5) };
        }),
      ),
    );
    await add(ground, rows);
    const all = await ground.statistics.of(everything, 'week', zone);
    const each = await Promise.all(
      [sam, tim].map((staff) => ground.statistics.of({ ...everything, staff }, 'week', zone)),
    );
    const sum = (pick: (numbers: typeof all) => number) => each.reduce((total, one) => total + pick(one), 0);
    expect(sum(({ opened }) => opened)).toBe(all.opened);
    expect(sum(({ closed }) => closed)).toBe(all.closed);
    expect(sum(({ closing }) => closing!.count)).toBe(all.closing!.count);
    expect(sum(({ answer }) => answer!.count)).toBe(all.answer!.count);
    for (const what of ['opened', 'closed'] as const) {
      expect(sum(({ pieces }) => pieces.reduce((total, piece) => total + piece[what], 0))).toBe(all[what]);
      expect(all.staff.reduce((total, share) => total + share[what], 0)).toBe(all[what]);
    }
  });

  test('stars count when they are given: for a ticket that was closed before, and for each time it was closed', async (ground) => {
    const closedAt = new Date(ground.now().getTime() - 10 * day);
    const old = row(ground, 20 * day, { state: 'closed', claimedBy: sam, closedBy: sam, closedAt });
    const other = row(ground, 20 * day, { state: 'closed', claimedBy: tim, closedBy: tim, closedAt });
    await add(ground, [old, other]);
    await rate(ground, [old, 1], [old, 4], [other, 5]);
    const week = await ground.statistics.of(everything, 'week', zone);
    expect(week).toMatchObject({ opened: 0, closed: 0, stars: { count: 3, each: [1, 0, 0, 1, 1] } });
    expect(week.staff.map(({ id, stars }) => [id, stars]).sort()).toEqual([
      [sam, 2.5],
      [tim, 5],
    ]);
    const sams = await ground.statistics.of({ ...everything, staff: sam }, 'week', zone);
    expect(sams.stars).toMatchObject({ count: 2, average: 2.5 });
  });

  test('whatever the times, the numbers are those of a slow count', async (ground) => {
    const times = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(times, async (minutes) => {
        await ground.transaction((em) => em.nativeDelete(Ticket, {}));
        const rows = minutes.map((took) => {
          const ticket = row(ground, 10 * day, { firstAnswerBy: sam });
          return { ...ticket, firstAnswerAt: after(ticket, took) };
        });
        await add(ground, rows);
        const { answer } = await ground.statistics.of(everything, 'month', zone);
        const within = (limit: number) => minutes.filter((took) => took <= limit).length;
        expect(within(answer!.p90)).toBeGreaterThanOrEqual(minutes.length * 0.9);
        expect(within(answer!.p90 - 1)).toBeLessThan(minutes.length * 0.9);
        expect(within(answer!.median)).toBeGreaterThanOrEqual(minutes.length / 2);
      }),
      { numRuns: 15 },
    );
  });

  test('a table of more tickets than one file takes is cut, and holds each ticket once', async (ground) => {
    const rows = Array.from({ length: 1_200 }, (_, index) =>
      row(ground, index * minute, { subject: index === 7 ? '=1+1, "x"' : null }),
    );
    await add(ground, rows);
    const words = { type: (id: string) => id, time: () => 'then' };
    const parts: string[] = [];
    let tickets = 0;
    for await (const part of ground.statisticsExport.parts(everything, undefined, words, 100_000)) {
      expect(Buffer.byteLength(part.text)).toBeLessThanOrEqual(100_000);
      parts.push(part.text);
      tickets += part.rows;
    }
    expect(tickets).toBe(1_200);
    expect(parts.length).toBeGreaterThan(1);
    const ids = parts.flatMap((text) => text.match(/T\d{11}/g) ?? []);
    expect(new Set(ids)).toEqual(new Set(rows.map(({ id }) => id)));
    expect(parts.join()).toContain(`"'=1+1, ""x"""`);
  });
});
