import { forgotten } from '@guildhall/sdk';
import { expect } from 'vitest';
import { CouponUse } from '../../entities/coupon-use.ts';
import { Deliverable } from '../../entities/deliverable.ts';
import { Happening } from '../../entities/happening.ts';
import { LedgerEntry } from '../../entities/ledger-entry.ts';
import { NamedTransaction } from '../../entities/named-transaction.ts';
import { Order } from '../../entities/order.ts';
import { RoleGrant } from '../../entities/role-grant.ts';
import { StockItem } from '../../entities/stock-item.ts';
import { type OrderEvent, type Standing, standingOf, waysFrom } from '../../orders/order-states.ts';
import { transactionKey } from '../../sources/transaction-key.ts';
import type { ModelOrder } from './model-order.ts';
import { type ModelGrant, ownGrant } from './role-model.ts';
import type { ShopModel } from './shop-model.ts';
import { transactionOf, type World } from './world.ts';

/** All that the database has of a shop at a moment. */
export class Sight {
  readonly #world: World;
  readonly #orders: readonly Order[];
  readonly #items: readonly StockItem[];
  readonly #goods: readonly Deliverable[];
  readonly #lines: readonly LedgerEntry[];
  readonly #record: readonly Happening[];
  readonly #uses: readonly CouponUse[];
  readonly #grants: readonly RoleGrant[];
  readonly #named: readonly NamedTransaction[];
  readonly #jobs: ReadonlySet<string>;

  private constructor(
    world: World,
    orders: readonly Order[],
    [items, goods, lines, record, uses, grants, named]: readonly [
      readonly StockItem[],
      readonly Deliverable[],
      readonly LedgerEntry[],
      readonly Happening[],
      readonly CouponUse[],
      readonly RoleGrant[],
      readonly NamedTransaction[],
    ],
  ) {
    this.#world = world;
    this.#orders = orders;
    this.#items = items;
    this.#goods = goods;
    this.#lines = lines;
    this.#record = record;
    this.#uses = uses;
    this.#grants = grants;
    this.#named = named;
    this.#jobs = new Set(world.ground.jobs.keys());
  }

  static async of(world: World): Promise<Sight> {
    const em = world.ground.context.database.read();
    const { key } = world.products;
    const orders = await em.find(Order, { guild: world.guild });
    const order = { $in: orders.map(({ id }) => id) };
    return new Sight(world, orders, [
      await em.find(StockItem, { product: key }, { orderBy: { number: 'asc' } }),
      await em.find(Deliverable, { order }, { orderBy: { number: 'asc' } }),
      await em.find(LedgerEntry, { order }, { orderBy: { at: 'asc' } }),
      await em.find(Happening, { order }, { orderBy: { version: 'asc' } }),
      await em.find(CouponUse, { order, releasedAt: null }),
      await em.find(RoleGrant, { order }),
      await em.find(NamedTransaction, { order, heldKey: { $ne: null } }),
    ]);
  }

