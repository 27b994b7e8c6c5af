import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Rate } from '../entities/rate.ts';
import { partsOf } from '../parts.ts';
import { bySource } from '../payment/rate.ts';
import type { Pair } from '../payment/rates.ts';
import type { Failure } from '../sources/rate-source.ts';
import { type Ground, guild, minutes, onEveryDatabase, otherGuild, sam } from './ground.ts';

const bitcoin = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
const dollars = { guild, coin: 'BTC', currency: 'USD' };

/** The domain with a rate source. `says` is what it answers for each pair, `asked` what it was asked. */
function sourceOn(ground: Ground, id = 'one') {
  const says = new Map<string, string | Failure>();
  const asked: string[] = [];
  const logged: string[] = [];
  const rateSource = {
    name: 'api.example.com',
    id,
    ask: async (pairs: readonly Pair[]) =>
      pairs.map(({ coin, currency }) => {
        const said = says.get(`${coin} ${currency}`) ?? { trouble: 'refused', detail: '404' };
        asked.push(`${coin} ${currency}`);
        return { coin, currency, ...(typeof said === 'string' ? { price: said } : said) };
      }),
  };
  const logger = { ...ground.context.logger, warn: (message: string) => void logged.push(message) };
  const parts = partsOf({ ...ground.context, logger, rateSource: rateSource as never });
  const run = async (guilds: readonly string[] = [guild]) => {
    asked.length = 0;
    await parts.rateRounds.run(guilds);
    return asked.toSorted();
  };
  const addBitcoin = async (where = guild) => {
    const method = { kind: 'btc', name: 'Bitcoin', address: bitcoin, instructions: '' };
    return (await parts.methods.add(where, method, sam)).unwrap().id;
  };
  return { ...parts, says, asked, logged, run, addBitcoin };
}

const ratesOf = async (ground: Ground, where = guild) =>
  (await ground.all(Rate))
    .filter((rate) => rate.guild === where)
    .map(({ currency, price, by }) => `${price} ${currency} ${by}`)
    .toSorted();

