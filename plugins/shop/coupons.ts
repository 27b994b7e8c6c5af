import { attempt, conflictOf, type Money, type Page, pageOf, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Coupon } from './entities/coupon.ts';
import { CouponUse } from './entities/coupon-use.ts';
import type { Order } from './entities/order.ts';
import { lockCoupon } from './locks.ts';

export const codeLimit = 32;

/** What staff say about a coupon: a percentage or an amount. */
export interface CouponFacts {
  readonly code: string;
  readonly percent?: number | undefined;
  readonly amount?: Money | undefined;
  readonly product?: string | undefined;
  readonly uses?: number | undefined;
  readonly perBuyer?: number | undefined;
  readonly endsAt?: Date | undefined;
}

/** A coupon as people write it: case and spaces do not matter. */
export const codeOf = (typed: string) => typed.trim().toUpperCase();

/** Words that make things cost less, and who used them. */
export class Coupons {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @returns the coupon, or why not: `coupon-code`, `coupon-worth`, `coupon-past`, `name-taken`. */
  async add(guild: string, facts: CouponFacts, by: string): Promise<Result<Coupon, Refusal>> {
    const { audit, clock, database, newId } = this.#context;
    return attempt(database, async (em) => {
      const code = codeOf(facts.code);
      if (!/^[\p{L}\p{N}_-]{1,32}$/u.test(code) || code.length > codeLimit) {
        throw new Refusal('coupon-code', { max: codeLimit });
      }
      const { percent, amount, endsAt } = facts;
      const goodPercent =
        percent !== undefined && Number.isInteger(percent) && percent >= 1 && percent <= 100;
      const goodAmount = amount !== undefined && Number.isSafeInteger(amount.amount) && amount.amount > 0;
      if (goodPercent === goodAmount) {
        throw new Refusal('coupon-worth');
      }
      if (endsAt && endsAt <= clock.now()) {
        throw new Refusal('coupon-past');
      }
      const coupon = em.create(Coupon, {
        id: newId(),
        guild,
        code,
        percent: goodPercent ? percent : null,
        amount: amount?.amount ?? null,
        currency: amount?.currency ?? null,
        product: facts.product ?? null,
        uses: facts.uses ?? null,
        perBuyer: facts.perBuyer ?? null,
        endsAt: endsAt ?? null,
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
    const used = { coupon: coupon.id, releasedAt: null };
    if (coupon.uses !== null && (await em.count(CouponUse, used)) >= coupon.uses!) {
      throw new Refusal('coupon-used-up', { code });
    }
    if (coupon.perBuyer !== null && (await em.count(CouponUse, { ...used, buyer })) >= coupon.perBuyer!) {
      throw new Refusal('coupon-used', { code });
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

  /** The order is wanted after all, although its use was given back. */
  async reuse(em: EntityManager, order: string): Promise<void> {
    await em.nativeUpdate(CouponUse, { order }, { releasedAt: null });
  }
}
