import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What staff wrote down about a ticket, for staff only. */
export const Note = defineEntity({
  name: 'Note',
  indexes: [{ properties: ['ticket', 'createdAt'] }],
  properties: {
    id: p.string().primary().length(12),
    ticket: p.string().length(12),
    guild: p.string().length(20).index(),
    author: p.string().length(20).index(),
    createdAt: p.datetime(3),
    text: p.text(),
  },
});
export type Note = InferEntity<typeof Note>;
