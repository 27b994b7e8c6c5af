import {
  attempt,
  automatic,
  conflictOf,
  isCurrency,
  minorDigits,
  Overtaken,
  Refusal,
  type Result,
} from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { type Context, minute } from '../context.ts';
import { NamedTransaction } from '../entities/named-transaction.ts';
import { Order } from '../entities/order.ts';
import { Sighting } from '../entities/sighting.ts';
import type { Changes } from '../orders/changes.ts';
import { endsIn, readOrderId, readReference } from '../orders/order-id.ts';
import type { reviewCards } from '../orders/order-messages.ts';
import { isReviewable } from '../orders/order-states.ts';
import { unitsOf } from '../payment/atomic-units.ts';
import { formats } from '../payment/formats.ts';
import type { Noted, SeenPayment } from './payment-source.ts';
import { isUnbooked } from './payment-verdict.ts';
import { transactionKey } from './transaction-key.ts';

type ReviewCards = ReturnType<typeof reviewCards>;

/** How long a payment that nobody can place waits for a buyer who says that it is theirs, in ms. */
const patience = 60 * minute;

/** A payment that brings nothing: it belongs to no order, or to one that is over or had its money before. */
export interface Idle {
  readonly sighting: Sighting;
  readonly order: Order | undefined;
}

/** What a payment can still change. */
const unpaid = ['awaiting', 'submitted', 'reviewing', 'late', 'expired'] as const;

/** The payments that sources saw. They are facts for whoever decides; no order is paid by one alone. */
export class Sightings {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #cards: ReviewCards;

  constructor(context: Context, changes: Changes, cards: ReviewCards) {
    this.#context = context;
    this.#changes = changes;
    this.#cards = cards;
  }

  /**
   * Keeps what a source saw. An order that waits for its payment is for staff to look at from now on.
   * @returns what became of it, or why not: `amount-unclear`. What is reported again adds what was not known of the payment
   * before: its transaction, its order, that it is settled.
   */
  async seen(guild: string, payment: SeenPayment): Promise<Result<Noted, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const marks = marksOf(guild, payment);
      const known = await this.#known(em, guild, marks);
      if (!known) {
        return this.#noted(em, await this.#keep(em, guild, payment, marks));
      }
      return (await this.#learn(em, known, payment, marks)) ? this.#noted(em, known) : 'known';
    });
  }

  /** What was seen of payments of an order, and of the transactions that its buyer named; the oldest first. */
  async of({ guild, id }: Order): Promise<Sighting[]> {
    const em = this.#context.database.read();
    const named = await em.find(NamedTransaction, { order: id }, { fields: ['key'] });
    const keys = named.map(({ key }) => key);
    const seen = await em.find(
      Sighting,
      { guild, $or: [{ order: id }, { transactionKey: { $in: keys } }] },
      { orderBy: { seenAt: 'asc', id: 'asc' } },
    );
    const own = new Set(seen.filter(({ order }) => order === id).map((one) => one.transactionKey));
    // Of a transaction that pays several orders, what pays the others is no matter of this one.
    return seen.filter(({ order, transactionKey }) => order === id || !own.has(transactionKey));
  }

  /** A payment that brings nothing still, after another look for the order whose buyer named it. */
  async idle(guild: string, id: string): Promise<Idle | undefined> {
    const looked = await attempt(this.#context.database, async (em) => {
      const sighting = await em.findOne(Sighting, { guild, id });
      const order = sighting && !sighting.order && (await orderNaming(em, sighting.transactionKey));
      if (sighting && order) {
        // Both came at the same moment, and neither saw the other.
        sighting.order = order;
        await em.flush();
        await this.#noted(em, sighting);
      }
      const pays = sighting?.order ? await orderOf(em, sighting) : undefined;
      const isIdle = sighting && (pays ? await this.#isIdle(em, pays) : !sighting.order);
      return isIdle ? { sighting, order: pays } : undefined;
    });
    return looked.unwrap();
  }

  /** The payment if it was reported before: under this name, or as this output of its transaction under another one. */
  async #known(
    em: EntityManager,
    guild: string,
    { origin, outputKey }: Marks,
  ): Promise<Sighting | undefined> {
    const named = await em.findOne(Sighting, { guild, origin });
    const output = outputKey ? await em.findOne(Sighting, { outputKey }) : null;
    if (named && output && named !== output) {
      // Only now does the source say that both are one.
      await em.nativeDelete(Sighting, { id: named.id });
      output.order ??= named.order;
    }
    return output ?? named ?? undefined;
  }

  /** Adds what was not known of a payment. @returns whether there was anything. */
  async #learn(
    em: EntityManager,
    known: Sighting,
    { settled, reference }: SeenPayment,
    { transaction, transactionKey, outputKey }: Marks,
  ): Promise<boolean> {
    const { guild } = known;
    const named = known.named ? undefined : await orderNamed(em, guild, reference);
    const learnt = {
      ...(settled && !known.settled && { settled }),
      ...(transaction && !known.transactionKey && { transaction, transactionKey }),
      ...(outputKey && !known.outputKey && { outputKey }),
      ...(named && { order: named, named: true }),
    };
    if (Object.keys(learnt).length === 0) {
      return false;
    }
    Object.assign(known, learnt);
    known.order ??= (await orderNaming(em, known.transactionKey)) ?? null;
    await em.flush().catch((error) => {
      throw conflictOf(error) ? new Overtaken() : error;
    });
    return true;
  }

  async #keep(em: EntityManager, guild: string, payment: SeenPayment, marks: Marks): Promise<Sighting> {
    const { audit, clock, jobs, newId } = this.#context;
    const units = unitsOf(payment.amount, digitsOf(payment.currency) ?? -1);
    if (units === undefined) {
      throw new Refusal('amount-unclear', { typed: `${payment.amount} ${payment.currency}` });
    }
    const named = await orderNamed(em, guild, payment.reference);
    const order = named ?? (await orderNaming(em, marks.transactionKey));
    const sighting = em.create(Sighting, {
      id: newId(),
      guild,
      ...marks,
      source: payment.source,
      order: order ?? null,
      named: named !== undefined,
      units,
      currency: payment.currency,
      settled: payment.settled,
      paidAt: payment.at,
      seenAt: clock.now(),
    });
    await em.flush().catch((error) => {
      throw conflictOf(error) ? new Overtaken() : error;
    });
    await audit.write(em, {
      guild,
      actor: automatic,
      action: 'payment-seen',
      target: order ?? '-',
      to: `${payment.amount} ${payment.currency}`,
    });
    if (!order) {
      const runAt = new Date(clock.now().getTime() + patience);
      await jobs.add(em, 'tell-idle', { guild, sighting: sighting.id }, { runAt });
    }
    return sighting;
  }

  /** Has staff and the owner's rule look at an order that a payment was seen of. */
  async #noted(em: EntityManager, sighting: Sighting): Promise<Noted> {
    const { guild, id } = sighting;
    const order = await orderOf(em, sighting);
    if (!order) {
      return 'unplaced';
    }
    const change = {
      submittedAt: this.#context.clock.now(),
      submissions: order.submissions + 1,
      firstYes: null,
    };
    if (order.payment === 'awaiting') {
      const deed = { event: 'submit', actor: automatic } as const;
      await this.#changes.enter(em, order, 'submitted/reserved', change, deed);
    } else if (order.payment === 'expired') {
      const deed = { event: 'submit-late', actor: automatic } as const;
      await this.#changes.enter(em, order, 'late/released', change, deed);
    } else {
      await this.#cards.changed(em, { guild, order: order.id });
      await decideLater(this.#context, em, order);
      if (await this.#isIdle(em, order)) {
        await this.#context.jobs.add(em, 'tell-idle', { guild, sighting: id }, { key: `idle:${id}` });
      }
    }
    return 'noted';
  }

  /** Whether money came for an order that is not waiting for any. */
  async #isIdle(em: EntityManager, order: Order): Promise<boolean> {
    const { id, payment } = order;
    const seen = await em.find(Sighting, { order: id }, { disableIdentityMap: true });
    return payment !== 'awaiting' && !isReviewable(payment) && isUnbooked(order, seen);
  }
}

