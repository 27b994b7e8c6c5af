import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The message that shows everybody what a customer says of an order. */
export const VouchMessage = defineEntity({
  name: 'VouchMessage',
  properties: {
    order: p.string().length(24).primary(),
    guild: p.string().length(20).index(),
    ...liveMessageColumns(),
  },
});
export type VouchMessage = InferEntity<typeof VouchMessage>;
