import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import type { Order } from '../entities/order.ts';
import { PurchaseMessage } from '../entities/purchase-message.ts';
import type { purchaseMessages, ShownOrder } from './order-messages.ts';

/** How many messages of a guild are looked at in one go. */
const atOnce = 200;

/** The messages that show everybody what was bought: one for each order that was paid, edited from then on. */
export class PurchaseLog {
  readonly book: ReturnType<typeof purchaseMessages>;
  readonly #context: Context;

  constructor(context: Context, book: ReturnType<typeof purchaseMessages>) {
    this.#context = context;
    this.book = book;
  }

  /** An order changed: what shows it follows. What nobody has paid is shown to nobody. */
  async follow(
    em: EntityManager,
    { guild, id, capturedAt }: Pick<Order, 'guild' | 'id' | 'capturedAt'>,
  ): Promise<void> {
    if (capturedAt) {
      await this.book.changed(em, { guild, order: id });
    }
  }

  /** Somebody may have deleted these messages of a channel: they are looked at. */
  async deleted(channel: string, messages: readonly string[]): Promise<void> {
    await this.book.doubt((await this.book.among(channel, messages)).map(shownOf));
  }

  /** Some messages of a guild, the newest first. @param before those that are older than this one. */
  async some(guild: string, before?: string): Promise<PurchaseMessage[]> {
    return this.#context.database
      .read()
      .find(
        PurchaseMessage,
        { guild, message: before === undefined ? { $ne: null } : { $lt: before } },
        { orderBy: { message: 'desc' }, limit: atOnce },
      );
  }

  /** Has the newest messages of a guild tried again that could not be shown. */
  async retry(guild: string): Promise<void> {
    const options = { orderBy: { editedAt: 'desc', order: 'desc' }, limit: atOnce } as const;
    const where = { guild, trouble: { $ne: null } };
    await this.book.doubt(
      (await this.#context.database.read().find(PurchaseMessage, where, options)).map(shownOf),
    );
  }
}

const shownOf = ({ guild, order }: PurchaseMessage): ShownOrder => ({ guild, order });
