import type { Figure } from './report.ts';
import type { ShopDesk } from './shop-desk.ts';
import { percentile } from './statistics.ts';

export interface SalesPlan {
  readonly orders: number;
  readonly runs: number;
}

/** How long one answer may take before the bench gives up, in ms. */
const patience = 60_000;
/** Between two orders, in ms: 200,000 of them are those of two years. */
const apart = 315_000;
const quarter = 15 * 60_000;

/** `/sales` in a shop with many orders, three of four paid, from the command to the numbers with their picture. */
export async function salesNumbers(desk: ShopDesk, { orders, runs }: SalesPlan): Promise<Figure[]> {
  const { owner } = desk.guild;
  await fill(desk, orders);
  const net = await desk.number('select sum(amount) from shop__ledger_entry');
  const wanted = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(net / 100);
  const figures: Figure[] = [];
  for (const [period, choice] of [
    ['all', 'All time'],
    ['month', 'Last 30 days'],
  ]) {
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const began = performance.now();
      const reply = await owner.slash('/sales', { period: choice! }, { timeout: patience });
      // Who is not answered within Discord's three seconds never is.
      times.push(reply.failed ? patience : performance.now() - began);
      if (period === 'all' && !reply.failed && !reply.shows(wanted)) {
        throw new Error(`shop: the numbers are wrong, expected ${wanted}:\n${reply.text}`);
      }
    }
    const name = `${desk.dialect}: /sales of ${orders} orders, ${choice!.toLowerCase()}`;
    figures.push(
      { name: `${name}, p50`, value: percentile(times, 0.5), unit: 'ms' },
      { name: `${name}, longest`, value: percentile(times, 1), unit: 'ms', goal: { most: 1_000 } },
    );
  }
  return figures;
}

/** Writes orders and the ledger past the bot, like one that somebody made. */
async function fill(desk: ShopDesk, orders: number): Promise<void> {
  const { dialect, guild } = desk;
  const now = Date.now();
  const moment = (ms: string) => (dialect === 'sqlite' ? ms : `to_timestamp((${ms}) / 1000.0)`);
  const numbers = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${orders})`;
  const at = `${now} - n * cast(${apart} as bigint)`;
  const [made] = await desk.rows('select * from shop__order limit 1');
  const own: Readonly<Record<string, string>> = {
    id: `'NC-BENCH-' || n`,
    ending: `'BENCH-' || n`,
    request_key: `'bench-' || n`,
    slot_key: 'null',
    payment: `case when n % 4 = 0 then 'expired' else 'captured' end`,
    fulfilment: `case when n % 4 = 0 then 'released' else 'delivered' end`,
    created_at: moment(at),
  };
  const columns = Object.keys(made!);
  await desk.rows(
    `insert into shop__order (${columns.map((name) => `"${name}"`)})
      ${numbers} select ${columns.map((name) => own[name] ?? `made."${name}"`)}
      from numbers, (select * from shop__order limit 1) made`,
  );
  const entry = (kind: string, amount: string, which: string) =>
    desk.rows(
      `insert into shop__ledger_entry
        (id, guild, "order", kind, amount, currency, product, method, actor, at, quarter)
        ${numbers} select '${kind[0]}' || n, '${guild.id}', 'NC-BENCH-' || n, '${kind}', ${amount}, 'USD',
          'product' || (n % 50), 'method' || (n % 4), '20000000000000000' || (n % 7), ${moment(at)}, (${at}) / ${quarter}
        from numbers where ${which}`,
    );
  await entry('capture', '1000 + n % 977', 'n % 4 <> 0');
  await entry('refund', '-(n % 500 + 1)', 'n % 4 <> 0 and n % 20 = 1');
  if (dialect === 'postgresql') {
    // PostgreSQL does so by itself a minute later.
    await desk.rows('analyze shop__order');
    await desk.rows('analyze shop__ledger_entry');
  }
}
