import { forgotten, veiled } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Coupons } from '../coupons/coupons.ts';
import { Order } from '../entities/order.ts';
import type { Stock } from '../stock/stock.ts';
import type { Changes } from './changes.ts';
import { standingOf, waysFrom } from './order-states.ts';

/** Orders whose buyer asks to be forgotten: they stay as numbers, and their limits go on for whoever it was. */
export class Erasures {
  readonly #changes: Changes;
  readonly #stock: Stock;
  readonly #coupons: Coupons;

  constructor(changes: Changes, stock: Stock, coupons: Coupons) {
    this.#changes = changes;
    this.#stock = stock;
    this.#coupons = coupons;
  }

  /**
   * Whoever is gone pays no more: what was kept for them is for others. @returns their orders: from here on nobody changes
   * them as theirs. @throws Overtaken when somebody changes one of the orders at this moment.
   */
  async forget(em: EntityManager, user: string): Promise<Order[]> {
    const orders = await em.find(
      Order,
      { buyer: user },
      { disableIdentityMap: true, orderBy: { id: 'asc' } },
    );
    for (const order of orders) {
      const [to] = waysFrom('forget', standingOf(order));
      if (order.fulfilment === 'reserved') {
        await this.#stock.release(em, order.id);
        await this.#coupons.release(em, order.id);
      }
      const change = { buyer: forgotten, veil: veiled(order.guild, user) };
      await this.#changes.enter(em, order, to!, change, { event: 'forget', actor: forgotten });
    }
    return orders;
  }
}
