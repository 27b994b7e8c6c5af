import {
  attempt,
  changeSeen,
  conflictOf,
  Overtaken,
  type Page,
  pageOf,
  Refusal,
  type Result,
} from '@guildhall/sdk';
import { type EntityManager, LockMode } from '@mikro-orm/core';
import { type Context, minute } from '../context.ts';
import { Order } from '../entities/order.ts';
import { Vouch } from '../entities/vouch.ts';
import { VouchEdit } from '../entities/vouch-edit.ts';
import { lockProduct } from '../locks.ts';
import { needBuyer } from '../review/review.ts';
import { ofBuyer } from './limits.ts';
import type { vouchMessages } from './order-messages.ts';
import { isPaid } from './order-states.ts';
import { needOrder } from './orders.ts';

export const vouchLimit = 1_000;
export const pageSize = 5;
export const starCounts = [1, 2, 3, 4, 5] as const;

/** What somebody says of what they bought. */
export interface Said {
  /** From 1 to 5. */
  readonly stars: number;
  readonly text: string;
}

/** Who says it, and whether they are staff: those praise nothing here. */
export interface Voucher {
  readonly user: string;
  readonly staff: boolean;
}

/** How many vouches a guild has of each number of stars; the average is all stars by all vouches. */
export interface VouchSummary {
  readonly count: number;
  readonly average: number;
  /** From one star to five. */
  readonly byStars: readonly number[];
}

/** What customers say of what they bought: once for each order that was delivered. */
export class Vouches {
  readonly #context: Context;
  readonly #messages: ReturnType<typeof vouchMessages>;

  constructor(context: Context, messages: ReturnType<typeof vouchMessages>) {
    this.#context = context;
    this.#messages = messages;
  }

  /**
   * Whether somebody may say something of an order now. @returns what they have said; or why not: `not-yours`,
   * `staff-vouch`, `vouch-undelivered`, `vouch-free`, `vouch-late`.
   */
  async open(guild: string, order: string, by: Voucher): Promise<Result<Vouch | undefined, Refusal>> {
    const { vouchTime } = await this.#context.settings(guild);
    return attempt(this.#context.database, (em) => this.#need(em, guild, order, by, vouchTime));
  }

  /** Says it, or says it otherwise for a while. @returns the vouch, or why not: as {@link open}, `vouch-length`. */
  async say(guild: string, id: string, by: Voucher, said: Said): Promise<Result<Vouch, Refusal>> {
    const { vouchTime } = await this.#context.settings(guild);
    const text = said.text.trim();
    return attempt(this.#context.database, async (em) => {
      if (text.length > vouchLimit) {
        throw new Refusal('vouch-length', { max: vouchLimit });
      }
      if (!(starCounts as readonly number[]).includes(said.stars)) {
        throw new RangeError(`${said.stars} is no number of stars`);
      }
      const order = await needOrder(em, guild, id);
      if (isForNothing(order)) {
        // Of two orders of one product, the second one sees what was said of the first.
        await lockProduct(em, guild, order.product);
      }
      // Who is forgotten at this moment says nothing more, and nothing that they said is missed.
      await em.findOne(
        Order,
        { guild, id },
        { disableIdentityMap: true, lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const before = await this.#need(em, guild, id, by, vouchTime);
      const vouch = before
        ? await this.#change(em, before, { stars: said.stars, text })
        : await this.#add(em, guild, id, by.user, { stars: said.stars, text });
      await this.#tell(em, vouch, 'vouch', by.user);
      return vouch;
    });
  }

  /** Staff say something to it; nothing takes it back. @returns the vouch, or why not: `no-vouch`, `vouch-length`. */
  async answer(guild: string, order: string, by: string, text: string): Promise<Result<Vouch, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const seen = await em.findOne(Vouch, { guild, order }, { disableIdentityMap: true });
      if (!seen) {
        throw new Refusal('no-vouch');
      }
      const answer = text.trim();
      if (answer.length > vouchLimit) {
        throw new Refusal('vouch-length', { max: vouchLimit });
      }
      const change = answer
        ? { answer, answeredBy: by, answeredAt: this.#context.clock.now() }
        : { answer: null, answeredBy: null, answeredAt: null };
      const vouch = await changeSeen(em, Vouch, seen, change);
      await this.#tell(em, vouch, 'vouch-answer', by);
      return vouch;
    });
  }

