import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The position of a step that a guild has taken away. Its name stays, for the history of orders that were in it. */
export const takenAway = -1;

/** A step that a guild has named or added. A guild without rows has the usual steps. */
export const Step = defineEntity({
  name: 'Step',
  properties: {
    guild: p.string().length(20).primary(),
    /** One of the usual steps, `completed`, `cancelled`, or an id of its own. */
    id: p.string().length(12).primary(),
    /** Null: the usual name, in the reader's language. */
    name: p.string().length(40).nullable(),
    /** Its place among the open steps, counted from 0, or {@link takenAway}. */
    position: p.integer(),
  },
});
export type Step = InferEntity<typeof Step>;
