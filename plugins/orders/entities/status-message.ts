import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The one message in the order-status channel that shows an order. */
export const StatusMessage = defineEntity({
  name: 'StatusMessage',
  properties: {
    /** The id of the order. */
    order: p.string().primary().length(18),
    guild: p.string().length(20).index(),
    ...liveMessageColumns(),
  },
});
export type StatusMessage = InferEntity<typeof StatusMessage>;
