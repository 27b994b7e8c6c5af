import { rowsOf } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { type Context, day, minute } from '../context.ts';
import { Method } from '../entities/method.ts';
import { Product } from '../entities/product.ts';
import type { Rate } from '../entities/rate.ts';
import { RateAnswer } from '../entities/rate-answer.ts';
import { formatOf, formats } from '../payment/formats.ts';
import { bySource, isOdd } from '../payment/rate.ts';
import { askSoon, isOpen, nameOf, type Pair, type RateName, type Rates } from '../payment/rates.ts';
import type { Failure, RateSaid } from './rate-source.ts';

/** How often the source is asked, in ms: twice before staff hear that a rate of the shortest time is soon too old. */
export const roundPeriod = 2 * minute;
/** For how long what it said is not asked again, and the longest pause after failures, in ms. */
const pauses = { good: minute, longest: 30 * minute, asked: day };
/** For how long an answer counts as what the source says now, in ms. */
const fresh = 2 * roundPeriod;

/** Why a guild has no price from the source, or not the newest. */
export interface SourceProblem extends Pair {
  readonly trouble: NonNullable<RateAnswer['trouble']> | 'odd';
  readonly detail: string;
  /** What it says, and what that is far away from, where it is `odd`. */
  readonly told?: string;
  readonly last?: string;
}

/** Asks what coins cost, once for all guilds, and tells those that need it. Where no source is set up, it does nothing. */
export class RateRounds {
  readonly #context: Context;
  readonly #rates: Rates;
  /** What stands in the log already. */
  readonly #logged = new Map<string, string>();

  constructor(context: Context, rates: Rates) {
    this.#context = context;
    this.#rates = rates;
  }

  /** The name of the source; undefined: there is none. */
  get name(): string | undefined {
    return this.#context.rateSource?.name;
  }