onEveryDatabase((test) => {
  test('the source is asked for coins that customers can pay with, in the currencies of what is on sale', async (ground) => {
    const source = sourceOn(ground);
    source.says.set('BTC USD', '65000').set('BTC EUR', '60000');
    expect(await source.rateRounds.guilds()).toEqual([]);
    await source.addBitcoin();
    expect(ground.jobs.get('ask-rates')?.name).toBe('ask-rates');
    expect(await source.rateRounds.guilds()).toEqual([guild]);
    // Nothing is on sale: what the shop usually reckons in.
    expect(await source.run()).toEqual(['BTC USD']);
    await ground.addProduct({ prices: [{ amount: 999, currency: 'EUR' }] });
    await ground.addProduct({ prices: [{ amount: 0, currency: 'GBP' }] });
    await ground.addProduct({ prices: [{ amount: 5, currency: 'CHF' }], visible: false });
    ground.advance(minutes(2));
    expect(await source.run()).toEqual(['BTC EUR']);
    expect(await ratesOf(ground)).toEqual(['60000 EUR rate-source', '65000 USD rate-source']);
    expect(ground.audit.filter(({ action }) => action === 'rate')).toHaveLength(2);
    ground.advance(minutes(2));
    source.says.set('BTC EUR', '60100');
    await source.run();
    expect(await ratesOf(ground)).toContain('60100 EUR rate-source');
    // That it goes on asking is no news.
    expect(ground.audit.filter(({ action }) => action === 'rate')).toHaveLength(2);
  });

  test('M5: an order is made with the price of the source and its time, and keeps both', async (ground) => {
    const source = sourceOn(ground);
    source.says.set('BTC USD', '65000.5').set('BTC EUR', '60000');
    const { product } = await ground.stocked(2);
    const method = await source.addBitcoin();
    expect(codeOf(await ground.ask({ product, method }))).toBe('no-rate');
    const asked = ground.context.clock.now();
    await source.run();
    ground.advance(minutes(1));
    const order = (await ground.ask({ product, method })).unwrap();
    expect(order).toMatchObject({ units: '16908', rate: '65000.5', rateBy: bySource, rateAt: asked });
    source.says.set('BTC USD', '70000');
    ground.advance(minutes(2));
    await source.run();
    expect(await ground.now(order.id)).toMatchObject({ units: '16908', rate: '65000.5', rateAt: asked });
  });

  test('what the source said and nothing on sale needs any more is needed by nobody', async (ground) => {
    const source = sourceOn(ground);
    source.says.set('BTC USD', '65000').set('BTC EUR', '60000');
    await source.addBitcoin();
    await source.run();
    const needed = (currency: string, by = bySource) =>
      source.rateRounds.isMissed({ guild, coin: 'BTC', currency, by });
    expect([await needed('USD'), await needed('EUR')]).toEqual([true, false]);
    await ground.addProduct({ prices: [{ amount: 999, currency: 'EUR' }] });
    expect([await needed('USD'), await needed('EUR')]).toEqual([false, true]);
    // What a person said is missed, whatever is on sale.
    expect(await needed('USD', sam)).toBe(true);
  });

  test('a first price is measured by what other servers had today, not by what one had long ago', async (ground) => {
    const source = sourceOn(ground);
    source.says.set('BTC USD', '65000');
    await source.addBitcoin(otherGuild);
    await source.run([otherGuild]);
    await source.addBitcoin();
    source.says.set('BTC USD', '950000');
    ground.advance(minutes(5));
    await source.run();
    expect(await ratesOf(ground)).toEqual([]);
    ground.advance(minutes(24 * 60));
    await source.run();
    expect(await ratesOf(ground)).toEqual(['950000 USD rate-source']);
  });

  test('one answer is for all servers; a second round so soon asks nobody', async (ground) => {
    const source = sourceOn(ground);
    source.says.set('BTC USD', '65000');
    await source.addBitcoin();
    await source.addBitcoin(otherGuild);
    expect(await source.run([guild, otherGuild])).toEqual(['BTC USD']);
    expect(await ratesOf(ground, otherGuild)).toEqual(['65000 USD rate-source']);
    ground.advance(minutes(0.5));
    (await source.rates.remove(dollars, sam)).unwrap();
    expect(ground.jobs.get('ask-rates')).toBeDefined();
    // What was said a moment ago is good enough.
    expect(await source.run([guild, otherGuild])).toEqual([]);
    expect(await ratesOf(ground)).toEqual(['65000 USD rate-source']);
  });

  test('what a person or their program said counts first, until it is too old or taken away', async (ground) => {
    const source = sourceOn(ground);
    source.says.set('BTC USD', '65000');
    await source.addBitcoin();
    (await source.rates.set(guild, 'BTC', '50000', sam)).unwrap();
    ground.advance(minutes(10));
    expect(await source.run()).toEqual([]);
    expect(await ratesOf(ground)).toEqual([`50000 USD ${sam}`]);
    (await source.rates.remove(dollars, sam)).unwrap();
    await source.run();
    expect(await ratesOf(ground)).toEqual(['65000 USD rate-source']);
    ground.advance(minutes(1));
    const told = [{ coin: 'BTC', currency: 'USD', price: '51000' }];
    expect((await source.reports.rates(guild, told, ground.context.clock.now())).unwrap()).toBe(1);
    ground.advance(minutes(24 * 60));
    await source.run();
    expect(await ratesOf(ground)).toEqual(['51000 USD automatic']);
    ground.advance(1);
    await source.run();
    expect(await ratesOf(ground)).toEqual(['65000 USD rate-source']);
    // Somebody says one between the question and its answer.
    (await source.rates.set(guild, 'BTC', '52000', sam)).unwrap();
    const late = new Date(ground.context.clock.now().getTime() + 1);
    expect(await source.rates.take(guild, [{ ...dollars, price: '66000' }], late)).toEqual([]);
    expect(await ratesOf(ground)).toEqual([`52000 USD ${sam}`]);
  });

  test('a source that fails leaves the last rate until it is too old, and is asked less and less', async (ground) => {
    const source = sourceOn(ground);
    const { product } = await ground.stocked(2, { prices: [{ amount: 999, currency: 'USD' }] });
    const method = await source.addBitcoin();
    source.says.set('BTC USD', '65000');
    await source.run();
    source.says.set('BTC USD', { trouble: 'unclear', detail: 'no JSON' });
    const questions: number[] = [];
    for (let minute = 2; minute <= 70; minute += 2) {
      ground.advance(minutes(2));
      if ((await source.run()).length > 0) {
        questions.push(minute);
      }
    }
    expect(questions).toEqual([2, 4, 8, 16, 32, 62]);
    expect(source.logged).toEqual(['the rate source does not say what a coin costs']);
    expect(await source.rateRounds.problems(guild)).toEqual([
      { coin: 'BTC', currency: 'USD', trouble: 'unclear', detail: 'no JSON' },
    ]);
    expect((await ground.ask({ product, method })).isOk()).toBe(true);
    ground.advance(minutes(24 * 60 - 70) + 1);
    expect(codeOf(await ground.ask({ product, method }))).toBe('rate-old');
    source.says.set('BTC USD', '65100');
    await source.run();
    expect(await source.rateRounds.problems(guild)).toEqual([]);
    expect(await ratesOf(ground)).toEqual(['65100 USD rate-source']);
  });

  test('one that wants to be left alone is, as long as it says, whatever is asked', async (ground) => {
    const source = sourceOn(ground);
    await source.addBitcoin();
    source.says.set('BTC USD', { trouble: 'busy', detail: '429', wait: minutes(45) });
    expect(await source.run()).toEqual(['BTC USD']);
    ground.advance(minutes(44));
    await ground.addProduct({ prices: [{ amount: 999, currency: 'EUR' }] });
    expect(await source.run()).toEqual([]);
    ground.advance(minutes(1));
    expect(await source.run()).toEqual(['BTC EUR']);
    // Another source knows nothing of it.
    source.says.clear();
    const other = sourceOn(ground, 'other');
    other.says.set('BTC EUR', '60000');
    expect(await other.run()).toEqual(['BTC EUR']);
    expect(await ratesOf(ground)).toEqual(['60000 EUR rate-source']);
  });

  test('a price ten times away from the last one is not taken, and told; the owner decides', async (ground) => {
    const source = sourceOn(ground);
    await source.addBitcoin();
    source.says.set('BTC USD', '65000');
    await source.run();
    for (const odd of ['650001', '6499']) {
      source.says.set('BTC USD', odd);
      ground.advance(minutes(2));
      await source.run();
      expect(await ratesOf(ground)).toEqual(['65000 USD rate-source']);
      expect(await source.rateRounds.problems(guild)).toEqual([
        { coin: 'BTC', currency: 'USD', trouble: 'odd', detail: '', told: odd, last: '65000' },
      ]);
    }
    expect(source.logged).toEqual(['a price of the rate source is far away from the last one']);
    // A server without a rate goes by what another has.
    await source.addBitcoin(otherGuild);
    await source.run([guild, otherGuild]);
    expect(await ratesOf(ground, otherGuild)).toEqual([]);
    (await source.rates.remove(dollars, sam)).unwrap();
    await source.run([guild, otherGuild]);
    expect(await ratesOf(ground)).toEqual(['6499 USD rate-source']);
  });
});
