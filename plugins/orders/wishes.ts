import { tellsCustomer } from './changes.ts';
import type { Context } from './context.ts';
import { Customer } from './entities/customer.ts';
import { Happening } from './entities/happening.ts';

/** What customers wish, and what there is to tell them. */
export class Wishes {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Whether a customer is told of changes by direct message: as they wish, or else as the guild does. */
  async tells(guild: string, user: string): Promise<boolean> {
    const wish = await this.#context.database.read().findOne(Customer, { guild, user });
    return wish?.tell ?? (await this.#context.settings(guild)).tellCustomers;
  }

  async setTells(guild: string, user: string, tell: boolean): Promise<void> {
    await this.#context.database.transaction((em) => em.upsert(Customer, { guild, user, tell }));
  }

  /** What a change of an order means to its customer. @param version the order's, that came of it. */
  async news(order: string, version: number): Promise<Happening[]> {
    const kind = { $in: [...tellsCustomer] };
    return this.#context.database.read().find(Happening, { order, version, kind });
  }
}
