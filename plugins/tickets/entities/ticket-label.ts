import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A ticket bears a label. */
export const TicketLabel = defineEntity({
  name: 'TicketLabel',
  properties: {
    ticket: p.string().length(12).primary(),
    label: p.string().length(12).primary().index(),
    guild: p.string().length(20).index(),
  },
});
export type TicketLabel = InferEntity<typeof TicketLabel>;
