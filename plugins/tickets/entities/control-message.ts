import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The message in a ticket's channel that shows how it stands, with its buttons. */
export const ControlMessage = defineEntity({
  name: 'ControlMessage',
  properties: {
    ticket: p.string().length(12).primary(),
    guild: p.string().length(20).index(),
    ...liveMessageColumns(),
  },
});
export type ControlMessage = InferEntity<typeof ControlMessage>;
