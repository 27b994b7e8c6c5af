import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A picture that somebody uploaded, made anew by us: without what cameras write into it, and small. */
export const Picture = defineEntity({
  name: 'Picture',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    /** The order that it proves the payment of; null: it shows a product. */
    order: p.string().length(24).nullable().index(),
    /** WebP. */
    bytes: p.blob(),
    /** SHA-256 of the file that was uploaded, as base64url. */
    hash: p.string().length(43).index(),
    /** What it looks like: 64 bits as hexadecimal digits. Two that differ in a few look alike. */
    look: p.string().length(16),
    at: p.datetime(3),
  },
});
export type Picture = InferEntity<typeof Picture>;
