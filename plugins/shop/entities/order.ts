import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Kind, Supply } from '../catalogue/deliverables.ts';
import type { Fulfilment, Payment } from '../orders/order-states.ts';

/** What somebody buys: a number of one product. What it costs and what it is stays as it was when it was ordered. */
export const Order = defineEntity({
  name: 'Order',
  indexes: [
    { properties: ['guild', 'payment', 'createdAt'] },
    { properties: ['guild', 'buyer', 'createdAt'] },
    // Numbers are counted in it alone.
    { properties: ['guild', 'createdAt', 'currency', 'payment', 'total'] },
    { properties: ['product', 'buyer'] },
    { properties: ['product', 'veil'] },
    { properties: ['payment', 'expiresAt'] },
    { properties: ['fulfilment', 'sendAt'] },
  ],
  uniques: [{ properties: ['guild', 'ending'] }],
  properties: {
    /** `NC-YYYYMMDD-XXXXXX`: see `order-id.ts`. */
    id: p.string().primary().length(24),
    guild: p.string().length(20),
    /** The id without what the guild puts before it: `YYYYMMDD-XXXXXX`. */
    ending: p.string().length(15),
    buyer: p.string().length(20).index(),
    /** Whose limits it counts for, once its buyer was forgotten: see `veiled` of the SDK. */
    veil: p.string().length(20).nullable(),
    /** Where it was ordered. */
    channel: p.string().length(20),
    product: p.string().length(12),
    productName: p.string().length(80),
    emoji: p.string().length(64),
    kind: p.string().length(10).$type<Kind>(),
    supply: p.string().length(6).$type<Supply>(),
    role: p.string().length(20).nullable(),
    roleMinutes: p.integer().nullable(),
    quantity: p.integer(),
    /** All amounts are in minor units of it; ISO 4217. */
    currency: p.string().length(3),
    /** Of one. */
    price: p.bigint('number'),
    /** How much less a coupon makes it. */
    discount: p.bigint('number'),
    /** What is to be paid: `price` × `quantity` − `discount`. */
    total: p.bigint('number'),
    coupon: p.string().length(12).nullable().index(),
    couponCode: p.string().length(32).nullable(),
    /** The way to pay, and what was said about it then; empty where nothing is to be paid. */
    method: p.string().length(12),
    methodName: p.string().length(40),
    methodKind: p.string().length(12),
    address: p.string().length(254).nullable(),
    instructions: p.text(),
    /** What is to be paid in a coin, in its atomic units as decimal digits; null: it is paid in ordinary money. */
    units: p.string().length(60).nullable(),
    /** What one coin cost in the currency when it was ordered; who had said so, and when. */
    rate: p.string().length(40).nullable(),
    rateBy: p.string().length(20).nullable(),
    rateAt: p.datetime(3).nullable(),
    payment: p.string().length(14).$type<Payment>(),
    fulfilment: p.string().length(10).$type<Fulfilment>(),
    /** What came in, and what of it went back, as the ledger says. */
    captured: p.bigint('number').default(0),
    refunded: p.bigint('number').default(0),
    createdAt: p.datetime(3),
    /** Until when it is to be paid. */
    expiresAt: p.datetime(3),
    submittedAt: p.datetime(3).nullable(),
    capturedAt: p.datetime(3).nullable(),
    deliveredAt: p.datetime(3).nullable(),
    /** When its state last changed. */
    changedAt: p.datetime(3),
    /** Who of staff looks at it, and until when nobody else does. */
    reviewer: p.string().length(20).nullable(),
    reviewUntil: p.datetime(3).nullable(),
    /** Who said yes first, where two must. */
    firstYes: p.string().length(20).nullable(),
    approvedBy: p.string().length(20).nullable(),
    /** How often it was said to be paid. Staff who decide name what they saw: the next proof is another matter. */
    submissions: p.integer().default(0),
    /** How often the proof was turned down. */
    rejections: p.integer().default(0),
    closeReason: p.string().length(300).nullable(),
    /** Why it could not be delivered. Staff were told. */
    problem: p.string().length(40).nullable(),
    /** Counts what was sent: a replacement is another one. */
    delivery: p.integer().default(0),
    /** When it is to be sent, while it is, and how often that has failed. */
    sendAt: p.datetime(3).nullable(),
    sendTries: p.integer().default(0),
    /** Counts the changes. Whoever writes names the one they saw. */
    version: p.integer(),
    /**
     * `<guild>:<buyer>:<slot>` while it is open: one order in each slot of a person. What costs nothing is in a slot of its own,
     * `free`, until it is written that it is theirs.
     */
    slotKey: p.string().length(48).nullable().unique(),
    /** The interaction that it came of: a click makes one order. */
    requestKey: p.string().length(48).unique(),
  },
});
export type Order = InferEntity<typeof Order>;