const orderOf = async (em: EntityManager, { guild, order: id }: Sighting): Promise<Order | undefined> =>
  id ? ((await em.findOne(Order, { guild, id }, { disableIdentityMap: true })) ?? undefined) : undefined;

/** Has the owner's rule look at an order. */
export const decideLater = async ({ jobs }: Pick<Context, 'jobs'>, em: EntityManager, { guild, id }: Order) =>
  jobs.add(em, 'decide-seen', { guild, order: id }, { key: `seen:${id}` });

/** The order that a payment names by its id, or by the end of it while one alone can be meant. */
async function orderNamed(em: EntityManager, guild: string, reference = ''): Promise<string | undefined> {
  const read = readOrderId(reference);
  const fields = { fields: ['id'] as const, disableIdentityMap: true, limit: 2 };
  if (typeof read !== 'string') {
    return (await em.findOne(Order, { guild, ending: read.ending }, fields as never))?.id;
  }
  const end = readReference(reference);
  if (end === undefined) {
    return undefined;
  }
  const found = await em.find(
    Order,
    { ...endsIn(guild, end), payment: { $in: [...unpaid] } },
    fields as never,
  );
  return found.length === 1 ? found[0]!.id : undefined;
}

/** The order that a transaction counts for, as its buyer says. */
async function orderNaming(
  em: EntityManager,
  heldKey: string | null | undefined,
): Promise<string | undefined> {
  const named = heldKey
    ? await em.findOne(NamedTransaction, { heldKey }, { disableIdentityMap: true })
    : null;
  return named?.order;
}

/** What tells a payment from others. */
type Marks = Pick<Sighting, 'origin' | 'transaction' | 'transactionKey' | 'outputKey'>;

function marksOf(guild: string, payment: SeenPayment): Marks {
  const transaction = transactionOf(payment);
  const key = transaction && transactionKey(guild, transaction);
  const output = payment.output?.trim();
  return {
    origin: `${payment.source}:${payment.id}`,
    transaction,
    transactionKey: key,
    outputKey: key && output ? `${key}:${output}` : null,
  };
}

/** The id of a transaction as its network writes it. */
function transactionOf({ transaction, currency }: SeenPayment): string | null {
  const typed = transaction?.trim();
  if (!typed) {
    return null;
  }
  const found = formats
    .filter(({ asset }) => asset?.code === currency)
    .map((format) => format.transactionIds(typed)[0])
    .find((id) => id !== undefined);
  return (found ?? typed).slice(0, 120);
}

/** How many digits an atomic unit is away from the whole. */
function digitsOf(currency: string): number | undefined {
  const asset = formats.find((format) => format.asset?.code === currency)?.asset;
  return asset?.digits ?? (isCurrency(currency) ? minorDigits(currency) : undefined);
}
