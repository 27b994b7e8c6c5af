import { attempt, err, forgotten, ok, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { keepFile, type NamedFile, openFiles } from '../catalogue/goods-files.ts';
import { aboutProduct } from '../catalogue/products.ts';
import type { Context } from '../context.ts';
import { Deliverable } from '../entities/deliverable.ts';
import type { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { StockItem } from '../entities/stock-item.ts';
import { lockProduct } from '../locks.ts';
import type { Changes } from '../orders/changes.ts';
import { needAnothers, standingRefusal } from '../orders/order-refusals.ts';
import { isDueToCome, isPaid } from '../orders/order-states.ts';
import { needOrder, type Orders } from '../orders/orders.ts';
import { aboutItem, itemLength, type Stock } from '../stock/stock.ts';
import { type Buyer, type RoleGrants, waitsForRole } from './role-grants.ts';

/** Something that was bought, opened for whoever may read it. */
export interface Content {
  readonly number: number;
  readonly text: string;
  /** It is this file; the text is its name. */
  readonly file: NamedFile | undefined;
  readonly state: Deliverable['state'];
}

/** What staff send instead of something that is no item: a text, a file, or both. */
export interface Instead {
  readonly text?: string | undefined;
  readonly file?: NamedFile | undefined;
}

/** What staff are to know of something that was bought: everything but what it is. */
export interface Goods extends Pick<Deliverable, 'number' | 'state' | 'shownAt'> {
  /** Its number in the stock; null: it never was in it. */
  readonly item: number | null;
}

/** What an order brings: an item of the stock, a file by its id, or a text. */
interface Brought {
  readonly item?: string;
  readonly file?: string;
  readonly text?: string;
}

/** How what is not in the stock is bound to its row. */
export const aboutDeliverable = (id: string) => `deliverable:${id}`;

/** What orders bring their buyers: who gets which item, once and for ever. */
export class Delivery {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #orders: Orders;
  readonly #stock: Stock;
  readonly #roles: RoleGrants;

  constructor(context: Context, changes: Changes, orders: Orders, stock: Stock, roles: RoleGrants) {
    this.#context = context;
    this.#changes = changes;
    this.#orders = orders;
    this.#stock = stock;
    this.#roles = roles;
  }

  /**
   * Decides what an order that was paid gets: beside the product's own role that of all customers.
   * @returns whether it is all there; else staff write it by hand.
   */
  async allocate(em: EntityManager, order: Order, product: Product, buyer: Buyer): Promise<boolean> {
    if (order.supply === 'items') {
      for (const [index, { id: item }] of (await this.#stock.sell(em, order)).entries()) {
        this.#add(em, order, index + 1, { item });
      }
    } else if (order.supply === 'text' && product.content !== null) {
      const text = this.#context.vault.open(product.content!, aboutProduct(product.id));
      this.#add(em, order, 1, { text });
    } else if (order.supply === 'file' && product.file) {
      this.#add(em, order, 1, { file: product.file });
    }
    await em.flush();
    await this.#roles.grant(em, order, buyer);
    // What every buyer gets may have been taken off the product since it was ordered.
    return order.supply === 'none' || (await em.count(Deliverable, { order: order.id })) > 0;
  }

  /** What an order brought, opened. Show it to its buyer alone, or to whoever of staff may, and write that down. */
  async contents(order: string): Promise<Content[]> {
    const em = this.#context.database.read();
    const rows = await em.find(Deliverable, { order }, { orderBy: { number: 'asc' } });
    const ids = rows.map(({ item }) => item).filter((item) => item != null);
    const items = new Map((await em.find(StockItem, { id: { $in: ids } })).map((item) => [item.id, item]));
    const { vault } = this.#context;
    const files = await openFiles(
      this.#context,
      em,
      rows.flatMap(({ file }) => file ?? []),
    );
    return rows.map(({ id, item, file, content, number, state }) => ({
      number,
      state,
      file: files.get(file ?? ''),
      text: file
        ? (files.get(file)?.name ?? '')
        : item
          ? vault.open(items.get(item)!.content, aboutItem(item))
          : vault.open(content!, aboutDeliverable(id)),
    }));
  }

  /** What an order brought, unopened. */
  async goods(order: string): Promise<Goods[]> {
    const em = this.#context.database.read();
    const rows = await em.find(Deliverable, { order }, { orderBy: { number: 'asc' } });
    const ids = rows.map(({ item }) => item).filter((item) => item != null);
    const items = await em.find(StockItem, { id: { $in: ids } }, { fields: ['number'] });
    const numbers = new Map(items.map(({ id, number }) => [id, number]));
    return rows.map(({ number, state, shownAt, item }) => ({
      number,
      state,
      shownAt,
      item: numbers.get(item ?? '') ?? null,
    }));
  }

  /**
   * Somebody of staff reads what an order brought; that they did is in the audit log. @returns it, or why not:
   * `no-such-order`, `not-delivered`.
   */
  async inspect(guild: string, id: string, by: string): Promise<Result<Content[], Refusal>> {
    const read = await this.#orders.change(guild, id, async (em) => {
      if ((await em.count(Deliverable, { order: id })) === 0) {
        throw new Refusal('not-delivered');
      }
      await this.#context.audit.write(em, { guild, actor: by, action: 'inspect', target: id });
    });
    return read.match({ ok: async () => ok(await this.contents(id)), err: async (refusal) => err(refusal) });
  }

  /**
   * The buyer reads what they bought; with that it is delivered. @returns the order and what it brought; or why not:
   * `not-yours`, `not-delivered`, and where it stands.
   */
  async reveal(
    guild: string,
    id: string,
    buyer: string,
  ): Promise<Result<{ readonly order: Order; readonly contents: Content[] }, Refusal>> {
    const read = await this.#orders.change(guild, id, async (em, order) => {
      if (order.buyer !== buyer) {
        throw new Refusal('not-yours');
      }
      if (!isPaid(order.payment) || !isDueToCome(order.fulfilment)) {
        throw standingRefusal(order);
      }
      if (order.fulfilment === 'manual') {
        throw new Refusal('not-delivered');
      }
      const now = this.#context.clock.now();
      await em.nativeUpdate(Deliverable, { order: id, shownAt: null }, { shownAt: now });
      // What is not there but for the role comes with the role.
      if (order.fulfilment === 'delivered' || waitsForRole(order) || (await this.#roles.isDue(em, order))) {
        return order;
      }
      const change = { deliveredAt: order.deliveredAt ?? now, problem: null };
      return this.#changes.enter(em, order, `${paidOf(order)}/delivered`, change, {
        event: 'deliver',
        actor: buyer,
      });
    });
    return read.match({
      ok: async (order) => ok({ order, contents: await this.contents(order.id) }),
      err: async (refusal) => err(refusal),
    });
  }

  /** Staff write what the buyer gets. @returns the order, or why not: `not-by-hand`, `own-order`, `content-length`, … */
  async fill(guild: string, id: string, text: string, by: string): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    return this.#orders.change(guild, id, async (em, order) => {
      needPaid(order);
      needAnothers(order, by, settings);
      if (order.fulfilment !== 'manual') {
        throw new Refusal('not-by-hand');
      }
      this.#add(em, order, 1, { text: written(text) });
      await em.flush();
      return this.#changes.enter(em, order, `${paidOf(order)}/allocated`, {}, { event: 'fill', actor: by });
    });
  }

  /** Sends it again. @returns the order, or why not: `not-delivered`, … */
  async resend(guild: string, id: string, by: string): Promise<Result<Order, Refusal>> {
    return this.#orders.change(guild, id, async (em, order) => {
      needSent(order);
      await this.#roles.again(em, order.id);
      const change = { delivery: order.delivery + 1, problem: null };
      return this.#changes.enter(em, order, `${paidOf(order)}/allocated`, change, {
        event: 'resend',
        actor: by,
      });
    });
  }

  /**
   * Gives the buyer something else instead of what was bad: the next item, and the bad one is never sold again; or, where it
   * is no item, what staff write. What was bad stays in the order for staff. No money moves.
   * @param number of what was delivered. @param instead of anything but an item.
   * @returns the order, or why not: `no-such-item`, `sold-out`, `nothing-to-send`, `nothing-written`, `content-length`, `own-order`, …
   */
  async replace(
    guild: string,
    id: string,
    number: number,
    by: string,
    reason: string,
    instead: Instead = {},
  ): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    return attempt(this.#context.database, async (em) => {
      const { product } = await needOrder(em, guild, id);
      await lockProduct(em, guild, product);
      const order = await needOrder(em, guild, id);
      needSent(order);
      needAnothers(order, by, settings);
      if (order.supply === 'none') {
        throw new Refusal('nothing-to-send', { name: order.productName });
      }
      const all = await em.find(Deliverable, { order: id }, { disableIdentityMap: true });
      const old = all.find((one) => one.number === number && one.state === 'current');
      if (!old) {
        throw new Refusal('no-such-item', { number });
      }
      const others = old.item
        ? [{ item: await this.#stock.sellNext(em, order, settings.lowStock) }]
        : this.#written(em, order, instead);
      await em.nativeUpdate(Deliverable, { id: old.id }, { state: 'replaced' });
      if (old.item) {
        await this.#stock.burn(em, id, old.item);
      }
      const last = Math.max(...all.map((one) => one.number));
      for (const [index, other] of others.entries()) {
        this.#add(em, order, last + index + 1, other);
      }
      await em.flush();
      const change = { delivery: order.delivery + 1, problem: null };
      return this.#changes.enter(em, order, `${paidOf(order)}/allocated`, change, {
        event: 'replace',
        actor: by,
        reason,
      });
    });
  }

  /** The money went back: what was delivered is no longer theirs, and is never sold again. */
  async revoke(em: EntityManager, { id }: Order): Promise<void> {
    await this.#stock.burn(em, id);
    await em.nativeUpdate(Deliverable, { order: id, state: 'current' }, { state: 'revoked' });
    await this.#roles.revoke(em, id);
  }

  /** Keeps what staff send. @throws Refusal `nothing-written`, `content-length`. */
  #written(em: EntityManager, { guild, product }: Order, { text = '', file }: Instead): Brought[] {
    const kept = file ? [{ file: keepFile(this.#context, em, { guild, product }, file) }] : [];
    if (text.trim() !== '') {
      return [{ text: written(text) }, ...kept];
    }
    if (!file) {
      throw new Refusal('nothing-written');
    }
    return kept;
  }

  #add(em: EntityManager, { guild, id: order }: Order, number: number, { item, file, text }: Brought): void {
    const { clock, newId, vault } = this.#context;
    const id = newId();
    em.create(Deliverable, {
      id,
      guild,
      order,
      number,
      item: item ?? null,
      file: file ?? null,
      content: text === undefined ? null : vault.seal(text, aboutDeliverable(id)),
      state: 'current',
      shownAt: null,
      addedAt: clock.now(),
    });
  }
}

/** What staff write for a buyer. @throws Refusal `content-length`. */
function written(text: string): string {
  const content = text.trim();
  if (content === '' || content.length > itemLength) {
    throw new Refusal('content-length', { max: itemLength });
  }
  return content;
}

/** @throws Refusal where it stands, when nobody has paid, or the money went back. */
export function needPaid(order: Order): void {
  if (!isPaid(order.payment)) {
    throw standingRefusal(order);
  }
}

/** @throws Refusal as {@link needPaid}, `nobody-there`, `on-its-way`, or `not-delivered`. */
function needSent(order: Order): void {
  needPaid(order);
  if (!isDueToCome(order.fulfilment)) {
    throw standingRefusal(order);
  }
  if (order.buyer === forgotten) {
    throw new Refusal('nobody-there');
  }
  if (order.fulfilment === 'allocated') {
    throw new Refusal('on-its-way');
  }
  if (order.fulfilment === 'manual') {
    throw new Refusal('not-delivered');
  }
}

const paidOf = ({ payment }: Order) => payment as 'captured' | 'part-refunded';
