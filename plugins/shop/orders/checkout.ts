import {
  attempt,
  conflictOf,
  err,
  type Money,
  Overtaken,
  Refusal,
  type Result,
  type Suspect,
  wallTimeAt,
} from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { kinds } from '../catalogue/deliverables.ts';
import { type Context, minute } from '../context.ts';
import type { Coupons } from '../coupons/coupons.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { needNewRole } from '../delivery/role-grants.ts';
import { Method } from '../entities/method.ts';
import { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { lockProduct } from '../locks.ts';
import { ordinary, type Quote, type Rates } from '../payment/rates.ts';
import type { ShopSettings } from '../settings.ts';
import type { Stock } from '../stock/stock.ts';
import { priceIn, sumOf } from './amounts.ts';
import type { Changes } from './changes.ts';
import { needFewForNothing, needUnblocked, withinLimit } from './limits.ts';
import { endingOf, newOrderId } from './order-id.ts';

/** How many items of a product one order can have. */
const quantityLimit = 20;

/** How many of a product one order can have. Of what is not counted there is one: more would bring its buyer nothing. */
export const mostOf = ({ supply }: Pick<Product, 'supply'>): number =>
  supply === 'items' ? quantityLimit : 1;

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
  /** How it is paid; empty where nothing is to be paid. */
  readonly method: string;
  /** Up to 48 characters: the id of the interaction. What is asked again with the same key is the same order. */
  readonly key: string;
}

interface Parts {
  readonly changes: Changes;
  readonly stock: Stock;
  readonly coupons: Coupons;
  readonly rates: Rates;
  readonly delivery: Delivery;
}

/** How an order is paid, as it stands in its row. */
type Terms = Quote & Pick<Order, 'method' | 'methodName' | 'methodKind' | 'address' | 'instructions'>;

/**
 * Makes orders: looks at every limit, keeps the stock and fixes what is to be paid, in one transaction. What costs nothing is
 * its buyer's in the same one.
 */
export class Checkout {
  readonly #context: Context;
  readonly #parts: Parts;

  constructor(context: Context, parts: Parts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Whether somebody may order at all, before they are asked what. @throws Refusal as {@link needUnblocked} says. */
  async needBuyer(guild: string, user: string): Promise<void> {
    const { clock, database, rolesOf } = this.#context;
    const roles = await rolesOf(guild, user);
    await needUnblocked(database.read(), { guild, user, roles }, clock.now());
  }

  /**
   * @returns the order, which waits for its payment, or for its delivery where it costs nothing; or why not: `not-ready`, what {@link needUnblocked} says, `no-such-product`, `no-such-method`, `not-free`,
   * `no-price`, `quantity`, `sold-out`, `limit-reached`, `role-already`, `too-many-orders`, and what {@link Coupons.take} and {@link Rates.quote}
   * say.
   */
  async order(wish: Wish): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(wish.guild);
    const timeZone = await this.#context.timeZoneOf(wish.guild);
    const roles = await this.#context.rolesOf(wish.guild, wish.buyer);
    if (!settings.reviewChannel) {
      return err(new Refusal('not-ready'));
    }
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
    const { changes, coupons, stock } = this.#parts;
    await needUnblocked(em, { guild, user: buyer, roles }, clock.now());
    await stock.need(em, guild, wish.product, quantity);
    const product = await lockProduct(em, guild, wish.product);
    if (!product || product.removedAt || !product.visible) {
      throw new Refusal('no-such-product');
    }
    const max = mostOf(product);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > max) {
      throw new Refusal('quantity', { max });
    }
    const price = priceIn(product.prices, wish.currency);
    if (!price) {
      throw new Refusal('no-price', { currency: wish.currency });
    }
    await withinLimit(em, product, buyer, quantity);
    await needNewRole(em, product, buyer);
    const coupon = wish.coupon?.trim()
      ? await coupons.take(em, { guild, buyer, product: product.id, currency: price.currency }, wish.coupon)
      : undefined;
    const sum = sumOf(price.amount, quantity, coupon);
    if (!sum) {
      throw new Refusal('quantity', { max });
    }
    const due = { amount: sum.total, currency: price.currency };
    const terms = due.amount > 0 ? await this.#terms(em, wish, due, settings) : unpaid;
    const slot = await freeSlot(em, guild, buyer, settings.openOrders);
    const now = clock.now();
    const id = newOrderId(settings.prefix, wallTimeAt(timeZone, now), randomBytes);
    const order = em.create(Order, {
      id,
      guild,
      ending: endingOf(id),
      buyer,
      veil: null,
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
      ...terms,
      payment: 'awaiting',
      fulfilment: 'reserved',
      captured: 0,
      refunded: 0,
      createdAt: now,
      changedAt: now,
      expiresAt: new Date(now.getTime() + settings.payWithin * minute),
      submissions: 0,
      rejections: 0,
      delivery: 0,
      sendAt: null,
      sendTries: 0,
      version: 1,
      slotKey: due.amount > 0 ? slot : `${guild}:${buyer}:free`,
      requestKey: wish.key,
    });
    // Of two who get the same id, the same slot, or click twice, one begins anew and sees what the other did.
    await em.flush().catch((error) => {
      throw conflictOf(error) ? new Overtaken() : error;
    });
    if (product.supply === 'items') {
      await stock.reserve(em, order, settings.lowStock);
    }
    if (coupon) {
      coupons.use(em, order, coupon);
    }
    const record = () => changes.record(em, order, { event: 'order', actor: buyer }, null);
    if (due.amount > 0) {
      await record();
      return order;
    }
    // Roles come before the audit log, as with every order that brings them: nobody waits for somebody who waits for them.
    const taker = { customers: settings.customerRole, had: roles };
    const ready = await this.#parts.delivery.allocate(em, order, product, taker);
    if (!ready) {
      await needFewForNothing(em, order, settings.openOrders);
    }
    await record();
    return this.#give(em, order, ready);
  }

  /** @throws Refusal `not-free`, `no-such-method`, and as {@link Rates.quote} says. */
  async #terms(
    em: EntityManager,
    { guild, method: id }: Wish,
    due: Money,
    settings: ShopSettings,
  ): Promise<Terms> {
    if (!id) {
      throw new Refusal('not-free', { price: due });
    }
    const method = await em.findOne(Method, { guild, id, removedAt: null });
    if (!method) {
      throw new Refusal('no-such-method');
    }
    const { name, kind, address, instructions } = method;
    const quote = await this.#parts.rates.quote(em, method, due, settings);
    return { method: id, methodName: name, methodKind: kind, address, instructions, ...quote };
  }

  /** Nobody has to look at a payment of nothing: what was ordered is delivered, or written by staff. */
  #give(em: EntityManager, order: Order, ready: boolean): Promise<Order> {
    const change = { capturedAt: this.#context.clock.now(), ...(!ready && { supply: 'hand' as const }) };
    const to = ready ? 'captured/allocated' : 'captured/manual';
    const deed = { event: 'take-free', actor: order.buyer } as const;
    return this.#parts.changes.enter(em, order, to, change, deed);
  }
}

/** How an order is paid that costs nothing. */
const unpaid: Terms = {
  method: '',
  methodName: '',
  methodKind: '',
  address: null,
  instructions: '',
  ...ordinary,
};

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
