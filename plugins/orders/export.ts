import { type Cell, type CsvPart, csvParts, decimalOf } from '@guildhall/sdk';
import type { FilterQuery } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Happening } from './entities/happening.ts';
import { Order } from './entities/order.ts';
import { priceOf } from './order-edit.ts';
import { type OrderFilter, whereOf } from './shelf.ts';

/** How whoever gets the export reads statuses and times. */
export interface ExportWords {
  readonly status: (order: Order) => string;
  readonly time: (at: Date) => string;
}

const step = 500;

/** A row of the table before it is written: the order, its notes, and how to write. */
interface Source extends ExportWords {
  readonly order: Order;
  readonly notes: readonly string[];
}

const time = (at: Date | null | undefined, { time }: ExportWords) => (at ? time(at) : null);

/** The columns, in order. Times are there twice: for programs in UTC, and for people by the guild's clock. */
const columns: Readonly<Record<string, (source: Source) => Cell>> = {
  id: ({ order }) => order.id,
  state: ({ order }) => order.state,
  status: (source) => source.status(source.order),
  customer: ({ order }) => order.customerName,
  customer_id: ({ order }) => order.customer,
  details: ({ order }) => order.details,
  price: ({ order }) => {
    const price = priceOf(order);
    return price && decimalOf(price);
  },
  currency: ({ order }) => order.currency,
  channel_id: ({ order }) => order.channel,
  assignee_id: ({ order }) => order.assignee,
  due_at: ({ order }) => order.dueAt,
  due: (source) => time(source.order.dueAt, source),
  made_by_id: ({ order }) => order.createdBy,
  made_at: ({ order }) => order.createdAt,
  made: (source) => time(source.order.createdAt, source),
  closed_by_id: ({ order }) => order.closedBy,
  closed_at: ({ order }) => order.closedAt,
  closed: (source) => time(source.order.closedAt, source),
  close_reason: ({ order }) => order.closeReason,
  notes: ({ notes }) => notes.join('\n'),
};

/** Gives orders away as tables. */
export class Export {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** How many orders there are of a filter. Who asked, and for how many, is in the audit log from here on. */
  async begin(guild: string, filter: OrderFilter, by: string): Promise<number> {
    return this.#context.database.transaction(async (em) => {
      const orders = await em.count(Order, whereOf(guild, filter, this.#context.clock.now()));
      await this.#context.audit.write(em, { guild, actor: by, action: 'exported', to: orders });
      return orders;
    });
  }

  /**
   * The orders of a filter, the newest first, in as many tables as are needed for each to be a file that Discord takes.
   * @param limit of a table, in bytes.
   */
  parts(guild: string, filter: OrderFilter, words: ExportWords, limit?: number): AsyncGenerator<CsvPart> {
    return csvParts(Object.keys(columns), this.#rows(guild, filter, words), limit);
  }

  async *#rows(guild: string, filter: OrderFilter, words: ExportWords): AsyncGenerator<Cell[]> {
    for await (const order of this.#all(guild, filter)) {
      yield Object.values(columns).map((column) => column({ ...order, ...words }));
    }
  }

  async *#all(guild: string, filter: OrderFilter): AsyncGenerator<Pick<Source, 'order' | 'notes'>> {
    const wanted = whereOf(guild, filter, this.#context.clock.now());
    for (let last: Order | undefined; ; ) {
      const em = this.#context.database.read();
      // Others make orders meanwhile: a place in the list would be another one's by then.
      const orders: Order[] = await em.find(Order, last ? { $and: [wanted, olderThan(last)] } : wanted, {
        orderBy: { createdAt: 'desc', id: 'desc' },
        limit: step,
      });
      const notes = await em.find(
        Happening,
        { order: { $in: orders.map(({ id }) => id) }, kind: 'noted' },
        { fields: ['order', 'text'], orderBy: { version: 'asc' } },
      );
      for (const order of orders) {
        const own = notes.filter((note) => note.order === order.id).flatMap(({ text }) => text ?? []);
        yield { order, notes: own };
      }
      if (orders.length < step) {
        return;
      }
      last = orders.at(-1)!;
    }
  }
}

const olderThan = ({ createdAt, id }: Order): FilterQuery<Order> => ({
  $or: [{ createdAt: { $lt: createdAt } }, { createdAt, id: { $lt: id } }],
});
