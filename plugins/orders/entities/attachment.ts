import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A file that belongs to an order, where it lies on Discord. Discord's links end after a day; messages stay. */
export const Attachment = defineEntity({
  name: 'Attachment',
  properties: {
    order: p.string().primary().length(18),
    /** Discord's id of the file. Two orders may come from one message. */
    id: p.string().primary().length(20),
    guild: p.string().length(20).index(),
    name: p.string().length(260),
    /** In bytes. */
    size: p.integer(),
    channel: p.string().length(20),
    message: p.string().length(20),
    addedBy: p.string().length(20),
    addedAt: p.datetime(3),
  },
});
export type Attachment = InferEntity<typeof Attachment>;
