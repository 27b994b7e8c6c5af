import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import type { Order } from './entities/order.ts';
import { PurchaseMessage } from './entities/purchase-message.ts';
import type { purchaseMessages, ShownOrder } from './order-messages.ts';

/** How many of the newest messages of a guild are looked for: older ones are told of when they are deleted. */
const lookedFor = 200;

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

  /** The newest messages of a guild, as far as they were made. */
  async recent(guild: string): Promise<PurchaseMessage[]> {
    return this.#newest({ guild, message: { $ne: null } });
  }

  /** Has the newest messages of a guild tried again that could not be shown. */
  async retry(guild: string): Promise<void> {
    await this.book.doubt((await this.#newest({ guild, trouble: { $ne: null } })).map(shownOf));
  }

  async #newest(where: object): Promise<PurchaseMessage[]> {
    return this.#context.database
      .read()
      .find(PurchaseMessage, where, { orderBy: { editedAt: 'desc', order: 'desc' }, limit: lookedFor });
  }
}

const shownOf = ({ guild, order }: PurchaseMessage): ShownOrder => ({ guild, order });
