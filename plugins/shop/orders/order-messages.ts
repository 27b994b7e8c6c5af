import { automatic, LiveMessageBook, type LiveMessageRow } from '@guildhall/sdk';
import type { EntityName } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { PurchaseMessage } from '../entities/purchase-message.ts';
import { ReviewCard } from '../entities/review-card.ts';
import { VouchMessage } from '../entities/vouch-message.ts';

/** An order, by the columns that tell its message from all others. */
export interface ShownOrder {
  readonly guild: string;
  readonly order: string;
}

type Row = ShownOrder & LiveMessageRow;
export type OrderMessages<E extends Row = Row> = LiveMessageBook<ShownOrder, E>;

interface Look<E extends Row> {
  readonly entity: EntityName<E>;
  /** The job that draws it. */
  readonly job: string;
  /** What the audit log says when it cannot be shown. */
  readonly blocked: string;
}

/** Keeps what is known of the messages that show one order each, in one channel. */
function orderMessages<E extends Row>(
  { database, clock, newId, jobs, audit }: Context,
  { entity, job, blocked }: Look<E>,
): OrderMessages<E> {
  return new LiveMessageBook<ShownOrder, E>({
    database,
    clock,
    newId,
    entity,
    draw: (em, shown, runAt) => jobs.add(em, job, { ...shown }, { runAt, key: `${job}:${shown.order}` }),
    blocked: async (em, { guild, order }, channel, reason) => {
      // What is wrong with a channel is wrong for all orders in it: staff are told once.
      const others = { guild, channel, trouble: reason, order: { $ne: order } };
      if ((await em.count(entity, others as never)) === 0) {
        await audit.write(em, { guild, actor: automatic, action: blocked, target: channel, reason });
      }
    },
  });
}

/** The cards that show orders to staff. */
export const reviewCards = (context: Context) =>
  orderMessages<ReviewCard>(context, { entity: ReviewCard, job: 'show-card', blocked: 'card-blocked' });

/** What customers say of what they bought, for everybody. */
export const vouchMessages = (context: Context) =>
  orderMessages<VouchMessage>(context, { entity: VouchMessage, job: 'show-vouch', blocked: 'vouch-blocked' });

/** What was bought, for everybody. */
export const purchaseMessages = (context: Context) =>
  orderMessages<PurchaseMessage>(context, {
    entity: PurchaseMessage,
    job: 'show-purchase',
    blocked: 'log-blocked',
  });
