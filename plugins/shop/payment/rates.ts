import { attempt, automatic, type Money, Refusal, type Result, untilDone } from '@guildhall/sdk';
import { type EntityManager, LockMode } from '@mikro-orm/core';
import { type Context, day, minute } from '../context.ts';
import type { Method } from '../entities/method.ts';
import type { Order } from '../entities/order.ts';
import { Rate } from '../entities/rate.ts';
import type { ShopSettings } from '../settings.ts';
import { unitsFor } from './atomic-units.ts';
import { coins, formatOf } from './formats.ts';
import { bySource, inMinorUnits, isOdd, type ReadRate, readRate } from './rate.ts';

/** Wallets show so many digits behind the dot; whoever types an amount types no more. */
const typedDigits = 8;

/** When a rate that was said is looked at first, in ms: before the shortest time for which one is good begins to end. */
const firstLook = 3 * minute;
/** How long before a rate is too old staff hear of it, in ms; a quarter of its time at most. */
const longestNotice = 6 * 60 * minute;

/** The columns that tell a rate from all others. */
export type RateName = Pick<Rate, 'guild' | 'coin' | 'currency'>;

/** A coin and the currency that its price is in. */
export type Pair = Pick<Rate, 'coin' | 'currency'>;

/** What a coin costs in a currency. */
export type PricedPair = Pair & Pick<Rate, 'price'>;

/** How good a rate is. */
export interface Ageing {
  readonly rate: Rate;
  readonly state: 'good' | 'soon' | 'old';
  /** When it is too old. */
  readonly end: Date;
  /** When it is another matter; undefined: no more by itself. */
  readonly next?: Date;
}

/** What is fixed of a payment in coins when the order is made. */
export type Quote = Pick<Order, 'units' | 'rate' | 'rateBy' | 'rateAt'>;

