import { forgotten, type Refusal, type Result, veiled } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../../test/ground/plugin-ground.ts';
import type { MemberRole } from '../../delivery/role-grants.ts';
import type { Order } from '../../entities/order.ts';
import { type Parts, partsOf } from '../../parts.ts';
import { facts, type Ground, person, sam } from '../ground.ts';
import { Fuse, Killed } from './fuse.ts';
import {
  type Answer,
  type Name,
  names,
  ok,
  type ProductName,
  products,
  type RoleName,
  roles,
} from './model-order.ts';
import { type Holder, holding } from './role-model.ts';
import { coupon, firstItems, type Sent, type ShopModel } from './shop-model.ts';
import { Sight } from './sight.ts';

/** How what was done ended: with an answer, or with the process. */
export interface Answered {
  readonly answer: Answer;
  readonly killed?: 'before it was written' | 'when it was written';
  /** The ids of orders that were made. */
  readonly orders: readonly string[];
}

type Work = () => Promise<Result<unknown, Refusal> | void>;

/** The role of everybody whose payment was approved. */
export const customers = roleId('customer');

/** The role of a name, the same in every world: people are not. */
function roleId(name: RoleName): string {
  return String(600000000000000000n + BigInt(roles.indexOf(name)));
}

const guildOf = (number: number) => String(700000000000000000n + BigInt(number));

/** The id of a transaction, as PayPal writes them. */
export const transactionOf = (name: string): string =>
  `X1${name}`.toUpperCase().replaceAll('-', 'Z').padEnd(17, 'Q');

/** The shop of a server, whose process may end at any step. */
export class World {
  readonly ground: Ground;
  readonly guild: string;
  readonly products: Readonly<Record<ProductName, string>>;
  readonly method: string;
  readonly fuse = new Fuse();
  /** What a buyer was sent, by order and by how often it was sent anew. */
  readonly sent = new Map<string, string>();
  /** Who has which role in Discord. */
  readonly held = new Set<string>();
  /** An item that is there, to bring once more. */
  first: string | undefined;
  parts: Parts;
  readonly #number: number;
  #clicks = 0;

  private constructor(ground: Ground, number: number, method: string, products: World['products']) {
    this.ground = ground;
    this.guild = guildOf(number);
    this.products = products;
    this.method = method;
    this.#number = number;
    this.parts = partsOf(this.fuse.on(ground.context));
  }

  /** @param number different in each: its server and its people are its own. */
  static async open(ground: Ground, number: number): Promise<World> {
    const guild = guildOf(number);
    const paypal = { kind: 'paypal', name: 'PayPal', address: 'shop@example.com', instructions: '' };
    const method = (await ground.methods.add(guild, paypal, sam)).unwrap();
    const made: [string, string][] = [];
    for (const [name, { supply, price, perBuyer, role, roleMinutes }] of Object.entries(products)) {
      const change = {
        name,
        supply,
        prices: [{ amount: price, currency: 'USD' }],
        perBuyer,
        role: role && roleId(role),
        roleMinutes,
      };
      made.push([name, (await ground.products.add(guild, { ...facts, ...change }, sam)).unwrap().id]);
    }
    const ids = Object.fromEntries(made) as Record<ProductName, string>;
    const items = Array.from({ length: firstItems }, (_, index) => `first item ${index}`);
    (await ground.stock.import(guild, ids.key, items, sam)).unwrap();
    (await ground.coupons.add(guild, coupon, sam)).unwrap();
    return new World(ground, number, method.id, ids);
  }

