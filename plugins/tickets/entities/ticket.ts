import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { TicketState } from '../ticket-states.ts';

/** Somebody's matter, from the click to the end. Rows stay as the record. */
export const Ticket = defineEntity({
  name: 'Ticket',
  indexes: [{ properties: ['guild', 'state', 'openedAt'] }, { properties: ['guild', 'creator'] }],
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
    /** Its channel. */
    channel: p.string().length(20).nullable().index(),
    openedAt: p.datetime(3),
    closedAt: p.datetime(3).nullable(),
    closedBy: p.string().length(20).nullable(),
    closeReason: p.string().length(300).nullable(),
    /** Why Discord cannot be made as the row says. Staff were told. */
    problem: p.string().length(40).nullable(),
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