/** The same where it is paid in ordinary money. */
export const ordinary: Quote = { units: null, rate: null, rateBy: null, rateAt: null };

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
      const [rate] = await this.write(em, guild, [{ coin, ...read }], by);
      return rate!;
    });
  }

  /**
   * Writes what coins cost from now on; or since `at`, unless something newer is known: a report that comes again, or late,
   * is no news. @param yields whether what is known makes room for a price; it does where this is left out.
   * @returns what was written. @throws Refusal `no-such-coin`.
   */
  async write(
    em: EntityManager,
    guild: string,
    told: readonly (ReadRate & Pick<Rate, 'coin'>)[],
    by: string,
    at?: Date,
    yields: (known: Rate | null, told: PricedPair) => boolean = () => true,
  ): Promise<Rate[]> {
    const { audit, clock } = this.#context;
    const now = clock.now();
    const news: { readonly rate: Rate; readonly before: Rate | null }[] = [];
    // All rates before the audit log, always in this order: so no two who write several wait for each other.
    for (const { coin, currency, price } of told.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
      if (!coins.includes(coin)) {
        throw new Refusal('no-such-coin', { list: coins.join(', ') });
      }
      const before = await em.findOne(Rate, { guild, coin, currency }, forWriting);
      if ((at && before && before.at >= at) || !yields(before, { coin, currency, price })) {
        continue;
      }
      const rate: Rate = { guild, coin, currency, price, by, at: at ?? now } as Rate;
      await em.upsert(Rate, rate);
      await this.lookAgain(em, rate, new Date(now.getTime() + firstLook));
      news.push({ rate, before });
    }
    // Of prices that the bot asks for every few minutes, that it does is news.
    for (const { rate, before } of news.filter(({ before }) => by !== bySource || before?.by !== bySource)) {
      const { coin, price, currency } = rate;
      await audit.write(em, {
        guild,
        actor: by === bySource ? automatic : by,
        action: 'rate',
        target: coin,
        ...(before && { from: `${before.price} ${currency}` }),
        to: `${price} ${currency}`,
      });
    }
    return news.map(({ rate }) => rate);
  }

  /**
   * Takes what the bot's rate source says: where nobody said a rate, where it did itself, and where what was said is too
   * old. A price that is far away from the last one is not taken. @returns what was.
   */
  async take(guild: string, told: readonly PricedPair[], at: Date): Promise<Rate[]> {
    const settings = await this.#context.settings(guild);
    const now = this.#context.clock.now();
    const last = new Map<string, Rate | undefined>();
    for (const pair of told) {
      last.set(nameOf(pair), await this.lastOf({ guild, ...pair }));
    }
    return untilDone(this.#context.database, (em) =>
      this.write(em, guild, told, bySource, at, (known, { price, ...pair }) => {
        const before = known ?? last.get(nameOf(pair));
        return (!known || isOpen(known, settings, now)) && !(before && isOdd(price, before.price));
      }),
    );
  }

  /** What a price of the rate source is measured by: a guild's own rate, or the newest that another has from it today. */
  async lastOf({ guild, coin, currency }: RateName): Promise<Rate | undefined> {
    const em = this.#context.database.read();
    const own = await em.findOne(Rate, { guild, coin, currency });
    const today = new Date(this.#context.clock.now().getTime() - day);
    const others = { coin, currency, by: bySource, at: { $gte: today } };
    return own ?? (await em.findOne(Rate, others, { orderBy: { at: 'desc' } })) ?? undefined;
  }

  /** Nobody pays with a coin in a currency until its rate is said anew. @returns the rate, or why not: `no-such-rate`. */
  async remove({ guild, coin, currency }: RateName, by: string): Promise<Result<Rate, Refusal>> {
    const { audit, database, jobs } = this.#context;
    return attempt(database, async (em) => {
      const rate = await em.findOne(Rate, { guild, coin, currency }, { disableIdentityMap: true });
      if (!rate || (await em.nativeDelete(Rate, { guild, coin, currency })) === 0) {
        throw new Refusal('no-such-rate');
      }
      await jobs.cancel(em, jobOf(rate));
      await askSoon(this.#context, em);
      const from = `${rate.price} ${currency}`;
      await audit.write(em, { guild, actor: by, action: 'rate-remove', target: coin, from });
      return rate;
    });
  }

  /** Has it looked at later whether a rate is still good. */
  async lookAgain(em: EntityManager, { guild, coin, currency }: RateName, runAt: Date): Promise<void> {
    const key = jobOf({ guild, coin, currency });
    await this.#context.jobs.add(em, 'tell-rate', { guild, coin, currency }, { key, runAt });
  }

  /** A rate whose coin customers are to pay with, with how good it is; and when that changes. */
  async ageing({ guild, coin, currency }: RateName): Promise<Ageing | undefined> {
    const settings = await this.#context.settings(guild);
    const em = this.#context.database.read();
    const rate = await em.findOne(Rate, { guild, coin, currency }, { disableIdentityMap: true });
    if (!rate) {
      return undefined;
    }
    const now = this.#context.clock.now();
    const age = settings.rateAge * minute;
    const end = new Date(rate.at.getTime() + age);
    const soon = new Date(end.getTime() - Math.min(age / 4, longestNotice));
    return now < soon
      ? { rate, state: 'good', end, next: soon }
      : now <= end
        ? { rate, state: 'soon', end, next: new Date(end.getTime() + 1) }
        : { rate, state: 'old', end };
  }

  /** All rates of a guild. */
  async of(guild: string): Promise<Rate[]> {
    const orderBy = { coin: 'asc', currency: 'asc' } as const;
    return this.#context.database.read().find(Rate, { guild }, { orderBy });
  }

  /** Those of `methods` that a price in one of `currencies`, or in any when they are left out, can be paid with now. */
  async usable(guild: string, methods: readonly Method[], currencies?: readonly string[]): Promise<Method[]> {
    const settings = await this.#context.settings(guild);
    const now = this.#context.clock.now();
    const rates = (await this.of(guild)).filter((rate) => !isOld(rate, settings, now));
    return methods.filter(({ kind }) => {
      const asset = formatOf(kind)?.asset;
      return (
        !asset ||
        rates.some(({ coin, currency }) => coin === asset.code && (currencies?.includes(currency) ?? true))
      );
    });
  }

  /**
   * Fixes how much of a coin a price is. The amount is rounded up to what people can type into a wallet.
   * @returns {@link ordinary} for a way to pay in ordinary money. @throws Refusal `no-rate`, `rate-old`.
   */
  async quote(
    em: EntityManager,
    { guild, kind }: { readonly guild: string; readonly kind: string },
    total: Money,
    settings: ShopSettings,
  ): Promise<Quote> {
    const asset = formatOf(kind)?.asset;
    if (!asset) {
      return ordinary;
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

const jobOf = ({ guild, coin, currency }: RateName) => `rate:${guild}:${coin}:${currency}`;

const forWriting = { disableIdentityMap: true, lockMode: LockMode.PESSIMISTIC_WRITE } as const;

/** Has the rate source asked before its time, where there is one: somebody waits for a price. */
export async function askSoon({ jobs, rateSource }: Pick<Context, 'jobs' | 'rateSource'>, em: EntityManager) {
  if (rateSource) {
    await jobs.add(em, 'ask-rates', {}, { key: 'ask-rates' });
  }
}

/** Whether the rate source may say another one. */
export const isOpen = (rate: Pick<Rate, 'at' | 'by'>, settings: ShopSettings, now: Date): boolean =>
  rate.by === bySource || isOld(rate, settings, now);

export const nameOf = ({ coin, currency }: Pick<Rate, 'coin' | 'currency'>) => `${coin}:${currency}`;

/** Whether too much time went by for a rate to be true. */
export const isOld = ({ at }: Pick<Rate, 'at'>, { rateAge }: ShopSettings, now: Date): boolean =>
  now.getTime() - at.getTime() > rateAge * minute;
