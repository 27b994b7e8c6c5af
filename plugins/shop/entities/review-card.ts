import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The message in the staff's channel that shows an order, with its buttons. */
export const ReviewCard = defineEntity({
  name: 'ReviewCard',
  properties: {
    order: p.string().length(24).primary(),
    guild: p.string().length(20).index(),
    ...liveMessageColumns(),
  },
});
export type ReviewCard = InferEntity<typeof ReviewCard>;
