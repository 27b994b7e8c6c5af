import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A way to pay that a guild offers. One that is taken away stays for the orders that there are. */
export const Method = defineEntity({
  name: 'Method',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    name: p.string().length(40),
    /** A kind of `payment/formats.ts`, or `other`: told in words alone. */
    kind: p.string().length(12),
    /** Where the money goes, as its format writes it; null: the words say it. */
    address: p.string().length(254).nullable(),
    /** What a buyer is to do; may be empty where there is an address. */
    instructions: p.text(),
    createdAt: p.datetime(3),
    removedAt: p.datetime(3).nullable(),
    version: p.integer(),
    /** `<guild>:<name in small letters>` while it is there. */
    nameKey: p.string().length(64).nullable().unique(),
  },
});
export type Method = InferEntity<typeof Method>;
