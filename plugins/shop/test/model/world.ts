import type { Refusal, Result } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../../test/ground/plugin-ground.ts';
import { CouponUse } from '../../entities/coupon-use.ts';
import { Deliverable } from '../../entities/deliverable.ts';
import { Happening } from '../../entities/happening.ts';
import { LedgerEntry } from '../../entities/ledger-entry.ts';
import { Order } from '../../entities/order.ts';
import { StockItem } from '../../entities/stock-item.ts';
import { type OrderEvent, type Standing, standingOf, waysFrom } from '../../order-states.ts';
import { type Parts, partsOf } from '../../parts.ts';
import { type Ground, guild, person, sam } from '../ground.ts';
import { Fuse, Killed } from './fuse.ts';
import { type Answer, coupon, firstItems, ok, type ShopModel } from './shop-model.ts';

const names = ['eve', 'bob', 'sam', 'tim'];

/** How what was done ended: with an answer, or with the process. */
type End = Answer | 'killed before it was written' | 'killed when it was written';

/** A shop with one product, on a database, whose process may end at any step. */
export class World {
  readonly ground: Ground;
  readonly product: string;
  readonly method: string;
  readonly code: string;
  readonly fuse = new Fuse();
  /** The ids of the orders, in the order in which they were made. */
  readonly ids: string[] = [];
  /** What a buyer was sent, by order and by how often it was sent anew. */
  readonly sent = new Map<string, string>();
  /** An item that is there, to bring once more. */
  first: string | undefined;
  /** A person of this world. */
  readonly who: (name: string) => string;
  parts: Parts;
  #clicks = 0;

  private constructor(ground: Ground, product: string, method: string, code: string, number: number) {
    this.ground = ground;
    this.product = product;
    this.method = method;
    this.code = code;
    this.who = (name) => person(number * names.length + names.indexOf(name));
    this.parts = partsOf(this.fuse.on(ground.context));
  }

  /** @param number different in each: its people and its coupon are its own. */
  static async open(ground: Ground, method: string, number: number): Promise<World> {
    const code = `less${number}`;
    const product = await ground.addProduct();
    const items = Array.from({ length: firstItems }, (_, index) => `first item ${index}`);
    (await ground.stock.import(guild, product.id, items, sam)).unwrap();
    (await ground.coupons.add(guild, { code, ...coupon }, sam)).unwrap();
    return new World(ground, product.id, method, code, number);
  }

  /** The process begins anew: nothing that it remembered is there. */
  restart(): void {
    this.parts = partsOf(this.fuse.on(this.ground.context));
  }

  click(): string {
    this.#clicks += 1;
    return `${this.product}-${this.#clicks}`;
  }

  async buyerOf(id: string): Promise<string> {
    return (await this.ground.now(id)).buyer;
  }

  /** Does something whose process ends after so many steps, if it has as many. */
  async attempt(
    steps: number | undefined,
    work: () => Promise<Result<unknown, Refusal> | void>,
  ): Promise<End> {
    const { jobs, audit } = this.ground;
    const before = { jobs: new Map(jobs), audit: audit.length };
    this.fuse.light(steps);
    try {
      const result = await work();
      return (result && codeOf(result)) ?? ok;
    } catch (error) {
      if (!(error instanceof Killed)) {
        throw error;
      }
      if (this.fuse.committed) {
        return 'killed when it was written';
      }
      // Jobs and the audit log are written in the same transaction: they are not there either.
      audit.length = before.audit;
      jobs.clear();
      for (const [key, job] of before.jobs) {
        jobs.set(key, job);
      }
      return 'killed before it was written';
    } finally {
      this.fuse.light();
      this.restart();
    }
  }

  /** What a job does that sends an order, up to what Discord says. */
  async send(id: string, outcome: 'sent' | 'closed' | 'failed' | 'lost'): Promise<void> {
    const { delivery, orders, sending } = this.parts;
    const order = (await orders.of(guild, id))!;
    if (order.fulfilment !== 'allocated') {
      return;
    }
    if (outcome === 'sent' || outcome === 'lost') {
      const contents = (await delivery.contents(id)).filter(({ state }) => state === 'current');
      const texts = contents.map(({ text }) => text).join();
      const key = `${id} ${order.delivery}`;
      // D2: a message that is sent again says the same.
      expect(this.sent.get(key) ?? texts).toBe(texts);
      this.sent.set(key, texts);
    }
    switch (outcome) {
      case 'sent':
        return sending.sent(order);
      case 'closed':
        return sending.blocked(order, 'closed');
      case 'failed':
        return sending.failed(order, 'Discord: 500');
    }
  }

  /** Looks at all of the database: it must be as the model says. */
  async check(model: ShopModel): Promise<void> {
    const { ground, product, ids } = this;
    const em = ground.context.database.read();
    const mine = { order: { $in: ids } };
    const orders = await em.find(Order, { product });
    const items = await em.find(StockItem, { product }, { orderBy: { number: 'asc' } });
    const brought = await em.find(Deliverable, mine, { orderBy: { number: 'asc' } });
    const lines = await em.find(LedgerEntry, mine);
    const record = await em.find(Happening, mine, { orderBy: { version: 'asc' } });
    const uses = await em.find(CouponUse, { ...mine, releasedAt: null });
    const numberOf = new Map(items.map(({ id, number }) => [id, number]));

    expect(items.map(({ state }) => state)).toEqual(model.items);
    expect(orders.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    for (const [index, wanted] of model.orders.entries()) {
      const id = ids[index]!;
      const order = orders.find((one) => one.id === id)!;
      // M1
      expect(order.price * order.quantity - order.discount).toBe(order.total);
      const { payment, fulfilment, total, captured, refunded, rejections, version } = wanted;
      expect(order).toMatchObject({ payment, fulfilment, total, captured, refunded, rejections, version });
      expect(order.sendTries).toBe(wanted.tries);
      const own = brought.filter((one) => one.order === id);
      expect(own.map(({ item, state }) => ({ item: numberOf.get(item!), state }))).toEqual(wanted.brought);
      const kept = items.filter((item) => item.order === id && item.state === 'reserved');
      expect(kept.map(({ number }) => number)).toEqual(fulfilment === 'reserved' ? wanted.kept : []);
      const booked = lines.filter((line) => line.order === id);
      expect(booked.reduce((sum, { amount }) => sum + amount, 0)).toBe(captured - refunded);
      checkRecord(
        record.filter((line) => line.order === id),
        order,
      );
      expect(uses.some((use) => use.order === id)).toBe(wanted.usesCoupon);
      // D1: what is to be sent has a job that sends it.
      expect(fulfilment !== 'allocated' || ground.jobs.has(`deliver:${id}`)).toBe(true);
      expect(payment !== 'awaiting' || ground.jobs.has(`expire:${id}`)).toBe(true);
    }
  }
}

/** T1, T4: each change has its one line, and each is one of those that there are. */
function checkRecord(lines: readonly Happening[], order: Order): void {
  expect(lines.map(({ version }) => version)).toEqual(
    Array.from({ length: order.version }, (_, at) => at + 1),
  );
  expect(lines.at(-1)!.to).toBe(standingOf(order));
  for (const [index, { action, from, to, actor }] of lines.entries()) {
    expect(from).toBe(index === 0 ? null : lines[index - 1]!.to);
    if (index > 0) {
      expect(waysFrom(action as OrderEvent, from as Standing)).toContain(to);
    }
    // T5
    expect(action === 'approve' && actor === order.buyer).toBe(false);
  }
}
