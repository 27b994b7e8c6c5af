import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Whether somebody still works on it. */
export type OrderState = 'open' | 'completed' | 'cancelled';

/** Where an order came from: a slash command, a typed one, a message, another feature. */
export type OrderSource = 'slash' | 'typed' | 'message' | 'service';

/** What somebody bought, from the first word to the end. Rows stay as history. */
export const Order = defineEntity({
  name: 'Order',
  indexes: [
    { properties: ['guild', 'state', 'createdAt'] },
    { properties: ['guild', 'customer'] },
    { properties: ['guild', 'closedAt'] },
    { properties: ['state', 'dueAt'] },
  ],
  properties: {
    /** `ORD-XXXXXXX-XXXXXX`: see `order-id.ts`. */
    id: p.string().primary().length(18),
    guild: p.string().length(20),
    state: p.string().length(10).$type<OrderState>(),
    /** The id of the step; of a closed order, the last one before. */
    step: p.string().length(12),
    /** The id of the user, where the customer is one. */
    customer: p.string().length(20).nullable(),
    /** As staff wrote it; of a member, what they were called then. */
    customerName: p.string().length(100),
    details: p.text(),
    /** Where the order is talked about: a channel, a ticket, a thread. */
    channel: p.string().length(20),
    /** In minor units of `currency`. */
    price: p.bigint('number').nullable(),
    /** ISO 4217. */
    currency: p.string().length(3).nullable(),
    dueAt: p.datetime(3).nullable(),
    /** How often staff were told that it is due: before, and when it was. */
    reminders: p.integer().default(0),
    assignee: p.string().length(20).nullable().index(),
    createdBy: p.string().length(20),
    createdAt: p.datetime(3),
    source: p.string().length(8).$type<OrderSource>(),
    closedBy: p.string().length(20).nullable(),
    closedAt: p.datetime(3).nullable(),
    closeReason: p.string().length(300).nullable(),
    /** Counts the changes. Whoever writes names the one they saw. */
    version: p.integer(),
    /** What was asked once is made once: the id of the interaction or message, or what another feature calls it. */
    requestKey: p.string().length(80).nullable().unique(),
    /** Customer, details and id in small letters, to search in. */
    searchable: p.text(),
  },
});
export type Order = InferEntity<typeof Order>;
