import type { Context } from '../context.ts';
import { Order } from '../entities/order.ts';
import { ReviewCard } from '../entities/review-card.ts';
import type { reviewCards } from '../orders/order-messages.ts';
import { waitsForStaff } from '../orders/order-states.ts';

/** How many cards of a guild are tried again in one go. */
const atOnce = 200;

/** An order that waits for staff, and its card, as far as it has one. */
export interface Waiting {
  readonly order: string;
  readonly card: ReviewCard | undefined;
}

/** The cards that show orders to staff: an order that waits for them must have one. */
export class ReviewCards {
  readonly book: ReturnType<typeof reviewCards>;
  readonly #context: Context;

  constructor(context: Context, book: ReturnType<typeof reviewCards>) {
    this.#context = context;
    this.book = book;
  }

  /** Somebody may have deleted these messages of a channel: they are looked at. */
  async deleted(channel: string, messages: readonly string[]): Promise<void> {
    const cards = await this.book.among(channel, messages);
    await this.book.doubt(cards.map(({ guild, order }) => ({ guild, order })));
  }

  /** Has the newest cards of a guild tried again that could not be written, also of orders that wait for nobody now. */
  async retry(guild: string): Promise<void> {
    const where = { guild, message: { $ne: null }, trouble: 'forbidden' };
    const options = { orderBy: { editedAt: 'desc', order: 'desc' }, limit: atOnce } as const;
    const cards = await this.#context.database.read().find(ReviewCard, where, options);
    await this.book.doubt(cards.map(({ order }) => ({ guild, order })));
  }

  /** The orders of a guild that wait for staff, `size` at a time. */
  async *waiting(guild: string, size: number): AsyncGenerator<Waiting[]> {
    for (let last = ''; ; ) {
      const orders = await this.#context.database
        .read()
        .find(
          Order,
          { guild, id: { $gt: last }, ...waitsForStaff },
          { fields: ['id'], orderBy: { id: 'asc' }, limit: size },
        );
      if (orders.length === 0) {
        return;
      }
      const ids = orders.map(({ id }) => id);
      const cards = await this.book.all({ order: { $in: ids } });
      yield ids.map((order) => ({ order, card: cards.find((card) => card.order === order) }));
      last = ids.at(-1)!;
    }
  }
}
