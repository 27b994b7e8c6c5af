import { appendOnly } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/**
 * `capture`: the first money of an order; `more`: what came beside it. `uncapture` and `unmore`: such a line was a mistake, no
 * money went back.
 */
export type EntryKind = 'capture' | 'more' | 'uncapture' | 'unmore' | 'refund' | 'chargeback';

/** Money that came in or went out. Lines are added and never changed: the database sees to it, and all numbers come from them. */
export const LedgerEntry = appendOnly(
  defineEntity({
    name: 'LedgerEntry',
    indexes: [{ properties: ['guild', 'at'] }],
    properties: {
      id: p.string().primary().length(12),
      guild: p.string().length(20),
      order: p.string().length(24).index(),
      kind: p.string().length(10).$type<EntryKind>(),
      /** Minor units of the currency; what goes out is negative. */
      amount: p.bigint('number'),
      currency: p.string().length(3),
      product: p.string().length(12),
      method: p.string().length(12),
      /** Who of staff wrote it. */
      actor: p.string().length(20).index(),
      at: p.datetime(3),
      /** Which quarter of an hour it was, counted from 1970: numbers by day and by hour are added up by it. */
      quarter: p.integer(),
    },
  }),
  { of: { entity: 'Order', by: 'order' }, person: 'actor' },
);
export type LedgerEntry = InferEntity<typeof LedgerEntry>;
