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

  /** Writes down what somebody wishes, and that they do: staff may wonder why a customer hears nothing. */
  async setTells(guild: string, user: string, tell: boolean): Promise<void> {
    const { audit, database } = this.#context;
    await database.transaction(async (em) => {
      await em.upsert(Customer, { guild, user, tell });
      await audit.write(em, { guild, actor: user, action: tell ? 'told.on' : 'told.off', target: user });
    });
  }

  /** What a change of an order means to its customer. @param version the order's, that came of it. */
  async news(order: string, version: number): Promise<Happening[]> {
    const kind = { $in: [...tellsCustomer] };
    return this.#context.database.read().find(Happening, { order, version, kind });
  }
}
