import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A step that a guild has named or added. A guild without rows has the usual steps. */
export const Step = defineEntity({
  name: 'Step',
  properties: {
    guild: p.string().length(20).primary(),
    /** One of the usual steps, `completed`, `cancelled`, or an id of its own. */
    id: p.string().length(12).primary(),
    /** Null: the usual name, in the reader's language. */
    name: p.string().length(40).nullable(),
    /** Its place among the open steps, counted from 0. */
    position: p.integer(),
  },
});
export type Step = InferEntity<typeof Step>;
