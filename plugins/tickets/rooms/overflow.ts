import { attempt, compareAndSet, conflictOf, Overtaken } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { OverflowCategory } from '../entities/overflow-category.ts';

/** After how many ms whoever was to make a category is taken for dead. */
const patience = 10_000;

/** How long an empty category stays, in ms: somebody may be on their way to it. */
const grace = 60_000;

/** Somebody else makes this category just now: try again in a moment. */
export class BeingMade extends Error {
  /** In ms. */
  readonly retryAfter = 1_000;

  constructor(origin: string) {
    super(`a category beside ${origin} is being made`);
    this.name = 'BeingMade';
  }
}

/** What is known of the categories that the bot made because others were full. */
export class Overflow {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Those of a guild that are there: which category each stands in for, in the order of their numbers. */
  async homes(guild: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#context.database
      .read()
      .find(OverflowCategory, { guild, channel: { $ne: null } }, { orderBy: { number: 'asc' } });
    return new Map(rows.map(({ channel, origin }) => [channel!, origin]));
  }

  /**
   * Begins to make one more. @returns its row; `again` when somebody died over it, so it may be there already.
   * @throws BeingMade while somebody else makes it.
   */
  async begin(guild: string, origin: string): Promise<{ row: OverflowCategory; again: boolean }> {
    const { database, clock, newId } = this.#context;
    const askedAt = clock.now();
    const begun = await attempt(database, async (em) => {
      const rows = await em.find(OverflowCategory, { origin }, { disableIdentityMap: true });
      const open = rows.find(({ channel }) => channel === null);
      if (open) {
        if (askedAt.getTime() - open.askedAt.getTime() < patience) {
          throw new BeingMade(origin);
        }
        const { id, askedAt: seen } = open;
        if (!(await compareAndSet(em, OverflowCategory, { id, askedAt: seen, channel: null }, { askedAt }))) {
          throw new Overtaken();
        }
        // It is looked for among what was made since it was asked for first.
        return { row: open, again: true };
      }
      const number = freeNumber(rows.map((row) => row.number));
      const numberKey = `${origin}:${number}`;
      const row = em.create(OverflowCategory, { id: newId(), guild, origin, number, askedAt, numberKey });
      await em.flush().catch((error) => {
        throw conflictOf(error) ? new Overtaken() : error;
      });
      return { row, again: false };
    });
    return begun.unwrap();
  }

  /** Discord has made it. */
  async made({ id }: OverflowCategory, channel: string): Promise<void> {
    await this.#context.database.transaction((em) => em.nativeUpdate(OverflowCategory, { id }, { channel }));
  }

  /** It could not be made, or is gone. */
  async forget(where: Partial<Pick<OverflowCategory, 'id' | 'channel'>>): Promise<void> {
    await this.#context.database.transaction((em) => em.nativeDelete(OverflowCategory, where));
  }

  /** Those of a guild that may go when they are empty. */
  async idle(guild: string): Promise<OverflowCategory[]> {
    const before = new Date(this.#context.clock.now().getTime() - grace);
    return this.#context.database
      .read()
      .find(OverflowCategory, { guild, channel: { $ne: null }, askedAt: { $lt: before } });
  }
}

/** The lowest number from 2 that is not taken. */
function freeNumber(taken: readonly number[]): number {
  let number = 2;
  while (taken.includes(number)) {
    number += 1;
  }
  return number;
}
