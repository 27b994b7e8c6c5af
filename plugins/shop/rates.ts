import { attempt, type Money, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { type Context, minute } from './context.ts';
import type { Method } from './entities/method.ts';
import type { Order } from './entities/order.ts';
import { Rate } from './entities/rate.ts';
import { unitsFor } from './payment/atomic-units.ts';
import { coins, formatOf } from './payment/formats.ts';
import { inMinorUnits, type ReadRate, readRate } from './payment/rate.ts';
import type { ShopSettings } from './settings.ts';

/** Wallets show so many digits behind the dot; whoever types an amount types no more. */
const typedDigits = 8;

/** What is fixed of a payment in coins when the order is made. */
export type Quote = Pick<Order, 'units' | 'rate' | 'rateBy' | 'rateAt'>;

/** What coins cost, so that an order in ordinary money can be paid with them. */
export class Rates {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @param typed such as `65000 USD`. @returns the rate, or why not: `no-such-coin`, `rate-unclear`. */
  async set(guild: string, coin: string, typed: string, by: string): Promise<Result<Rate, Refusal>> {
    const { currency } = await this.#context.settings(guild);
    return attempt(this.#context.database, async (em) => {
      const read = readRate(typed, currency);
      if (!read) {
        throw new Refusal('rate-unclear', { typed });
      }
      return this.write(em, guild, coin, read, by);
    });
  }

  /** Writes what a coin costs from now on. @throws Refusal `no-such-coin`. */
  async write(
    em: EntityManager,
    guild: string,
    coin: string,
    { price, currency }: ReadRate,
    by: string,
    at = this.#context.clock.now(),
  ): Promise<Rate> {
    if (!coins.includes(coin)) {
      throw new Refusal('no-such-coin', { list: coins.join(', ') });
    }
    const { audit } = this.#context;
    const before = await em.findOne(Rate, { guild, coin, currency }, { disableIdentityMap: true });
    const rate: Rate = { guild, coin, currency, price, by, at } as Rate;
    await em.upsert(Rate, rate);
    await audit.write(em, {
      guild,
      actor: by,
      action: 'rate',
      target: coin,
      ...(before && { from: `${before.price} ${currency}` }),
      to: `${price} ${currency}`,
    });
    return rate;
  }

  /** All rates of a guild. */
  async of(guild: string): Promise<Rate[]> {
    const orderBy = { coin: 'asc', currency: 'asc' } as const;
    return this.#context.database.read().find(Rate, { guild }, { orderBy });
  }

  /** Those of `methods` that a price in one of `currencies` can be paid with now. */
  async usable(guild: string, methods: readonly Method[], currencies: readonly string[]): Promise<Method[]> {
    const settings = await this.#context.settings(guild);
    const now = this.#context.clock.now();
    const rates = (await this.of(guild)).filter((rate) => !isOld(rate, settings, now));
    return methods.filter(({ kind }) => {
      const asset = formatOf(kind)?.asset;
      return (
        !asset || rates.some(({ coin, currency }) => coin === asset.code && currencies.includes(currency))
      );
    });
  }

  /**
   * Fixes how much of a coin a price is. The amount is rounded up to what people can type into a wallet.
   * @returns nothing but nulls for a way to pay in ordinary money, and where nothing is to be paid. @throws Refusal `no-rate`, `rate-old`.
   */
  async quote(
    em: EntityManager,
    { guild, kind }: { readonly guild: string; readonly kind: string },
    total: Money,
    settings: ShopSettings,
  ): Promise<Quote> {
    const asset = total.amount > 0 ? formatOf(kind)?.asset : undefined;
    if (!asset) {
      return { units: null, rate: null, rateBy: null, rateAt: null };
    }
    const { code, digits } = asset;
    const { currency } = total;
    const rate = await em.findOne(Rate, { guild, coin: code, currency });
    if (!rate) {
      throw new Refusal('no-rate', { coin: code, currency });
    }
    if (isOld(rate, settings, this.#context.clock.now())) {
      throw new Refusal('rate-old', { coin: code });
    }
    const typed = Math.min(digits, typedDigits);
    const units = `${unitsFor(total, inMinorUnits(rate), typed)}${'0'.repeat(digits - typed)}`;
    return { units: units.replace(/^0+(?=\d)/, ''), rate: rate.price, rateBy: rate.by, rateAt: rate.at };
  }
}

/** Whether too much time went by for a rate to be true. */
export const isOld = ({ at }: Pick<Rate, 'at'>, { rateAge }: ShopSettings, now: Date): boolean =>
  now.getTime() - at.getTime() > rateAge * minute;
