import type {
  Money,
  OrderRecord,
  OrderService,
  PurchaseRecord,
  PurchaseState,
  ShopService,
} from '@guildhall/sdk';
import type { Answers, Question } from './question.ts';

/** An order, wherever it is kept, as a ticket shows it. */
export interface OrderFacts {
  readonly id: string;
  readonly status: OrderRecord['state'] | PurchaseState;
  /** The product with how many, or the details of an order. */
  readonly product: string;
  readonly quantity: number;
  readonly total: Money | undefined;
  readonly payment: string | undefined;
  readonly date: Date;
  /** The id of the user it belongs to; undefined: somebody who is known by a name alone. */
  readonly owner: string | undefined;
}

/** Where orders are kept in a guild now; undefined where that feature is off or away. */
export interface OrderSources {
  orders(guild: string): Promise<OrderService | undefined>;
  shop(guild: string): Promise<ShopService | undefined>;
}

/**
 * - `unknown`: no order of that id, or none that this person may know of: nobody can tell which.
 * - `unchecked`: nobody could be asked.
 */
export type OrderFound = OrderFacts | 'unknown' | 'unchecked';

/** Whoever asks: people know their own orders, staff all of them. */
export interface Asker {
  readonly user: string;
  readonly staff: boolean;
}

/** The answers to all questions for an order. */
export const answersAbout = (questions: readonly Question[], order: string): Answers =>
  Object.fromEntries(
    questions.filter(({ kind }) => kind === 'order').map(({ id }) => [id, { values: [order] }]),
  );

/** Finds orders for tickets. */
export class OrderLookup {
  readonly #sources: OrderSources;

  constructor(sources: OrderSources) {
    this.#sources = sources;
  }

  async find(guild: string, typed: string, asker: Asker): Promise<OrderFound> {
    const [orders, shop] = await Promise.all([this.#sources.orders(guild), this.#sources.shop(guild)]);
    if (!orders && !shop) {
      return 'unchecked';
    }
    // Both are asked, one after the other: which of them knows an id is nobody's business.
    const order = await orders?.find(guild, typed);
    const purchase = await shop?.find(guild, typed);
    const found = [
      ...(typeof order === 'object' ? [factsOfOrder(order)] : []),
      ...(typeof purchase === 'object' ? [factsOfPurchase(purchase)] : []),
    ];
    return found.find(({ owner }) => asker.staff || owner === asker.user) ?? 'unknown';
  }
}

function factsOfOrder({ id, state, details, price, createdAt, customer }: OrderRecord): OrderFacts {
  return {
    id,
    status: state,
    product: details,
    quantity: 1,
    total: price,
    payment: undefined,
    date: createdAt,
    owner: customer.user,
  };
}

function factsOfPurchase(purchase: PurchaseRecord): OrderFacts {
  const { id, state, product, quantity, total, payment, createdAt, buyer } = purchase;
  return { id, status: state, product, quantity, total, payment, date: createdAt, owner: buyer };
}
