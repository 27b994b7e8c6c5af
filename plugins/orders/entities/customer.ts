import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What a member wishes as a customer. Without a row the setting of the guild counts. */
export const Customer = defineEntity({
  name: 'Customer',
  properties: {
    guild: p.string().length(20).primary(),
    user: p.string().length(20).primary().index(),
    /** Whether to tell them of changes by direct message. */
    tell: p.boolean(),
  },
});
export type Customer = InferEntity<typeof Customer>;
