import { startsOf } from '@guildhall/sdk';
import type { FilterQuery } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Order } from './entities/order.ts';

/** What happened in one week, from Monday by the guild's clock. */
export interface Week {
  readonly from: Date;
  readonly made: number;
  readonly completed: number;
  readonly cancelled: number;
  /** Half of the completed ones took at most so many minutes; null where none was completed. */
  readonly minutes: number | null;
}

/** What one of staff has done. */
export interface StaffTotal {
  /** Who worked on the orders; of orders that nobody had taken, who completed them. */
  readonly user: string;
  readonly completed: number;
  /** As {@link Week.minutes}. */
  readonly minutes: number;
}

/** The orders of a guild in numbers. */
export interface Numbers {
  /** The oldest first; the last one is the week that it is now. */
  readonly weeks: readonly Week[];
  /** Who completed most comes first. */
  readonly staff: readonly StaffTotal[];
  /** Of all these weeks. */
  readonly made: number;
  readonly completed: number;
  readonly cancelled: number;
  readonly minutes: number | null;
  /** As it is now. */
  readonly open: number;
  readonly overdue: number;
}

type Row = Pick<Order, 'state' | 'createdAt' | 'closedAt' | 'closedBy' | 'assignee'>;

const step = 2_000;

/** Adds up orders. Counted from the orders each time, so it can never be out of step with them. */
export class Statistics {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The last `count` weeks, this one included. @param timeZone says when a week begins, as an IANA name. */
  async of(guild: string, count: number, timeZone: string): Promise<Numbers> {
    const now = this.#context.clock.now();
    const starts = startsOf('week', count, now, timeZone);
    const [since] = starts;
    const weekOf = (at: Date) => starts.findLastIndex((start) => start <= at);
    const tallies = starts.map(() => ({ made: 0, cancelled: 0, minutes: [] as number[] }));
    for await (const { createdAt } of this.#all({ guild, createdAt: { $gte: since! } })) {
      tallies[weekOf(createdAt)]!.made += 1;
    }
    const byStaff = new Map<string, number[]>();
    for await (const row of this.#all({ guild, closedAt: { $gte: since! } })) {
      const tally = tallies[weekOf(row.closedAt!)]!;
      if (row.state === 'cancelled') {
        tally.cancelled += 1;
        continue;
      }
      const minutes = (row.closedAt!.getTime() - row.createdAt.getTime()) / 60_000;
      const user = row.assignee ?? row.closedBy!;
      tally.minutes.push(minutes);
      byStaff.set(user, byStaff.get(user) ?? []);
      byStaff.get(user)!.push(minutes);
    }
    const all = tallies.flatMap(({ minutes }) => minutes);
    const em = this.#context.database.read();
    return {
      weeks: tallies.map(({ made, cancelled, minutes }, index) => ({
        from: starts[index]!,
        made,
        completed: minutes.length,
        cancelled,
        minutes: median(minutes),
      })),
      staff: [...byStaff]
        .map(([user, minutes]) => ({ user, completed: minutes.length, minutes: median(minutes)! }))
        .sort((a, b) => b.completed - a.completed || a.user.localeCompare(b.user)),
      made: total(tallies.map(({ made }) => made)),
      completed: all.length,
      cancelled: total(tallies.map(({ cancelled }) => cancelled)),
      minutes: median(all),
      open: await em.count(Order, { guild, state: 'open' }),
      overdue: await em.count(Order, { guild, state: 'open', dueAt: { $lte: now } }),
    };
  }

  async *#all(where: FilterQuery<Order>): AsyncGenerator<Row> {
    for (let last = ''; ; ) {
      const rows: (Row & { id: string })[] = await this.#context.database
        .read()
        .find(Order, { $and: [where, { id: { $gt: last } }] } as FilterQuery<Order>, {
          fields: ['state', 'createdAt', 'closedAt', 'closedBy', 'assignee'],
          orderBy: { id: 'asc' },
          limit: step,
        });
      yield* rows;
      if (rows.length < step) {
        return;
      }
      last = rows.at(-1)!.id;
    }
  }
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** The one in the middle, rounded; null of nothing. */
function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length === 0
    ? null
    : Math.round((sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2);
}
