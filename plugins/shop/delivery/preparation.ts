import { type Context, day } from '../context.ts';
import { Order } from '../entities/order.ts';

/** What staff were told of that lately is nothing to be reminded of. */
const quietFor = day / 2;

/** Orders that are paid, and whose content staff have to write. */
export class Preparation {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Those that have waited for a while, by their guilds, the oldest first. */
  async waiting(): Promise<Map<string, Order[]>> {
    const before = new Date(this.#context.clock.now().getTime() - quietFor);
    const orders = await this.#context.database
      .read()
      .find(
        Order,
        { fulfilment: 'manual', capturedAt: { $lte: before } },
        { orderBy: { capturedAt: 'asc' } },
      );
    return Map.groupBy(orders, ({ guild }) => guild);
  }
}
