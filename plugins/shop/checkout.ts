import {
  attempt,
  blockOf,
  conflictOf,
  Overtaken,
  Refusal,
  type Result,
  type Suspect,
  wallTimeAt,
} from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { priceIn, sumOf } from './amounts.ts';
import type { Changes } from './changes.ts';
import { type Context, minute } from './context.ts';
import type { Coupons } from './coupons.ts';
import { kinds } from './deliverables.ts';
import { Block } from './entities/block.ts';
import { Method } from './entities/method.ts';
import { Order } from './entities/order.ts';
import type { Product } from './entities/product.ts';
import { lockProduct } from './locks.ts';
import { endingOf, newOrderId } from './order-id.ts';
import { voidPayments } from './order-states.ts';
import type { Rates } from './rates.ts';
import { needNewRole } from './role-grants.ts';
import type { ShopSettings } from './settings.ts';
import type { Stock } from './stock.ts';

/** How many of a product one order can have. */
export const quantityLimit = 20;

/** What somebody wants to buy. */
export interface Wish {
  readonly guild: string;
  readonly buyer: string;
  readonly channel: string;
  readonly product: string;
  readonly quantity: number;
  /** The usual one of the product, when left out. */
  readonly currency?: string | undefined;
  readonly coupon?: string | undefined;
  readonly method: string;
  /** Up to 48 characters: the id of the interaction. What is asked again with the same key is the same order. */
  readonly key: string;
}

/** Makes orders: looks at every limit, keeps the stock and fixes what is to be paid, in one transaction. */
export class Checkout {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #stock: Stock;
  readonly #coupons: Coupons;
  readonly #rates: Rates;

  constructor(context: Context, changes: Changes, stock: Stock, coupons: Coupons, rates: Rates) {
    this.#context = context;
    this.#changes = changes;
    this.#stock = stock;
    this.#coupons = coupons;
    this.#rates = rates;
  }

  /**
   * @returns the order, which waits for its payment; or why not: `blocked`, `blocked-until`, `no-such-product`, `no-such-method`,
   * `no-price`, `quantity`, `sold-out`, `limit-reached`, `role-already`, `too-many-orders`, and what {@link Coupons.take} and {@link Rates.quote}
   * say.
   */
  async order(wish: Wish): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(wish.guild);
    const timeZone = await this.#context.timeZoneOf(wish.guild);
    const roles = await this.#context.rolesOf(wish.guild, wish.buyer);
    return attempt(this.#context.database, async (em) => {
      const twin = await em.findOne(Order, { requestKey: wish.key });
      return twin ?? this.#make(em, { ...wish, roles }, settings, timeZone);
    });
  }

  async #make(
    em: EntityManager,
    wish: Wish & Pick<Suspect, 'roles'>,
    settings: ShopSettings,
    timeZone: string,
  ): Promise<Order> {
    const { guild, buyer, quantity, roles } = wish;
    const { clock, randomBytes } = this.#context;
    const block = await blockOf(em, Block, { guild, user: buyer, roles }, clock.now());
    if (block) {
      throw new Refusal(block.until ? 'blocked-until' : 'blocked', { at: block.until ?? null });
    }
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > quantityLimit) {
      throw new Refusal('quantity', { max: quantityLimit });
    }
    await this.#stock.need(em, guild, wish.product, quantity);
    const product = await lockProduct(em, guild, wish.product);
    if (!product || product.removedAt || !product.visible) {
      throw new Refusal('no-such-product');
    }
    const method = await em.findOne(Method, { guild, id: wish.method, removedAt: null });
    if (!method) {
      throw new Refusal('no-such-method');
    }
    const price = priceIn(product.prices, wish.currency);
    if (!price) {
      throw new Refusal('no-price', { currency: wish.currency });
    }
    await withinLimit(em, product, buyer, quantity);
    await needNewRole(em, product, buyer, quantity);
    const coupon = wish.coupon?.trim()
      ? await this.#coupons.take(
          em,
          { guild, buyer, product: product.id, currency: price.currency },
          wish.coupon,
        )
      : undefined;
    const sum = sumOf(price.amount, quantity, coupon);
    if (!sum) {
      throw new Refusal('quantity', { max: quantityLimit });
    }
    const due = { amount: sum.total, currency: price.currency };
    const quote = await this.#rates.quote(em, method, due, settings);
    const now = clock.now();
    const id = newOrderId(settings.prefix, wallTimeAt(timeZone, now), randomBytes);
    const order = em.create(Order, {
      id,
      guild,
      ending: endingOf(id),
      buyer,
      channel: wish.channel,
      product: product.id,
      productName: product.name,
      emoji: product.emoji ?? kinds[product.kind],
      kind: product.kind,
      supply: product.supply,
      role: product.role,
      roleMinutes: product.roleMinutes,
      quantity,
      currency: price.currency,
      price: price.amount,
      discount: sum.discount,
      total: sum.total,
      coupon: coupon?.id ?? null,
      couponCode: coupon?.code ?? null,
      method: method.id,
      methodName: method.name,
      methodKind: method.kind,
      address: method.address,
      instructions: method.instructions,
      ...quote,
      payment: 'awaiting',
      fulfilment: 'reserved',
      captured: 0,
      refunded: 0,
      createdAt: now,
      changedAt: now,
      expiresAt: new Date(now.getTime() + settings.payWithin * minute),
      rejections: 0,
      delivery: 0,
      sendAt: null,
      sendTries: 0,
      version: 1,
      slotKey: await freeSlot(em, guild, buyer, settings.openOrders),
      requestKey: wish.key,
    });
    // Of two who get the same id, the same slot, or click twice, one begins anew and sees what the other did.
    await em.flush().catch((error) => {
      throw conflictOf(error) ? new Overtaken() : error;
    });
    if (product.supply === 'items') {
      await this.#stock.reserve(em, order, settings.lowStock);
    }
    if (coupon) {
      this.#coupons.use(em, order, coupon);
    }
    await this.#changes.record(em, order, { event: 'order', actor: buyer }, null);
    return order;
  }
}

/** @throws Refusal `limit-reached`, with how many the buyer may still have. */
async function withinLimit(
  em: EntityManager,
  product: Product,
  buyer: string,
  quantity: number,
): Promise<void> {
  const { id, name, perBuyer } = product;
  if (!perBuyer) {
    return;
  }
  const before = await em.find(
    Order,
    { product: id, buyer, payment: { $nin: [...voidPayments] } },
    { fields: ['quantity'], disableIdentityMap: true },
  );
  const had = before.reduce((sum, order) => sum + order.quantity, 0);
  if (had + quantity > perBuyer) {
    throw new Refusal('limit-reached', { name, max: perBuyer, count: Math.max(0, perBuyer - had) });
  }
}

/** @throws Refusal `too-many-orders` when all slots of a buyer are taken. */
export async function freeSlot(
  em: EntityManager,
  guild: string,
  buyer: string,
  slots: number,
): Promise<string> {
  const keys = Array.from({ length: slots }, (_, slot) => `${guild}:${buyer}:${slot}`);
  const taken = await em.find(
    Order,
    { slotKey: { $in: keys } },
    { fields: ['slotKey'], disableIdentityMap: true },
  );
  const free = keys.find((key) => !taken.some(({ slotKey }) => slotKey === key));
  if (!free) {
    throw new Refusal('too-many-orders', { count: slots });
  }
  return free;
}
