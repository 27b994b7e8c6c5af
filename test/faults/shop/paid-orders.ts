import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from '@guildhall/sandbox';
import SqliteDatabase from 'better-sqlite3';
import { type ShopStage, startShop } from '../../acceptance/shop/shop-stage.ts';
import { seconds } from '../../stage/feature-stage.ts';
import { type FaultKind, faultFor } from '../fault-kinds.ts';

/** One request of the bot while it brings an order to its buyer. */
export interface Call {
  readonly method: string;
  readonly route: string;
  /** Which of this method and route it is, from 0. */
  readonly turn: number;
}

/** An order whose payment staff can approve. */
interface Waiting {
  readonly id: string;
  readonly buyer: Member;
}

interface Row {
  readonly payment: string;
  readonly fulfilment: string;
  readonly send_at: number | null;
  readonly problem: string | null;
}

/** How long an order may take, in real ms, whatever goes wrong. */
const longest = seconds(90);

const product = 'Golden Key';
const secretOf = (number: number) => `CANARY-${String(number).padStart(3, '0')}`;

/** A shop with many orders that wait for their approval, each of a buyer of its own. */
export class PaidOrders {
  readonly shop: ShopStage;
  readonly #folder: string;
  #waiting: Waiting[] = [];
  #buyers = 0;

  private constructor(shop: ShopStage, folder: string) {
    this.shop = shop;
    this.#folder = folder;
  }

  static async start(): Promise<PaidOrders> {
    const folder = mkdtempSync(join(tmpdir(), 'guildhall-mortal-'));
    writeFileSync(join(folder, 'steps'), '');
    const mortal = new URL('mortal-bot.ts', import.meta.url).href;
    const shop = await startShop({
      command: [process.execPath, '--import', mortal, 'src/main.ts'],
      env: { MORTAL_FOLDER: folder, DATA_KEY: 'a-key-of-at-least-32-characters-for-tests' },
      discord: { rateLimits: false },
      timeout: seconds(60),
    });
    const secrets = Array.from({ length: 300 }, (_, index) => secretOf(index));
    await shop.sells(product, secrets);
    return new PaidOrders(shop, folder);
  }

