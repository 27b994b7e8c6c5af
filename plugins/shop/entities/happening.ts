import { appendOnly } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A line in the record of an order. Lines are added and never changed: the database sees to it. */
export const Happening = appendOnly(
  defineEntity({
    name: 'Happening',
    indexes: [{ properties: ['guild', 'at'] }],
    // A version is written once, so each change has one line.
    uniques: [{ properties: ['order', 'version'] }],
    properties: {
      id: p.string().primary().length(12),
      order: p.string().length(24),
      guild: p.string().length(20),
      /** The order's version that came of it. */
      version: p.integer(),
      /** As the audit log calls it, such as `approve`. */
      action: p.string().length(24),
      at: p.datetime(3),
      /** The id of a user, or `automatic`. */
      actor: p.string().length(20).index(),
      /** `<payment>/<fulfilment>` before and after. */
      from: p.string().length(26).nullable(),
      to: p.string().length(26),
      reason: p.string().length(300).nullable(),
    },
  }),
  { of: { entity: 'Order', by: 'order' }, person: 'actor' },
);
export type Happening = InferEntity<typeof Happening>;
