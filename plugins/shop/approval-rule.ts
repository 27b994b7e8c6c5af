import { automatic } from '@guildhall/sdk';
import type { Context } from './context.ts';
import type { Orders } from './orders.ts';
import { verdictOf } from './payment-verdict.ts';
import type { Review } from './review.ts';
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
    const { approveSeen, fourEyes } = await this.#context.settings(guild);
    const order = await this.#orders.of(guild, id);
    if (!approveSeen || fourEyes || !order || !['submitted', 'reviewing'].includes(order.payment)) {
      return;
    }
    const verdict = verdictOf(order, await this.#sightings.of(order));
    if (verdict && verdict.amount !== 'under' && verdict.doubts.length === 0) {
      // Who looks at it just now, or a buyer who may not buy: a refusal leaves it to them.
      await this.#review.approve(guild, id, automatic);
    }
  }
}
