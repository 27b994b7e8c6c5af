import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The message that shows all pads of a guild, as far as we know it. */
export const Board = defineEntity({
  name: 'Board',
  properties: {
    guild: p.string().primary().length(20),
    channel: p.string().length(20).nullable(),
    message: p.string().length(20).nullable().index(),
    /** Stands in the custom id of the message's menu, so that a message whose creation was not confirmed is found. */
    mark: p.string().length(12).nullable(),
    /** A hash of what was written last. */
    shown: p.string().length(40).nullable(),
    editedAt: p.datetime(3).nullable(),
    /** When we last asked Discord for the message. Null: look, even when nothing has changed. */
    seenAt: p.datetime(3).nullable(),
    /** Why the board could not be shown. Staff have been told. */
    trouble: p.string().length(40).nullable(),
  },
});
export type Board = InferEntity<typeof Board>;