  /** @throws Error when there is anything that a shop should not have that is as the model. */
  compare(model: ShopModel): void {
    expect(this.#items.map(({ state }) => state)).toEqual(model.items);
    expect(this.#orders.map(({ id }) => id).toSorted()).toEqual(model.orders.map(({ id }) => id).toSorted());
    for (const order of this.#orders) {
      this.#compareOrder(model, model.orders.find(({ id }) => id === order.id)!, order);
    }
    this.#compareRoles(model);
    for (const [name, place] of Object.entries(model.transactions)) {
      const heldKey = transactionKey(this.#world.guild, transactionOf(name));
      const holders = this.#named.filter((one) => one.heldKey === heldKey);
      expect(holders.map(({ order }) => order)).toEqual([model.orders[place]!.id]);
    }
  }

  #compareOrder(model: ShopModel, wanted: ModelOrder, order: Order): void {
    const { id, payment, fulfilment, total, captured, refunded, rejections, version, problem, tries } =
      wanted;
    // M1
    expect(order.price * order.quantity - order.discount).toBe(order.total);
    expect(order).toMatchObject({
      payment,
      fulfilment,
      total,
      captured,
      refunded,
      rejections,
      version,
      problem,
    });
    expect(order.sendTries).toBe(tries);
    expect(order.buyer).toBe(wanted.forgotten ? forgotten : this.#world.who(wanted.buyer));
    const numberOf = new Map(this.#items.map((item) => [item.id, item.number]));
    const own = this.#goods.filter((one) => one.order === id);
    expect(own.map(({ item, state }) => ({ item: numberOf.get(item ?? '') ?? null, state }))).toEqual(
      wanted.brought,
    );
    const kept = this.#items.filter((item) => item.order === id && ['reserved', 'sold'].includes(item.state));
    const numbers = fulfilment === 'revoked' ? [] : wanted.items.toSorted((a, b) => a - b);
    expect(kept.map(({ number }) => number)).toEqual(numbers);
    const lines = this.#lines.filter((line) => line.order === id);
    expect(lines.map(({ kind, amount }) => ({ kind, amount }))).toEqual(wanted.lines);
    expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(captured - refunded);
    checkRecord(
      this.#record.filter((line) => line.order === id),
      order,
    );
    expect(this.#uses.some((use) => use.order === id)).toBe(wanted.usesCoupon);
    // D1: what is to be sent has a job that sends it, or one that gives the role that comes first.
    if (fulfilment === 'allocated') {
      const role = ownGrant(model, wanted);
      const first = role && !role.given && !role.problem && this.#jobs.has(this.#jobOf(role));
      expect(first || this.#jobs.has(`deliver:${id}`)).toBe(true);
    }
    expect(payment !== 'awaiting' || this.#jobs.has(`expire:${id}`)).toBe(true);
  }

  #compareRoles(model: ShopModel): void {
    const grants = this.#grants.map(({ order, role, user, givenAt, endsAt, endedAt, takenAt, problem }) => ({
      order,
      role,
      user,
      given: givenAt !== null,
      endsAt: endsAt?.getTime() ?? null,
      ended: endedAt !== null,
      taken: takenAt !== null,
      problem: problem ?? null,
    }));
    const wanted = model.grants.map((grant) => {
      const { given, endsAt, ended, taken, problem } = grant;
      const { user, role } = this.#world.memberOf(grant);
      return { order: model.orders[grant.order]!.id, role, user, given, endsAt, ended, taken, problem };
    });
    const inOrder = (all: typeof wanted) =>
      Object.fromEntries(all.map((one) => [`${one.order} ${one.role}`, one]));
    expect(inOrder(grants)).toEqual(inOrder(wanted));
    expect([...this.#world.held].toSorted()).toEqual(model.held.toSorted());
    // D5 D7: what is over is taken by a job, and one waits for the end of what is for a time.
    for (const grant of model.grants.filter(({ problem }) => !problem)) {
      const due = grant.ended ? !grant.taken : grant.endsAt !== null;
      expect(!due || this.#jobs.has(this.#jobOf(grant)), `job of ${JSON.stringify(grant)}`).toBe(true);
    }
  }

  #jobOf(grant: ModelGrant): string {
    const { user, role } = this.#world.memberOf(grant);
    return `role:${user}:${role}`;
  }
}

/** T1, T4: each change has its one line, and each is one of those that there are. */
function checkRecord(lines: readonly Happening[], order: Order): void {
  const versions = Array.from({ length: order.version }, (_, at) => at + 1);
  expect(lines.map(({ version }) => version)).toEqual(versions);
  expect(lines.at(-1)!.to).toBe(standingOf(order));
  for (const [index, { action, from, to, actor }] of lines.entries()) {
    expect(from).toBe(index === 0 ? null : lines[index - 1]!.to);
    if (index > 0) {
      expect(waysFrom(action as OrderEvent, from as Standing)).toContain(to);
    }
    // T5
    expect(action === 'approve' && actor === order.buyer && actor !== forgotten).toBe(false);
  }
}
