import type { Money } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Kind, Supply } from '../catalogue/deliverables.ts';

/** Something that a guild sells. One that is taken away stays for the orders that there are. */
export const Product = defineEntity({
  name: 'Product',
  indexes: [{ properties: ['guild', 'category', 'name'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    name: p.string().length(80),
    description: p.text(),
    /** Empty: none. */
    category: p.string().length(40),
    kind: p.string().length(10).$type<Kind>(),
    /** Stands before the name; null: the sign of its kind. */
    emoji: p.string().length(64).nullable(),
    supply: p.string().length(6).$type<Supply>(),
    /** What it costs, once in each currency. The first is the usual one. */
    prices: p.json<Money[]>(),
    /** What every buyer gets, sealed, where the supply is `text`. */
    content: p.text().nullable(),
    /** How many one person may have in all; null: any number. */
    perBuyer: p.integer().nullable(),
    /** The role that a buyer gets. */
    role: p.string().length(20).nullable(),
    /** For how long, in minutes; null: for good. */
    roleMinutes: p.integer().nullable(),
    /** Where it is shown: its picture, made by us. */
    picture: p.string().length(12).nullable(),
    /** Whether customers see it in the shop. */
    visible: p.boolean().default(true),
    /** The file that every buyer gets, where the supply is `file`. */
    file: p.string().length(12).nullable(),
    /** Whether staff were told that little is left, since items came last. */
    lowTold: p.boolean().default(false),
    /** How many items it was ever given: the number of the newest. */
    imported: p.integer().default(0),
    createdAt: p.datetime(3),
    removedAt: p.datetime(3).nullable(),
    /** Counts the changes. Whoever edits names the one they saw. */
    version: p.integer(),
    /** `<guild>:<name in small letters>` while it is there. */
    nameKey: p.string().length(104).nullable().unique(),
  },
});
export type Product = InferEntity<typeof Product>;