  /** Has the source asked before its time. */
  async soon(em: EntityManager): Promise<void> {
    await askSoon(this.#context, em);
  }

  /** The guilds whose customers can pay with a coin. */
  async guilds(): Promise<string[]> {
    const kinds = formats.filter(({ asset }) => asset).map(({ kind }) => kind);
    const offered = { removedAt: null, kind: { $in: kinds } };
    const found = await this.#context.database.read().find(Method, offered, { fields: ['guild'] });
    return [...new Set(found.map(({ guild }) => guild))];
  }

  /** Asks for what `guilds` need, as far as it is time to, and tells them. */
  async run(guilds: readonly string[]): Promise<void> {
    const needs = new Map<string, readonly Pair[]>();
    for (const guild of guilds) {
      needs.set(guild, await this.#needsOf(guild));
    }
    const pairs = [...new Map([...needs.values()].flat().map((pair) => [nameOf(pair), pair])).values()];
    await this.#ask(pairs);
    const answers = await this.#answers();
    for (const [guild, needed] of needs) {
      for (const { coin, currency, price, at } of answers.filter((answer) => this.#isFresh(answer))) {
        if (needed.some((pair) => nameOf(pair) === nameOf({ coin, currency }))) {
          await this.#rates.take(guild, [{ coin, currency, price: price! }], at!);
        }
      }
      const problems = await this.#problemsOf(guild, needed, answers);
      for (const pair of needed) {
        const about = `${guild}:${nameOf(pair)}`;
        const odd = problems.find((one) => one.trouble === 'odd' && nameOf(one) === nameOf(pair));
        if (odd) {
          this.#log(about, 'a price of the rate source is far away from the last one', odd);
        } else {
          this.#logged.delete(about);
        }
      }
    }
  }

  /** Whether anybody misses a rate that is too old: one that only the source said may be needed by nothing on sale now. */
  async isMissed(rate: RateName & Pick<Rate, 'by'>): Promise<boolean> {
    return (
      rate.by !== bySource || (await this.#needsOf(rate.guild)).some((one) => nameOf(one) === nameOf(rate))
    );
  }

  /** What keeps the source from telling a guild what coins cost. */
  async problems(guild: string): Promise<SourceProblem[]> {
    const isThere = this.#context.rateSource !== undefined;
    return isThere ? this.#problemsOf(guild, await this.#needsOf(guild), await this.#answers()) : [];
  }

  async #problemsOf(
    guild: string,
    needed: readonly Pair[],
    answers: readonly RateAnswer[],
  ): Promise<SourceProblem[]> {
    const problems: SourceProblem[] = [];
    for (const { coin, currency } of needed) {
      const answer = answers.find((one) => nameOf(one) === nameOf({ coin, currency }));
      if (answer?.trouble) {
        problems.push({ coin, currency, trouble: answer.trouble, detail: answer.detail });
      } else if (answer?.price && this.#isFresh(answer)) {
        const last = (await this.#rates.lastOf({ guild, coin, currency }))?.price;
        if (last && isOdd(answer.price, last)) {
          problems.push({ coin, currency, trouble: 'odd', detail: '', told: answer.price, last });
        }
      }
    }
    return problems;
  }

  /** The coins that customers of a guild can pay with, in the currencies of what is on sale, but for those that somebody said. */
  async #needsOf(guild: string): Promise<Pair[]> {
    const settings = await this.#context.settings(guild);
    const em = this.#context.database.read();
    const methods = await em.find(Method, { guild, removedAt: null }, { fields: ['kind'] });
    const coins = new Set(methods.flatMap(({ kind }) => formatOf(kind)?.asset?.code ?? []));
    if (coins.size === 0) {
      return [];
    }
    const currencies = new Set<string>();
    const onSale = { guild, removedAt: null, visible: true };
    for await (const products of rowsOf(em, Product, onSale, { fields: ['prices'], by: 'id' })) {
      for (const { amount, currency } of products.flatMap(({ prices }) => prices)) {
        if (amount > 0) {
          currencies.add(currency);
        }
      }
    }
    const now = this.#context.clock.now();
    const said = new Set(
      (await this.#rates.of(guild)).filter((rate) => !isOpen(rate, settings, now)).map(nameOf),
    );
    return [...coins]
      .flatMap((coin) =>
        [...(currencies.size > 0 ? currencies : [settings.currency])].map((currency) => ({ coin, currency })),
      )
      .filter((pair) => !said.has(nameOf(pair)));
  }

  async #ask(pairs: readonly Pair[]): Promise<void> {
    const { clock, database, rateSource } = this.#context;
    const now = clock.now();
    const answers = await this.#answers();
    // A host that wants to be left alone is, whatever is asked; and nobody waits for one that cannot be reached.
    const isClosed = answers.some(
      ({ trouble, nextAt }) => (trouble === 'busy' || trouble === 'unreachable') && nextAt > now,
    );
    const times = new Map(answers.map((answer) => [nameOf(answer), answer.nextAt.getTime()]));
    const timeOf = (pair: Pair) => times.get(nameOf(pair)) ?? 0;
    const due = pairs
      .filter((pair) => timeOf(pair) <= now.getTime())
      .toSorted((a, b) => timeOf(a) - timeOf(b));
    if (!rateSource || isClosed || due.length === 0) {
      return;
    }
    const said = await rateSource.ask(due);
    await database.transaction(async (em) => {
      for (const one of said) {
        await this.#keep(em, one, now);
      }
    });
  }

  async #keep(em: EntityManager, said: RateSaid, now: Date): Promise<void> {
    const { coin, currency } = said;
    const source = this.#context.rateSource!.id;
    const named = { coin, currency, source };
    const before = await em.findOne(RateAnswer, named, { disableIdentityMap: true });
    const good = { trouble: null, detail: '', failures: 0 };
    const key = `*:${nameOf(said)}`;
    if ('trouble' in said) {
      const failures = (before?.failures ?? 0) + 1;
      const row = {
        trouble: said.trouble,
        detail: said.detail,
        failures,
        nextAt: new Date(now.getTime() + pauseOf(said, failures)),
      };
      await em.upsert(RateAnswer, { price: null, at: null, ...before, ...named, ...row });
      this.#log(key, 'the rate source does not say what a coin costs', said);
    } else {
      const nextAt = new Date(now.getTime() + pauses.good);
      await em.upsert(RateAnswer, { ...named, ...good, price: said.price, at: now, nextAt });
      if (this.#logged.delete(key)) {
        this.#context.logger.info('the rate source says again what a coin costs', { coin, currency });
      }
    }
  }

  #isFresh({ trouble, price, at }: RateAnswer): boolean {
    return !trouble && !!price && !!at && this.#context.clock.now().getTime() - at.getTime() <= fresh;
  }

  /** What the source that is set up now has said. */
  async #answers(): Promise<RateAnswer[]> {
    const { database, rateSource } = this.#context;
    return rateSource ? database.read().find(RateAnswer, { source: rateSource.id }) : [];
  }

  /** Writes something into the log, once while it stays so. */
  #log(about: string, message: string, { trouble, ...facts }: SourceProblem | (Pair & Failure)): void {
    if (this.#logged.get(about) !== trouble) {
      this.#logged.set(about, trouble);
      this.#context.logger.warn(message, { source: this.name, trouble, ...facts });
    }
  }
}

/** How long the source is left alone after failures: twice as long each time, or as long as it asks for. */
const pauseOf = ({ wait = 0 }: Failure, failures: number): number =>
  Math.max(
    Math.min(roundPeriod * 2 ** Math.min(failures - 1, 10), pauses.longest),
    Math.min(wait, pauses.asked),
  );
