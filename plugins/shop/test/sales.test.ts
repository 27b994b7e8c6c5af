import { type CsvPart, decimalOf, type Locale, type XlsxPart } from '@guildhall/sdk';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { expect, test as plain } from 'vitest';
import { textsOf } from '../../../test/ground/plugin-texts.ts';
import { type EntryKind, LedgerEntry } from '../entities/ledger-entry.ts';
import { quarterLength } from '../review/ledger.ts';
import { averageOf, netOf, type SalesNumbers, type Sums } from '../sales/sales.ts';
import { isPeriod, type Period, periodBetween, periodNames, spanOf } from '../sales/sales-periods.ts';
import { aspects, salesView } from '../views/sales.ts';
import { bob, type Ground, guild, onEveryDatabase, otherGuild, sam, tim } from './ground.ts';

const timeZone = 'America/New_York';
const hour = 3_600_000;
const day = 24 * hour;

/** A line of a ledger, as a test thinks of it. */
interface Line {
  readonly kind: EntryKind;
  /** What came in or went out, from 1. */
  readonly amount: number;
  readonly currency: string;
  readonly product: string;
  readonly method: string;
  readonly actor: string;
  /** How long ago it was, in ms. */
  readonly ago: number;
}

let count = 0;

/** Writes lines of a ledger. @returns what was written. */
async function write(ground: Ground, lines: readonly Line[], of = guild): Promise<LedgerEntry[]> {
  const entries = lines.map(({ ago, kind, amount, ...line }) => {
    count += 1;
    const at = new Date(ground.context.clock.now().getTime() - ago);
    return {
      ...line,
      id: `E${String(count).padStart(11, '0')}`,
      guild: of,
      order: `NC-20261121-${String(count).padStart(6, '0')}`,
      kind,
      amount: kind === 'capture' ? amount : -amount,
      at,
      quarter: Math.floor(at.getTime() / quarterLength),
    } as LedgerEntry;
  });
  if (entries.length > 0) {
    await ground.transaction((em) => em.insertMany(LedgerEntry, entries as never));
  }
  return entries;
}

const line = (change: Partial<Line> = {}): Line => ({
  kind: 'capture',
  amount: 1_000,
  currency: 'USD',
  product: 'key',
  method: 'bank',
  actor: sam,
  ago: hour,
  ...change,
});

const sales = (ground: Ground, period: Period, currency?: string, of = guild) =>
  ground.sales.of({ guild: of, period, currency, timeZone });

/** An order that was made and, perhaps, paid. */
async function bought(ground: Ground, wish: Parameters<Ground['submitted']>[0]) {
  const { id } = await ground.submitted(wish);
  return (await ground.review.approve(guild, id, tim)).unwrap();
}

const t = textsOf('shop')('en-US');
const reader = {
  t,
  locale: 'en-US' as Locale,
  timeZone,
  nameOf: (id: string) => id,
  staffName: (user: string) => user,
};

plain('a period begins at midnight by the clock of the guild, and the time before it is as long', () => {
  const now = new Date('2026-11-21T20:00:00Z');
  const from = (period: Period) => spanOf(period, now, timeZone).from.toISOString();
  expect(from('today')).toBe('2026-11-21T05:00:00.000Z');
  expect(from('week')).toBe('2026-11-15T05:00:00.000Z');
  expect(from('month')).toBe('2026-10-23T04:00:00.000Z');
  expect(from('year')).toBe('2025-12-01T05:00:00.000Z');
  expect(spanOf('week', now, timeZone).before).toEqual({
    from: new Date('2026-11-08T05:00:00Z'),
    to: new Date('2026-11-15T05:00:00Z'),
  });
  // The clocks went back on the first of November.
  expect(spanOf('2026-11-01_2026-11-02', now, timeZone)).toMatchObject({
    from: new Date('2026-11-01T04:00:00Z'),
    to: new Date('2026-11-03T05:00:00Z'),
    before: { from: new Date('2026-10-30T04:00:00Z'), to: new Date('2026-11-01T04:00:00Z') },
    piece: 'day',
    pieces: [new Date('2026-11-01T04:00:00Z'), new Date('2026-11-02T05:00:00Z')],
  });
});