  async of(guild: string, order: string): Promise<Vouch | undefined> {
    return (await this.#context.database.read().findOne(Vouch, { guild, order })) ?? undefined;
  }

  /** The newest first. @param page from 0. */
  async list(guild: string, page: number): Promise<Page<Vouch>> {
    const options = { page, size: pageSize, orderBy: { createdAt: 'desc', order: 'desc' } } as const;
    return pageOf(this.#context.database.read(), Vouch, { guild }, options);
  }

  async summary(guild: string): Promise<VouchSummary> {
    const em = this.#context.database.read();
    const byStars = await Promise.all(starCounts.map((stars) => em.count(Vouch, { guild, stars })));
    const count = byStars.reduce((sum, one) => sum + one, 0);
    const stars = byStars.reduce((sum, one, index) => sum + one * starCounts[index]!, 0);
    return { count, average: count === 0 ? 0 : stars / count, byStars };
  }

  /** What it said before, the oldest first. */
  async edits(order: string): Promise<VouchEdit[]> {
    return this.#context.database.read().find(VouchEdit, { order }, { orderBy: { version: 'asc' } });
  }

  async #need(
    em: EntityManager,
    guild: string,
    id: string,
    { user, staff }: Voucher,
    vouchTime: number,
  ): Promise<Vouch | undefined> {
    const order = await needOrder(em, guild, id);
    needBuyer(order, user);
    if (staff || order.approvedBy === user) {
      throw new Refusal('staff-vouch');
    }
    const before = await em.findOne(Vouch, { order: id }, { disableIdentityMap: true });
    if (!before) {
      needDelivered(order);
      await needFirst(em, order, user);
      return undefined;
    }
    const until = new Date(before.createdAt.getTime() + vouchTime * minute);
    if (until <= this.#context.clock.now()) {
      throw new Refusal('vouch-late', { at: until });
    }
    return before;
  }

  async #add(em: EntityManager, guild: string, order: string, buyer: string, said: Said): Promise<Vouch> {
    const vouch = em.create(Vouch, {
      ...said,
      order,
      guild,
      buyer,
      createdAt: this.#context.clock.now(),
      editedAt: null,
      answer: null,
      answeredBy: null,
      answeredAt: null,
      version: 1,
    });
    await em.flush().catch((error) => {
      throw conflictOf(error) ? new Overtaken() : error;
    });
    return vouch;
  }

  async #change(em: EntityManager, before: Vouch, said: Said): Promise<Vouch> {
    const { order, guild, version, stars, text } = before;
    const at = this.#context.clock.now();
    const vouch = await changeSeen(em, Vouch, before, { ...said, editedAt: at });
    em.create(VouchEdit, { order, version, guild, stars, text, at });
    await em.flush();
    return vouch;
  }

  async #tell(
    em: EntityManager,
    { guild, order, stars }: Vouch,
    action: string,
    actor: string,
  ): Promise<void> {
    await this.#context.audit.write(em, { guild, actor, action, target: order, to: stars });
    await this.#messages.changed(em, { guild, order });
  }
}

/** @throws Refusal `vouch-undelivered`. */
function needDelivered({ payment, fulfilment }: Order): void {
  if (!isPaid(payment) || fulfilment !== 'delivered') {
    throw new Refusal('vouch-undelivered');
  }
}

const isForNothing = ({ total }: Order) => total === 0;

/** Nobody fills the average with what they take for nothing. @throws Refusal `vouch-free`. */
async function needFirst(em: EntityManager, order: Order, buyer: string): Promise<void> {
  if (!isForNothing(order)) {
    return;
  }
  const { guild, product, productName: name } = order;
  const others = await em.find(
    Order,
    { product, total: 0, ...ofBuyer(guild, buyer) },
    { fields: ['id'], disableIdentityMap: true },
  );
  const ids = others.map(({ id }) => id);
  if ((await em.count(Vouch, { order: { $in: ids } })) > 0) {
    throw new Refusal('vouch-free', { name });
  }
}
