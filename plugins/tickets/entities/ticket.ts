import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { TicketState } from '../ticket/ticket-states.ts';

/** Somebody's matter, from the click to the end. Rows stay as the record. */
export const Ticket = defineEntity({
  name: 'Ticket',
  indexes: [
    { properties: ['guild', 'state', 'openedAt'] },
    { properties: ['guild', 'creator'] },
    { properties: ['guild', 'number'] },
  ],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    /** Counts up in each guild, from 1. */
    number: p.integer(),
    type: p.string().length(12).index(),
    state: p.string().length(12).$type<TicketState>().index(),
    creator: p.string().length(20),
    subject: p.string().length(100).nullable(),
    claimedBy: p.string().length(20).nullable(),
    /** Its channel or thread: no two tickets have the same. */
    channel: p.string().length(20).nullable().unique(),
    /** The channel in which it is a private thread; null: it has a channel of its own. */
    threadIn: p.string().length(20).nullable(),
    /** A category for it alone, where somebody moved it; null: the type's. */
    category: p.string().length(20).nullable(),
    /** The channel's name as somebody typed it; null: by the type's pattern. */
    name: p.string().length(100).nullable(),
    /** What somebody typed as its topic. */
    topic: p.string().length(300).nullable(),
    /** How many active tickets of its type there were when it was opened, where the welcome text says so. */
    ahead: p.integer().default(0),
    openedAt: p.datetime(3),
    /** When staff wrote in it for the first time, and who. */
    firstAnswerAt: p.datetime(3).nullable(),
    firstAnswerBy: p.string().length(20).nullable(),
    closedAt: p.datetime(3).nullable(),
    closedBy: p.string().length(20).nullable(),
    closeReason: p.string().length(300).nullable(),
    /** Its place among `priorities`. */
    priority: p.integer().default(1),
    /** Since when it stands at the top of lists, and no timer closes it. */
    pinnedAt: p.datetime(3).nullable(),
    /** Why Discord cannot be made as the row says: see `problems.ts`. Staff were told. */
    problem: p.string().length(80).nullable(),
    /** Counts the changes. Whoever writes names the one they saw. */
    version: p.integer(),
    /** `<guild>:<number>`: no number twice. */
    numberKey: p.string().length(32).unique(),
    /** `<type>:<creator>:<slot>` while it is active: one ticket in each slot of a person. */
    slotKey: p.string().length(48).nullable().unique(),
    /** The interaction that it came of: a click makes one ticket. */
    requestKey: p.string().length(48).unique(),
  },
});
export type Ticket = InferEntity<typeof Ticket>;