plain('days are typed as 2026-11-01; what is none is refused with an example', () => {
  const now = new Date('2026-11-22T02:00:00Z');
  expect(periodBetween(' 2026-11-01', undefined, now, timeZone)).toBe('2026-11-01_2026-11-21');
  for (const typed of ['2026-02-31', '11/01/2026', 'yesterday', '']) {
    expect(() => periodBetween(typed, undefined, now, timeZone)).toThrow(
      expect.objectContaining({ code: 'day-unclear' }),
    );
  }
  expect(() => periodBetween('2026-11-02', '2026-11-01', now, timeZone)).toThrow(
    expect.objectContaining({ code: 'days-order' }),
  );
  expect(['month', 'all', '2026-11-01_2026-11-21'].map(isPeriod)).toEqual([true, true, true]);
  expect(['', 'toString', '2026-11-01', '2026-11-02_2026-11-01'].map(isPeriod)).toEqual(
    Array.from({ length: 4 }, () => false),
  );
});

onEveryDatabase((test) => {
  test('money counts on the day it moved: an old order that is refunded now lowers what is left now', async (ground) => {
    await write(ground, [
      line({ ago: 40 * day, amount: 5_000 }),
      line({ ago: 2 * day, amount: 700 }),
      line({ ago: day, kind: 'refund', amount: 1_200, actor: tim }),
      line({ ago: hour, kind: 'chargeback', amount: 50, actor: tim, product: 'gem' }),
      line({ ago: hour, amount: 300, method: 'coin' }),
    ]);
    await write(ground, [line()], otherGuild);
    const { whole, before, products, methods, staff } = await sales(ground, 'month');
    expect(whole).toEqual({ captured: 1_000, returned: 1_250, orders: 2 });
    expect([netOf(whole), averageOf(whole)]).toEqual([-250, 500]);
    expect(before!.whole).toEqual({ captured: 5_000, returned: 0, orders: 1 });
    expect(products).toEqual([
      { id: 'gem', captured: 0, returned: 50, orders: 0 },
      { id: 'key', captured: 1_000, returned: 1_200, orders: 2 },
    ]);
    expect(methods.map((share) => [share.id, netOf(share)])).toEqual([
      ['coin', 300],
      ['bank', -550],
    ]);
    expect(staff).toEqual([
      { id: sam, captured: 1_000, returned: 0, orders: 2 },
      { id: tim, captured: 0, returned: 1_250, orders: 0 },
    ]);
    expect(averageOf((await sales(ground, 'all', 'EUR')).whole)).toBe(null);
  });

  test('days, weekdays and hours are those of the guild: a quarter past eleven at night is not tomorrow', async (ground) => {
    // It is three in the afternoon of a Saturday in New York.
    await write(ground, [line({ ago: 15.75 * hour, amount: 10 }), line({ ago: 14.75 * hour, amount: 20 })]);
    const { pieces, weekdays, hours } = await sales(ground, 'week');
    expect(pieces.slice(-2).map(netOf)).toEqual([10, 20]);
    expect(weekdays.map(netOf)).toEqual([0, 0, 0, 0, 10, 20, 0]);
    expect([hours[23], hours[0]].map((one) => netOf(one!))).toEqual([10, 20]);
    const indian = await ground.sales.of({ guild, period: 'week', timeZone: 'Asia/Kolkata' });
    expect([indian.hours[9], indian.hours[8], indian.hours[10]].map((one) => netOf(one!))).toEqual([
      10, 0, 20,
    ]);
  });

  test('M5: currencies are never added together', async (ground) => {
    await write(ground, [
      line({ amount: 500 }),
      line({ amount: 700, currency: 'EUR' }),
      line({ amount: 300, currency: 'EUR' }),
      line({ amount: 9_000, currency: 'JPY' }),
    ]);
    const usual = await sales(ground, 'week');
    expect([usual.currency, usual.currencies]).toEqual(['EUR', ['EUR', 'JPY', 'USD']]);
    expect(netOf(usual.whole)).toBe(1_000);
    expect((await sales(ground, 'week', 'USD')).whole).toEqual({ captured: 500, returned: 0, orders: 1 });
    const none = await sales(ground, 'week', 'GBP');
    expect([none.whole.orders, none.currencies]).toEqual([0, ['EUR', 'JPY', 'USD', 'GBP']]);
  });

  test('what was bought, refunded and taken back is there as the orders say; of those that were made, some are paid', async (ground) => {
    const wish = await ground.stocked(6);
    const whole = await bought(ground, wish);
    const part = await bought(ground, wish);
    const back = await bought(ground, { ...wish, buyer: bob });
    await ground.submitted({ ...wish, buyer: bob });
    (await ground.ask({ ...wish, buyer: bob })).unwrap();
    const why = { by: sam, reason: 'asked for it' };
    (await ground.refunds.refund(guild, part.id, { ...why, amount: 99, version: part.version })).unwrap();
    (await ground.refunds.chargeBack(guild, back.id, { ...why, version: back.version })).unwrap();
    const numbers = await sales(ground, 'today');
    expect(numbers.whole).toEqual({ captured: 3 * 1_099, returned: 99 + 1_099, orders: 3 });
    expect(netOf(numbers.whole)).toBe(whole.total + part.total - 99);
    expect(numbers.conversion).toEqual({ made: 5, paid: 3 });
    expect(numbers.products.map(({ id }) => id)).toEqual([wish.product]);
    expect(numbers.staff.map(({ id }) => id)).toEqual([tim, sam]);
  });

  test('what costs nothing is told apart: it is in no average, no list, no picture and no file, and no order that was to be paid', async (ground) => {
    const wish = await ground.stocked(4);
    const paid = await bought(ground, wish);
    (await ground.ask(wish)).unwrap();
    const summaryOf = async () => {
      const numbers = await sales(ground, 'today', 'USD');
      const choice = { aspect: 'products', period: 'today', currency: 'USD', page: 0 } as const;
      const [embed] = salesView(numbers, choice, undefined, reader).embeds as { description: string }[];
      return { numbers, text: embed!.description };
    };
    const without = await summaryOf();
    expect(without.numbers.free).toBe(0);
    expect(without.text).not.toContain('cost nothing');

    const prices = ['USD', 'EUR'].map((currency) => ({ amount: 0, currency }));
    const free = (await ground.addProduct({ supply: 'text', text: 'here', prices })).id;
    for (const currency of ['USD', 'EUR']) {
      (await ground.ask({ product: free, method: '', currency })).unwrap();
    }
    (await ground.coupons.add(guild, { code: 'gift', percent: 100 }, sam)).unwrap();
    const gift = (await ground.ask({ ...wish, buyer: bob, coupon: 'gift' })).unwrap();
    const back = { by: sam, reason: 'a mistake', version: gift.version };
    (await ground.refunds.refund(guild, gift.id, back)).unwrap();

    const { numbers, text } = await summaryOf();
    expect(numbers).toEqual({ ...without.numbers, free: 3 });
    expect(averageOf(numbers.whole)).toBe(paid.total);
    expect(numbers.conversion).toEqual({ made: 2, paid: 1 });
    expect(text).toContain('Orders made: 2 · of them paid: 1 (50%)');
    expect(text).toContain('Orders that cost nothing: 3 (in none of these numbers) · before: 0');
    const table = { guild, period: 'today', timeZone, time: () => 'then', sheet: 'Sales' } as const;
    for (const format of ['csv', 'xlsx'] as const) {
      const rows = await rowsIn(ground.salesExport.parts(format, table));
      expect(rows.map(({ order_id }) => order_id)).toEqual([paid.id]);
    }
    ground.advance(day);
    expect(await sales(ground, 'today', 'USD')).toMatchObject({ free: 0, before: { free: 3 } });
    expect((await summaryOf()).text).toContain(
      'Orders that cost nothing: 0 (in none of these numbers) · before: 3',
    );
  });

  test('M3: whatever happened, every view, the CSV and the workbook agree with the ledger to the cent', async (ground) => {
    const lines = fc.array(
      fc.record<Line>({
        kind: fc.constantFrom<EntryKind>('capture', 'capture', 'refund', 'chargeback'),
        amount: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 2 ** 40 })),
        currency: fc.constantFrom('USD', 'JPY', 'KWD'),
        product: fc.constantFrom('key', 'gem', '=guide'),
        method: fc.constantFrom('bank', 'coin'),
        actor: fc.constantFrom(sam, tim, 'automatic', 'forgotten'),
        ago: fc.oneof(fc.integer({ min: 0, max: 40 * day }), fc.integer({ min: 0, max: 1_500 * day })),
      }),
      { maxLength: 60 },
    );
    const zones = fc.constantFrom(timeZone, 'Asia/Kolkata', 'Australia/Lord_Howe');
    const periods = fc.constantFrom<Period>(...periodNames, '2026-09-01_2026-11-20', '2025-01-01_2026-11-21');
    let run = 0;
    await fc.assert(
      fc.asyncProperty(lines, periods, zones, async (made, period, zone) => {
        run += 1;
        const of = `G${run}`;
        const entries = await write(ground, made, of);
        const span = await ground.sales.span(of, period, zone);
        const meant = entries.filter(({ at }) => at >= span.from && (!span.to || at < span.to));
        const netIn = (currency: string) =>
          meant.filter((entry) => entry.currency === currency).reduce((sum, { amount }) => sum + amount, 0);
        const table = { guild: of, period, timeZone: zone, time: () => 'then', sheet: 'Sales' };
        const csv = await rowsIn(ground.salesExport.parts('csv', table, 2_000));
        const xlsx = await rowsIn(ground.salesExport.parts('xlsx', table, 2_000));
        expect(csv.map(({ id }) => id).sort()).toEqual(meant.map(({ id }) => id).sort());
        expect(xlsx.map(({ id }) => id)).toEqual(csv.map(({ id }) => id));
        for (const currency of ['USD', 'JPY', 'KWD']) {
          const net = netIn(currency);
          const numbers = await ground.sales.of({ guild: of, period, currency, timeZone: zone });
          expect(netOf(numbers.whole)).toBe(net);
          for (const parts of partsOf(numbers)) {
            expect(added(parts)).toEqual(numbers.whole);
          }
          for (const rows of [csv, xlsx]) {
            expect(minorSum(rows.filter((row) => row.currency === currency))).toBe(
              minorOf(decimalOf({ amount: net, currency })),
            );
          }
          for (const aspect of aspects) {
            expect(shownSum(numbers, aspect, period)).toBe(minorOf(decimalOf({ amount: net, currency })));
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('a table has each line of the ledger once, with its order, and no formula', async (ground) => {
    const wish = await ground.stocked(3, { name: '=1+1' });
    const order = await bought(ground, { ...wish, quantity: 2 });
    ground.advance(hour);
    await ground.refunds.refund(guild, order.id, {
      by: sam,
      reason: 'ok',
      amount: 98,
      version: order.version,
    });
    await ground.salesExport.begin(guild, 'today', sam);
    expect(ground.audit.at(-1)).toEqual({ guild, actor: sam, action: 'exported', to: 'today' });
    const table = {
      guild,
      period: 'today' as const,
      timeZone,
      time: (at: Date) => `at ${at.getUTCHours()}`,
      sheet: 'Sales',
    };
    const csv = await rowsIn(ground.salesExport.parts('csv', table));
    expect(csv).toMatchObject([
      {
        at: '2026-11-21T20:00:00.000Z',
        time: 'at 20',
        kind: 'capture',
        amount: '21.98',
        currency: 'USD',
        order_id: order.id,
        buyer_id: order.buyer,
        product: "'=1+1",
        quantity: '2',
        coupon: '',
        staff_id: tim,
      },
      { at: '2026-11-21T21:00:00.000Z', kind: 'refund', amount: '-0.98', staff_id: sam },
    ]);
    const xlsx = await rowsIn(ground.salesExport.parts('xlsx', table));
    expect(xlsx).toMatchObject([
      { at: new Date('2026-11-21T20:00:00Z'), amount: 21.98, product: "'=1+1", quantity: 2 },
      { at: new Date('2026-11-21T21:00:00Z'), amount: -0.98 },
    ]);
    expect(await rowsIn(ground.salesExport.parts('csv', { ...table, guild: otherGuild }))).toEqual([]);
  });
});

/** Everything that adds up to the whole, each in its way. */
const partsOf = ({ pieces, products, methods, staff, weekdays, hours }: SalesNumbers): Sums[][] =>
  [pieces, products, methods, staff, weekdays, hours].map((parts) => [...parts]);

const added = (parts: readonly Sums[]): Sums => ({
  captured: parts.reduce((sum, { captured }) => sum + captured, 0),
  returned: parts.reduce((sum, { returned }) => sum + returned, 0),
  orders: parts.reduce((sum, { orders }) => sum + orders, 0),
});

/** A decimal without its point: minor units, however it was written. */
const minorOf = (decimal: string) => BigInt(decimal.replace('.', ''));

const digits: Readonly<Record<string, number>> = { USD: 2, JPY: 0, KWD: 3 };

/** The amounts of rows of one currency, in minor units. */
const minorSum = (rows: readonly Record<string, unknown>[]) =>
  rows.reduce((sum, { amount, currency }) => {
    const text = typeof amount === 'number' ? amount.toFixed(digits[String(currency)]) : String(amount);
    return sum + minorOf(text);
  }, 0n);

/** What the lines of all pages of a view add up to, in minor units. */
function shownSum(numbers: SalesNumbers, aspect: (typeof aspects)[number], period: Period): bigint {
  let sum = 0n;
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const choice = { aspect, period, currency: numbers.currency, page };
    const [embed] = salesView(numbers, choice, undefined, reader).embeds as {
      description: string;
      footer: { text: string };
    }[];
    pages = Number(/ of (\d+)/.exec(embed!.footer.text)?.[1] ?? 1);
    const list = embed!.description.split(`**${t(`sales.aspects.${aspect}`)}**\n`)[1]!;
    for (const [, , , sign, number] of list.matchAll(/^(\*\*(.+?)\*\*|<@\d+>) · (-?)\D*?([\d,.]+)/gm)) {
      sum += BigInt(`${sign}${number!.replace(/\D/g, '')}`);
    }
  }
  return sum;
}

/** The rows of a table by their headings, of all its files. */
async function rowsIn(parts: AsyncIterable<CsvPart | XlsxPart>): Promise<Record<string, unknown>[]> {
  const tables = await Array.fromAsync(parts);
  const read = await Promise.all(
    tables.map(async (table): Promise<unknown[][]> => {
      if ('text' in table) {
        const lines = table.text.replace('\uFEFF', '').trimEnd().split('\r\n');
        return lines.map((one) => one.split(','));
      }
      return (await readXlsx(table.bytes)).sheets[0]!.rows as unknown[][];
    }),
  );
  return read.flatMap(([head, ...rows]) =>
    rows.map((row) => Object.fromEntries(head!.map((name, index) => [String(name), row[index]]))),
  );
}