  /** A person of this world. */
  readonly who = (name: Name): string => person(this.#number * names.length + names.indexOf(name));

  click(): string {
    this.#clicks += 1;
    return `${this.#number}-${this.#clicks}`;
  }

  /** Whose role it is, as the database names them. */
  memberOf({ of, role, veiled: isVeiled }: Holder): MemberRole {
    const { guild } = this;
    const user = this.who(of);
    return { guild, user: isVeiled ? veiled(guild, user) : user, role: roleId(role) };
  }

  /** Time goes by between what people do. */
  pass(model: ShopModel): void {
    model.now += 1;
    this.ground.advance(1);
  }

  /** Does something whose process ends after so many steps, if it has as many. */
  async attempt(steps: number | undefined, work: Work): Promise<Answered> {
    const { jobs, audit } = this.ground;
    const before = { jobs: new Map(jobs), audit: audit.length };
    this.fuse.light(steps);
    try {
      return answered(await work());
    } catch (error) {
      if (!(error instanceof Killed)) {
        throw error;
      }
      if (this.fuse.committed) {
        return { answer: ok, killed: 'when it was written', orders: [] };
      }
      // Jobs and the audit log are written in the same transaction: they are not there either.
      audit.length = before.audit;
      jobs.clear();
      for (const [key, job] of before.jobs) {
        jobs.set(key, job);
      }
      return { answer: ok, killed: 'before it was written', orders: [] };
    } finally {
      this.fuse.light();
      // The process begins anew: nothing that it remembered is there.
      this.parts = partsOf(this.fuse.on(this.ground.context));
    }
  }

  /** Does several things at one moment. */
  async atOnce(works: readonly Work[]): Promise<Answered[]> {
    return (await Promise.all(works.map((work) => work()))).map(answered);
  }

  /** What a job does that sends an order, up to what Discord says. */
  async send(id: string, outcome: Sent): Promise<void> {
    const { delivery, orders, roleGrants, sending } = this.parts;
    await this.#inJob(`deliver:${id}`, outcome === 'lost', async () => {
      const order = (await orders.of(this.guild, id))!;
      if (order.fulfilment !== 'allocated') {
        return;
      }
      if (order.buyer === forgotten) {
        return sending.blocked(order, 'gone');
      }
      const problem = await roleGrants.outcome(order);
      if (problem === 'open') {
        return;
      }
      if (outcome === 'failed') {
        return sending.failed(order, 'Discord: 500');
      }
      const contents = (await delivery.contents(id)).filter(({ state }) => state === 'current');
      if (!(await sending.isDue(order))) {
        return;
      }
      if (outcome !== 'closed') {
        const texts = contents.map(({ text }) => text).join();
        const key = `${id} ${order.delivery}`;
        // D2: a message that is sent again says the same.
        expect(this.sent.get(key) ?? texts).toBe(texts);
        this.sent.set(key, texts);
      }
      if (outcome === 'lost') {
        return;
      }
      if (problem) {
        await sending.blocked(order, problem);
        return roleGrants.settled({ guild: this.guild, user: order.buyer, role: order.role! });
      }
      return outcome === 'closed' && order.supply !== 'none'
        ? sending.blocked(order, 'closed')
        : sending.sent(order);
    });
  }

  /** What the job does that gives and takes a role. @param allowed whether Discord lets it. */
  async settle(holder: Holder, allowed: boolean): Promise<void> {
    const { roleGrants } = this.parts;
    const of = this.memberOf(holder);
    const joined = new Date(0);
    await this.#inJob(`role:${of.user}:${of.role}`, false, async () => {
      for (
        let due = await roleGrants.due(of, joined, this.who(holder.of));
        due !== 'nothing';
        due = await roleGrants.due(of, joined, this.who(holder.of))
      ) {
        const has = this.held.has(holding(holder));
        if (!allowed && (due === 'give' || has)) {
          return roleGrants.failed(of, 'role-forbidden');
        }
        if (due === 'give') {
          this.held.add(holding(holder));
          await roleGrants.given(of, joined, this.who(holder.of));
        } else {
          this.held.delete(holding(holder));
          await roleGrants.taken(of);
        }
      }
      await roleGrants.settled(of);
    });
  }

  /** Looks at all of the database. */
  async sight(): Promise<Sight> {
    return Sight.of(this);
  }

  /** Takes a job as the runner does: it is there again when the process ends before it is done. */
  async #inJob(key: string, unfinished: boolean, work: () => Promise<void>): Promise<void> {
    const { jobs } = this.ground;
    const job = jobs.get(key);
    jobs.delete(key);
    const restore = () => void (job && !jobs.has(key) && jobs.set(key, job));
    try {
      await work();
    } catch (error) {
      restore();
      throw error;
    }
    if (unfinished) {
      restore();
    }
  }
}

function answered(result: Result<unknown, Refusal> | void): Answered {
  const made = result?.ok().unwrapOr(undefined) as Partial<Order> | undefined;
  return { answer: (result && codeOf(result)) ?? ok, orders: made?.version === 1 ? [made.id!] : [] };
}
