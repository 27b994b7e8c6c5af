import { automatic } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import type { Order } from '../entities/order.ts';
import type { Sighting } from '../entities/sighting.ts';
import type { Orders } from '../orders/orders.ts';
import type { Review } from '../review/review.ts';
import { cameOf, verdictOf } from './payment-verdict.ts';
import type { Sightings } from './sightings.ts';

/** Says yes in place of staff, where the owner wants it and nothing about a payment is in doubt. */
export class ApprovalRule {
  readonly #context: Context;
  readonly #orders: Orders;
  readonly #review: Review;
  readonly #sightings: Sightings;

  constructor(context: Context, orders: Orders, review: Review, sightings: Sightings) {
    this.#context = context;
    this.#orders = orders;
    this.#review = review;
    this.#sightings = sightings;
  }

  /** Looks at an order that a source saw a payment of. What it does not approve stays with staff. */
  async decide(guild: string, id: string): Promise<void> {
    const { approveSeen, fourEyes, shortBy } = await this.#context.settings(guild);
    const order = await this.#orders.of(guild, id);
    if (!approveSeen || fourEyes || !order || !['submitted', 'reviewing'].includes(order.payment)) {
      return;
    }
    const seen = await this.#sightings.of(order);
    const verdict = verdictOf(order, seen, shortBy);
    if (verdict && verdict.amount !== 'under' && verdict.doubts.length === 0) {
      // Who looks at it just now, or a buyer who may not buy: a refusal leaves it to them.
      const yes = { seen: order.submissions, came: shortOf(order, seen, shortBy) };
      await this.#review.approve(guild, id, automatic, yes);
    }
  }

  /**
   * How much came of an order's price, in minor units, where it is a little less than all and the owner lets that pass;
   * undefined: whoever says yes saw all of it.
   */
  async came(guild: string, id: string): Promise<number | undefined> {
    const { shortBy } = await this.#context.settings(guild);
    const order = await this.#orders.of(guild, id);
    return order && shortOf(order, await this.#sightings.of(order), shortBy);
  }
}

const shortOf = (order: Order, seen: readonly Sighting[], shortBy: number): number | undefined =>
  verdictOf(order, seen, shortBy)?.amount === 'nearly' ? cameOf(order, seen) : undefined;