  async stop(): Promise<void> {
    await this.shop.stage.stop();
    rmSync(this.#folder, { recursive: true });
  }

  /** Lets so many people order and say that they paid. */
  async prepare(count: number): Promise<void> {
    const atOnce = 6;
    for (let left = count; left > 0; left -= atOnce) {
      const some = Array.from({ length: Math.min(atOnce, left) }, () => this.#order());
      this.#waiting.push(...(await Promise.all(some)));
    }
  }

  /** The steps of an order from its approval on, with nothing wrong; and the requests among them. */
  async record(): Promise<{ readonly steps: readonly string[]; readonly calls: readonly Call[] }> {
    const { faults } = this.shop.stage.sandbox;
    const order = await this.#next();
    const calls: Call[] = [];
    const id = faults.add({
      kind: 'rest',
      route: '*',
      delay: 1,
      only: ({ method, route }) => {
        const turn = calls.filter((call) => call.method === method && call.route === route).length;
        calls.push({ method, route, turn });
        return false;
      },
    });
    writeFileSync(join(this.#folder, 'steps'), '');
    await this.#approve(order);
    await this.#settle(order);
    await this.#rest();
    faults.remove(id);
    const steps = readFileSync(join(this.#folder, 'steps'), 'utf8').trim().split('\n');
    // What comes before is about other orders, and what comes after the delivery is written down about jobs that are over.
    const paid = steps.findIndex((step) => step.startsWith('the money is written'));
    const delivered = steps.findLastIndex((step) => step.includes('shop__order'));
    return { steps: steps.slice(paid, delivered + 1), calls };
  }

  /**
   * Approves an order, and kills the process at a step of what follows. The bot does not always need the same steps: where
   * the step does not come, another order is approved. @returns what is wrong in the end.
   */
  async kill(step: string, attempts = 3): Promise<string[]> {
    const order = await this.#next();
    const { bot } = this.shop.stage;
    const end = join(this.#folder, 'end');
    writeFileSync(end, step);
    void this.#approve(order).catch(() => {});
    await this.#until(async () => !bot.running || (await this.#isThere(order)));
    // What comes after the delivery comes at once, or not at all.
    await Promise.race([this.#rest(), this.#until(async () => !bot.running)]);
    const died = !this.#takeAway(end);
    if (died) {
      await this.#until(async () => !bot.running);
      this.#endLeases();
      await bot.start({ timeout: seconds(60) });
    }
    await this.#settle(order);
    const wrong = (await this.#wrong(order)).map((what) => `killed at "${step}": ${what}`);
    if (died) {
      return wrong;
    }
    const others =
      attempts > 1 ? await this.kill(step, attempts - 1) : [`killed at "${step}": there was no such step`];
    return [...wrong, ...others];
  }

  /** Approves an order, and lets something go wrong with one call. @returns what is wrong in the end. */
  async spoil(call: Call, kind: FaultKind, name: string): Promise<string[]> {
    const order = await this.#next();
    const { faults } = this.shop.stage.sandbox;
    let turns = 0;
    const { method, route, turn } = call;
    const fault = faults.add({
      kind: 'rest',
      method: method as 'POST',
      route,
      ...faultFor(route, kind),
      times: 1,
      only: () => turns++ === turn,
    });
    void this.#approve(order).catch(() => {});
    await this.#settle(order);
    await this.#rest();
    faults.remove(fault);
    const missed = turns > turn ? [] : ['the call did not come'];
    return [...missed, ...(await this.#wrong(order))].map((what) => `${method} ${route}, ${name}: ${what}`);
  }

  /** Approves an order while Discord takes no direct message for a day. @returns what is wrong in the end. */
  async refuse(): Promise<string[]> {
    const order = await this.#next();
    const { faults } = this.shop.stage.sandbox;
    const route = '/users/@me/channels';
    const fault = faults.add({ kind: 'rest', method: 'POST', route, status: 500 });
    await this.#approve(order);
    await this.#settle(order);
    await this.#rest();
    faults.remove(fault);
    const { problem } = await this.#row(order);
    return [...(problem === 'failed' ? [] : [`its problem is ${problem}`]), ...(await this.#wrong(order))];
  }

  /** What is written in the channel for payments. */
  get told(): string {
    return this.shop.sam
      .sees('payments')
      .messages.map(({ text }) => text)
      .join('\n');
  }

  /** @returns whether the file was still there: the process takes it away before it is killed. */
  #takeAway(file: string): boolean {
    try {
      rmSync(file);
      return true;
    } catch {
      return false;
    }
  }

  /** The next order, once nothing is left to do for those before it and for its own payment. */
  async #next(): Promise<Waiting> {
    if (this.#waiting.length === 0) {
      await this.prepare(1);
    }
    await this.#rest();
    return this.#waiting.shift()!;
  }

  async #order(): Promise<Waiting> {
    const { shop } = this;
    this.#buyers += 1;
    const name = `buyer${this.#buyers}`;
    const buyer = shop.guild.member(name);
    await shop.pays(buyer, await shop.buys(buyer, product), `paid by ${name}`);
    const { id } = await shop.stands(buyer, 'submitted', 'reserved');
    return { id, buyer };
  }

  async #approve({ id }: Waiting): Promise<void> {
    await this.shop.sam.click('Approve', { on: await this.shop.card(id) });
  }

  /** Does what staff do and lets time go by, until the buyer has what they bought, or it waits for them. */
  async #settle(order: Waiting): Promise<void> {
    let asked = performance.now();
    await this.#until(async () => {
      const row = await this.#row(order);
      if (row.payment === 'submitted' && performance.now() - asked > seconds(2)) {
        // Nothing came of the click: whoever sees so clicks again.
        asked = performance.now();
        void this.#approve(order).catch(() => {});
      }
      const { clock } = this.shop.stage;
      if (row.fulfilment === 'allocated' && row.send_at !== null && row.send_at > clock.now()) {
        await this.shop.advance(row.send_at - clock.now() + 1);
      }
      return this.#isThere(order);
    });
  }

  async #isThere(order: Waiting): Promise<boolean> {
    return ['delivered', 'blocked'].includes((await this.#row(order)).fulfilment);
  }

  /** What a dead process has begun is left to others after some seconds, which pass here at once. */
  #endLeases(): void {
    const database = new SqliteDatabase(this.shop.stage.database.url.slice('sqlite:'.length));
    database.prepare(`update host__job set lease_until = 0 where state = 'running'`).run();
    database.close();
  }

  /** Waits until no job is due. */
  async #rest(): Promise<void> {
    const { clock, database } = this.shop.stage;
    await this.#until(async () => {
      const sql = `select 1 from host__job where state = 'running' or (state = 'ready' and run_at <= ?)`;
      return (await database.rows(sql, clock.now())).length === 0;
    });
  }

  /** What is not as it must be once an order has come to its end. */
  async #wrong({ id, buyer }: Waiting): Promise<string[]> {
    const { database, account } = this.shop.stage;
    const { fulfilment, problem } = await this.#row({ id, buyer });
    const items = await database.rows<{ number: number; state: string }>(
      `select i.number, i.state from shop__deliverable d join shop__stock_item i on i.id = d.item where d."order" = ?`,
      id,
    );
    const booked = await database.rows('select 1 from shop__ledger_entry where "order" = ?', id);
    const received = buyer
      .dms(account)
      .messages.flatMap(({ text }) => [...text.matchAll(/CANARY-\d{3}/g)].map(([secret]) => secret));
    const own = items.map(({ number }) => secretOf(number - 1));
    const rights: [string, boolean][] = [
      [`it has ${items.length} items`, items.length === 1 && items[0]!.state === 'sold'],
      [`its money came in ${booked.length} times`, booked.length === 1],
      [
        `it is ${fulfilment} (${problem}), and its buyer received ${received.join() || 'nothing'} for ${own.join()}`,
        fulfilment === 'delivered'
          ? received.length === 1 && received[0] === own[0]
          : this.told.includes(`Order ${id} of`) && this.#heard(buyer),
      ],
    ];
    return rights.filter(([, right]) => !right).map(([what]) => `order ${id}: ${what}`);
  }

  /** Whether a buyer was told, where they ordered, that something waits for them. */
  #heard(buyer: Member): boolean {
    return this.shop.sam.sees('general').shows(`@${buyer.name} Your purchase waits for you`);
  }

  async #row({ id }: Waiting): Promise<Row> {
    const [row] = await this.shop.stage.database.rows<Row>(
      'select payment, fulfilment, send_at, problem from shop__order where id = ?',
      id,
    );
    return row!;
  }

  async #until(condition: () => Promise<boolean>): Promise<void> {
    const late = performance.now() + longest;
    while (!(await condition())) {
      if (performance.now() > late) {
        throw new Error(`Waited in vain.\n${this.shop.stage.bot.describe()}`);
      }
      await sleep(30);
    }
  }
}
