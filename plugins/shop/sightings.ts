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
import type { Changes } from './changes.ts';
import { type Context, minute } from './context.ts';
import { Order } from './entities/order.ts';
import { Proof } from './entities/proof.ts';
import { Sighting } from './entities/sighting.ts';
import { readOrderId } from './order-id.ts';
import type { reviewCards } from './order-messages.ts';
import { unitsOf } from './payment/atomic-units.ts';
import { formats } from './payment/formats.ts';
import type { Noted, SeenPayment } from './payment-source.ts';
import { transactionKey } from './transaction-key.ts';

type ReviewCards = ReturnType<typeof reviewCards>;

/** How long a payment that nobody can place waits for a buyer who says that it is theirs, in ms. */
const patience = 60 * minute;

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
   * @returns what became of it, or why not: `amount-unclear`. What is reported again changes nothing, but that a payment
   * which is settled stays so.
   */
  async seen(guild: string, payment: SeenPayment): Promise<Result<Noted, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const transaction = transactionOf(payment);
      const key = transactionKey(guild, transaction ?? `${payment.source}:${payment.id}`);
      const known = await em.findOne(Sighting, { key });
      if (known && (known.settled || !payment.settled)) {
        return 'known';
      }
      if (known) {
        known.settled = true;
        await em.flush();
        return this.#noted(em, known);
      }
      return this.#noted(em, await this.#keep(em, guild, payment, key, transaction));
    });
  }

  /** What was seen of payments of an order, and of the transactions that its buyer named; the oldest first. */
  async of({ guild, id }: Order): Promise<Sighting[]> {
    const em = this.#context.database.read();
    const proofs = await em.find(
      Proof,
      { order: id, transaction: { $ne: null } },
      { fields: ['transaction'] },
    );
    const keys = proofs.map(({ transaction }) => transactionKey(guild, transaction!));
    return em.find(
      Sighting,
      { guild, $or: [{ order: id }, { key: { $in: keys } }] },
      { orderBy: { seenAt: 'asc', id: 'asc' } },
    );
  }

  /** A payment that still belongs to no order, after another look for the order whose buyer named it. */
  async unplaced(guild: string, id: string): Promise<Sighting | undefined> {
    const placed = await attempt(this.#context.database, async (em) => {
      const sighting = await em.findOne(Sighting, { guild, id, order: null });
      const order = sighting && (await orderWithProof(em, guild, sighting.key));
      if (sighting && order) {
        // Both came at the same moment, and neither saw the other.
        sighting.order = order;
        await em.flush();
        await this.#noted(em, sighting);
      }
      return sighting && !order ? sighting : undefined;
    });
    return placed.unwrap();
  }

  async #keep(
    em: EntityManager,
    guild: string,
    payment: SeenPayment,
    key: string,
    transaction: string | null,
  ): Promise<Sighting> {
    const { audit, clock, jobs, newId } = this.#context;
    const units = unitsOf(payment.amount, digitsOf(payment.currency) ?? -1);
    if (units === undefined) {
      throw new Refusal('amount-unclear', { typed: `${payment.amount} ${payment.currency}` });
    }
    const named = await orderNamed(em, guild, payment.reference);
    const order = named ?? (await orderWithProof(em, guild, key));
    const sighting = em.create(Sighting, {
      id: newId(),
      guild,
      key,
      source: payment.source,
      transaction,
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
      await jobs.add(em, 'tell-unplaced', { guild, sighting: sighting.id }, { runAt });
    }
    return sighting;
  }

  /** Has staff and the owner's rule look at an order that a payment was seen of. */
  async #noted(em: EntityManager, { guild, order: id }: Sighting): Promise<Noted> {
    const order = id ? await em.findOne(Order, { guild, id }, { disableIdentityMap: true }) : null;
    if (!order) {
      return 'unplaced';
    }
    const change = { submittedAt: this.#context.clock.now(), firstYes: null };
    if (order.payment === 'awaiting') {
      const deed = { event: 'submit', actor: automatic } as const;
      await this.#changes.enter(em, order, 'submitted/reserved', change, deed);
    } else if (order.payment === 'expired') {
      const deed = { event: 'submit-late', actor: automatic } as const;
      await this.#changes.enter(em, order, 'late/released', change, deed);
    } else {
      await this.#cards.changed(em, { guild, order: order.id });
      await decideLater(this.#context, em, order);
    }
    return 'noted';
  }
}

/** Has the owner's rule look at an order. */
export const decideLater = async ({ jobs }: Pick<Context, 'jobs'>, em: EntityManager, { guild, id }: Order) =>
  jobs.add(em, 'decide-seen', { guild, order: id }, { key: `seen:${id}` });

/** Gives an order the payment that its buyer named, if a source saw it before and nobody knew whose it is. */
export async function claimSighting(em: EntityManager, key: string, order: string): Promise<void> {
  await em.nativeUpdate(Sighting, { key, order: null }, { order });
}

/** The order that a payment names by its id, or by the end of it while one alone can be meant. */
async function orderNamed(em: EntityManager, guild: string, reference = ''): Promise<string | undefined> {
  const read = readOrderId(reference);
  const fields = { fields: ['id'] as const, disableIdentityMap: true, limit: 2 };
  if (typeof read !== 'string') {
    return (await em.findOne(Order, { guild, ending: read.ending }, fields as never))?.id;
  }
  const end = reference.trim().toUpperCase();
  if (!/^[0-9A-Z]{6}$/.test(end)) {
    return undefined;
  }
  const found = await em.find(
    Order,
    { guild, ending: { $like: `%-${end}` }, payment: { $in: [...unpaid] } },
    fields as never,
  );
  return found.length === 1 ? found[0]!.id : undefined;
}

async function orderWithProof(em: EntityManager, guild: string, key: string): Promise<string | undefined> {
  return (await em.findOne(Proof, { guild, transactionKey: key }, { disableIdentityMap: true }))?.order;
}

/** The id of a transaction as its network writes it. */
function transactionOf({ transaction, currency }: SeenPayment): string | null {
  const typed = transaction?.trim();
  if (!typed) {
    return null;
  }
  const found = formats
    .filter(({ asset }) => asset?.code === currency)
    .map((format) => format.transactionId(typed))
    .find((id) => id !== undefined);
  return (found ?? typed).slice(0, 120);
}

/** How many digits an atomic unit is away from the whole. */
function digitsOf(currency: string): number | undefined {
  const asset = formats.find((format) => format.asset?.code === currency)?.asset;
  return asset?.digits ?? (isCurrency(currency) ? minorDigits(currency) : undefined);
}
