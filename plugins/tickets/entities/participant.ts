import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A person or role that was added to a ticket. Its creator and its staff are not listed here. */
export const Participant = defineEntity({
  name: 'Participant',
  properties: {
    ticket: p.string().length(12).primary(),
    /** The id of the user or role. */
    subject: p.string().length(20).primary().index(),
    kind: p.string().length(4).$type<'user' | 'role'>(),
    /** A role that was called because nobody answered: it works on the ticket, as the roles of its type do. */
    staff: p.boolean().default(false),
    addedBy: p.string().length(20),
    addedAt: p.datetime(3),
  },
});
export type Participant = InferEntity<typeof Participant>;
