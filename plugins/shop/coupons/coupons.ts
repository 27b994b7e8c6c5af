import {
  attempt,
  conflictOf,
  type Money,
  type Page,
  pageOf,
  Refusal,
  type Result,
  veiled,
} from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Coupon } from '../entities/coupon.ts';
import { CouponUse } from '../entities/coupon-use.ts';
import type { Order } from '../entities/order.ts';
import { Product } from '../entities/product.ts';
import { lockCoupon, lockUsedCoupon } from '../locks.ts';

export const codeLimit = 32;

/** What staff say about a coupon: a percentage or an amount, and how far it goes; null: as far as anybody likes. */
export interface CouponChange {
  readonly percent?: number | undefined;
  readonly amount?: Money | undefined;
  readonly product?: string | null | undefined;
  readonly uses?: number | null | undefined;
  readonly perBuyer?: number | null | undefined;
  readonly endsAt?: Date | null | undefined;
}

/** The same of a new one. */
export interface CouponFacts extends CouponChange {
  readonly code: string;
}

/** A coupon as people write it: case and spaces do not matter. */
export const codeOf = (typed: string) => typed.trim().toUpperCase();

/** Words that make things cost less, and who used them. */
export class Coupons {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @returns the coupon, or why not: `coupon-code`, `coupon-worth`, `coupon-limit`, `coupon-past`, `no-such-product`, `name-taken`. */
  async add(guild: string, facts: CouponFacts, by: string): Promise<Result<Coupon, Refusal>> {
    const { audit, clock, database, newId } = this.#context;
    return attempt(database, async (em) => {
      const code = codeOf(facts.code);
      if (!/^[\p{L}\p{N}_-]{1,32}$/u.test(code) || code.length > codeLimit) {
        throw new Refusal('coupon-code', { max: codeLimit });
      }
      if ((facts.percent === undefined) === (facts.amount === undefined)) {
        throw new Refusal('coupon-worth');
      }
      const coupon = em.create(Coupon, {
        ...none,
        ...(await checked(em, guild, facts, clock.now())),
        id: newId(),
        guild,
        code,
        createdBy: by,
        createdAt: clock.now(),
        removedAt: null,
        codeKey: `${guild}:${code}`,
      });
      await em.flush().catch((error) => {
        throw conflictOf(error) ? new Refusal('name-taken', { name: code }) : error;
      });
      await audit.write(em, { guild, actor: by, action: 'coupon-add', target: code });
      return coupon;
    });
  }

  /**
   * Changes what a coupon is worth and how far it goes; what is left out stays. Orders that used it stay as they are.
   * @returns it, or why not: `no-such-coupon`, and as {@link add}.
   */
  async edit(
    guild: string,
    typed: string,
    change: CouponChange,
    by: string,
  ): Promise<Result<Coupon, Refusal>> {
    const { audit, clock, database } = this.#context;
    return attempt(database, async (em) => {
      const code = codeOf(typed);
      const coupon = await lockCoupon(em, guild, code);
      if (!coupon) {
        throw new Refusal('no-such-coupon', { code });
      }
      const next = await checked(em, guild, change, clock.now());
      await em.nativeUpdate(Coupon, { id: coupon.id }, next);
      await audit.write(em, {
        guild,
        actor: by,
        action: 'coupon-edit',
        target: code,
        from: Object.fromEntries(Object.keys(next).map((key) => [key, coupon[key as keyof Coupon]])),
        to: next,
      });
      return { ...coupon, ...next };
    });
  }

  /** Nobody can use it any more. @returns it, or why not: `no-such-coupon`. */
  async remove(guild: string, typed: string, by: string): Promise<Result<Coupon, Refusal>> {
    const { audit, clock, database } = this.#context;
    return attempt(database, async (em) => {
      const code = codeOf(typed);
      const coupon = await em.findOne(Coupon, { codeKey: `${guild}:${code}` });
      if (!coupon) {
        throw new Refusal('no-such-coupon', { code });
      }
      Object.assign(coupon, { removedAt: clock.now(), codeKey: null });
      await em.flush();
      await audit.write(em, { guild, actor: by, action: 'coupon-remove', target: code });
      return coupon;
    });
  }

  /** Those that can be used, the newest first. @param page from 0. */
  async list(guild: string, page: number): Promise<Page<Coupon>> {
    return pageOf(
      this.#context.database.read(),
      Coupon,
      { guild, removedAt: null },
      { page, size: 10, orderBy: { createdAt: 'desc', id: 'desc' } },
    );
  }

  /** Those whose code has `typed` in it, the newest first; at most 25. */
  async offered(guild: string, typed: string): Promise<Coupon[]> {
    const found = await this.#context.database
      .read()
      .find(Coupon, { guild, removedAt: null }, { orderBy: { createdAt: 'desc', id: 'desc' } });
    return found.filter(({ code }) => code.includes(codeOf(typed))).slice(0, 25);
  }

  /** How often each of these is used now. */
  async uses(coupons: readonly string[]): Promise<Map<string, number>> {
    const em = this.#context.database.read();
    const counts = await Promise.all(
      coupons.map(
        async (coupon) => [coupon, await em.count(CouponUse, { coupon, releasedAt: null })] as const,
      ),
    );
    return new Map(counts);
  }

