import { type Cell, type CsvPart, csvParts, rowsOf, type XlsxPart, xlsxParts } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { LedgerEntry } from '../entities/ledger-entry.ts';
import { Method } from '../entities/method.ts';
import { Order } from '../entities/order.ts';
import { Product } from '../entities/product.ts';
import { type Sales, whereIn } from './sales.ts';
import type { Period } from './sales-periods.ts';

/** What the lines of the ledger are given away as. */
export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Which lines are wanted, and how whoever gets them reads times. */
export interface ExportWish {
  readonly guild: string;
  readonly period: Period;
  /** Says when days begin, as an IANA name. */
  readonly timeZone: string;
  readonly time: (at: Date) => string;
  /** What the sheet of a workbook is called. */
  readonly sheet: string;
}

const fields = ['id', 'order', 'kind', 'amount', 'currency', 'product', 'method', 'actor', 'at'] as const;
const orderFields = ['id', 'buyer', 'quantity', 'couponCode'] as const;

/** A row of the table before it is written: a line of the ledger, its order, and what things are called. */
interface Source extends Pick<ExportWish, 'time'> {
  readonly entry: Pick<LedgerEntry, (typeof fields)[number]>;
  readonly order: Pick<Order, (typeof orderFields)[number]> | undefined;
  readonly names: ReadonlyMap<string, string>;
}

/** The columns, in order. The time is there twice: for programs in UTC, and for people by the guild's clock. */
const columns: Readonly<Record<string, (source: Source) => Cell>> = {
  id: ({ entry }) => entry.id,
  at: ({ entry }) => entry.at,
  time: ({ entry, time }) => time(entry.at),
  kind: ({ entry }) => entry.kind,
  amount: ({ entry: { amount, currency } }) => ({ amount, currency }),
  currency: ({ entry }) => entry.currency,
  order_id: ({ entry }) => entry.order,
  buyer_id: ({ order }) => order?.buyer,
  product: ({ entry, names }) => names.get(entry.product),
  product_id: ({ entry }) => entry.product,
  quantity: ({ order }) => order?.quantity,
  coupon: ({ order }) => order?.couponCode,
  method: ({ entry, names }) => names.get(entry.method),
  method_id: ({ entry }) => entry.method,
  staff_id: ({ entry }) => entry.actor,
};

/** Gives the ledger away as tables, line by line, in all currencies. */
export class SalesExport {
  readonly #context: Context;
  readonly #sales: Sales;

  constructor(context: Context, sales: Sales) {
    this.#context = context;
    this.#sales = sales;
  }

  /** Writes down who asked for which time. */
  async begin(guild: string, period: Period, by: string): Promise<void> {
    await this.#context.database.transaction((em) =>
      this.#context.audit.write(em, { guild, actor: by, action: 'exported', to: period }),
    );
  }

  /**
   * The lines of a time, the oldest first, in as many tables as are needed for each to be a file that Discord takes.
   * @param limit of a table, in bytes of CSV.
   */
  parts(format: ExportFormat, wish: ExportWish, limit?: number): AsyncGenerator<CsvPart | XlsxPart> {
    const [head, rows] = [Object.keys(columns), this.#rows(wish)];
    return format === 'csv' ? csvParts(head, rows, limit) : xlsxParts(wish.sheet, head, rows, limit);
  }

  async *#rows({ guild, period, timeZone, time }: ExportWish): AsyncGenerator<Cell[]> {
    const names = await this.names(guild);
    const where = whereIn(guild, await this.#sales.span(guild, period, timeZone));
    const em = this.#context.database.read();
    for await (const entries of rowsOf(em, LedgerEntry, where, { fields, by: ['at', 'id'], size: 500 })) {
      const orders = await this.#orders(entries.map(({ order }) => order));
      for (const entry of entries) {
        const source = { entry, order: orders.get(entry.order), names, time };
        yield Object.values(columns).map((column) => column(source));
      }
    }
  }

  async #orders(ids: readonly string[]): Promise<Map<string, NonNullable<Source['order']>>> {
    const orders = new Map<string, NonNullable<Source['order']>>();
    const em = this.#context.database.read();
    const where = { id: { $in: [...new Set(ids)] } };
    for await (const rows of rowsOf(em, Order, where, { fields: orderFields, by: 'id' })) {
      for (const order of rows) {
        orders.set(order.id, order);
      }
    }
    return orders;
  }

  /** What products and ways to pay are called now, also those that were taken away. */
  async names(guild: string): Promise<Map<string, string>> {
    const em = this.#context.database.read();
    const options = { fields: ['name'], disableIdentityMap: true } as const;
    const named = [
      ...(await em.find(Product, { guild }, options)),
      ...(await em.find(Method, { guild }, options)),
    ];
    return new Map(named.map(({ id, name }) => [id, name]));
  }
}
