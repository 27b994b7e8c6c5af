import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The message in the purchase log that shows everybody what was bought. */
export const PurchaseMessage = defineEntity({
  name: 'PurchaseMessage',
  properties: {
    order: p.string().length(24).primary(),
    guild: p.string().length(20).index(),
    ...liveMessageColumns(),
  },
});
export type PurchaseMessage = InferEntity<typeof PurchaseMessage>;
