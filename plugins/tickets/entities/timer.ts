import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { TimerKind } from '../automation/timer-rules.ts';

/** Something that is to happen in a ticket by itself, and whether it has. */
export const Timer = defineEntity({
  name: 'Timer',
  indexes: [{ properties: ['doneAt', 'dueAt'] }],
  properties: {
    ticket: p.string().length(12).primary(),
    kind: p.string().length(10).$type<TimerKind>().primary(),
    guild: p.string().length(20).index(),
    /** What it counts from, such as the last message of staff. From another moment it is another timer. */
    since: p.datetime(3),
    dueAt: p.datetime(3),
    /** When it was done; null: it is still to come. */
    doneAt: p.datetime(3).nullable(),
  },
});
export type Timer = InferEntity<typeof Timer>;