  /** Whether there is a coupon that leaves nothing to pay of a product. */
  async coverAll({ guild, id: product, prices }: Pick<Product, 'guild' | 'id' | 'prices'>): Promise<boolean> {
    const { clock, database } = this.#context;
    const amounts = prices.map(({ amount, currency }) => ({ currency, amount: { $gte: amount } }));
    const found = await database.read().count(Coupon, {
      guild,
      removedAt: null,
      $and: [
        { $or: [{ percent: 100 }, ...amounts] },
        { $or: [{ product: null }, { product }] },
        { $or: [{ endsAt: null }, { endsAt: { $gt: clock.now() } }] },
      ],
    });
    return found > 0;
  }

  /**
   * The coupon that a buyer may use for a product, kept from all others until the transaction ends. @throws Refusal
   * `no-such-coupon`, `coupon-over`, `coupon-product`, `coupon-currency`, `coupon-used-up`, `coupon-used`.
   */
  async take(
    em: EntityManager,
    { guild, buyer, product, currency }: Pick<Order, 'guild' | 'buyer' | 'product' | 'currency'>,
    typed: string,
  ): Promise<Coupon> {
    const code = codeOf(typed);
    const coupon = await lockCoupon(em, guild, code);
    if (!coupon) {
      throw new Refusal('no-such-coupon', { code });
    }
    if (coupon.endsAt && coupon.endsAt <= this.#context.clock.now()) {
      throw new Refusal('coupon-over', { code, at: coupon.endsAt });
    }
    if (coupon.product && coupon.product !== product) {
      throw new Refusal('coupon-product', { code });
    }
    if (coupon.currency && coupon.currency !== currency) {
      throw new Refusal('coupon-currency', { code, currency: coupon.currency });
    }
    const spent = await spentFor(em, coupon, buyer);
    if (spent) {
      throw new Refusal(spent, { code });
    }
    return coupon;
  }

  /** Writes down that an order uses a coupon. */
  use(
    em: EntityManager,
    { id: order, guild, buyer }: Pick<Order, 'id' | 'guild' | 'buyer'>,
    { id: coupon }: Coupon,
  ): void {
    em.create(CouponUse, {
      order,
      guild,
      coupon,
      buyer,
      usedAt: this.#context.clock.now(),
      releasedAt: null,
    });
  }

  /** Gives the use of an order back, once. */
  async release(em: EntityManager, order: string): Promise<void> {
    const now = this.#context.clock.now();
    await em.nativeUpdate(CouponUse, { order, releasedAt: null }, { releasedAt: now });
  }

  /**
   * The order is wanted after all, although its use was given back. @throws Refusal `coupon-gone` when others have used
   * the coupon up since.
   */
  async reuse(em: EntityManager, { id: order, buyer }: Pick<Order, 'id' | 'buyer'>): Promise<void> {
    const use = await em.findOne(
      CouponUse,
      { order, releasedAt: { $ne: null } },
      { disableIdentityMap: true },
    );
    const coupon = use && (await lockUsedCoupon(em, use.coupon));
    if (coupon && (await spentFor(em, coupon, buyer))) {
      throw new Refusal('coupon-gone', { code: coupon.code });
    }
    await em.nativeUpdate(CouponUse, { order }, { releasedAt: null });
  }
}

/** A coupon that goes as far as anybody likes. */
const none = {
  percent: null,
  amount: null,
  currency: null,
  product: null,
  uses: null,
  perBuyer: null,
  endsAt: null,
} satisfies Partial<Coupon>;

/**
 * What a change means for the row. @throws Refusal `coupon-worth`, `coupon-limit`, `coupon-past`, `no-such-product`.
 */
async function checked(
  em: EntityManager,
  guild: string,
  { percent, amount, product, uses, perBuyer, endsAt }: CouponChange,
  now: Date,
): Promise<Partial<Coupon>> {
  if (percent !== undefined && amount !== undefined) {
    throw new Refusal('coupon-worth');
  }
  if (percent !== undefined && !(Number.isInteger(percent) && percent >= 1 && percent <= 100)) {
    throw new Refusal('coupon-worth');
  }
  if (amount !== undefined && !isAbove0(amount.amount)) {
    throw new Refusal('coupon-worth');
  }
  if ([uses, perBuyer].some((count) => count != null && !isAbove0(count))) {
    throw new Refusal('coupon-limit');
  }
  if (endsAt && endsAt <= now) {
    throw new Refusal('coupon-past');
  }
  if (product && (await em.count(Product, { guild, id: product })) === 0) {
    throw new Refusal('no-such-product');
  }
  return {
    ...(percent !== undefined && { percent, amount: null, currency: null }),
    ...(amount !== undefined && { percent: null, ...amount }),
    ...(product !== undefined && { product }),
    ...(uses !== undefined && { uses }),
    ...(perBuyer !== undefined && { perBuyer }),
    ...(endsAt !== undefined && { endsAt }),
  };
}

const isAbove0 = (count: number) => Number.isSafeInteger(count) && count > 0;

/** Why somebody cannot use a coupon once more; undefined: they can. Lock it first. */
async function spentFor(
  em: EntityManager,
  { id: coupon, guild, uses, perBuyer }: Coupon,
  user: string,
): Promise<'coupon-used-up' | 'coupon-used' | undefined> {
  const used = { coupon, releasedAt: null };
  // Whoever was forgotten has used it all the same.
  const buyer = { $in: [user, veiled(guild, user)] };
  if (uses != null && (await em.count(CouponUse, used)) >= uses) {
    return 'coupon-used-up';
  }
  if (perBuyer != null && (await em.count(CouponUse, { ...used, buyer })) >= perBuyer) {
    return 'coupon-used';
  }
  return undefined;
}
