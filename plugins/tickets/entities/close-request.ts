import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Side } from '../automation/activities.ts';

/** What became of a question: `agreed` closed the ticket, `timed` closed it because nobody answered, `over`: others did. */
export type RequestState = 'waiting' | 'agreed' | 'timed' | 'refused' | 'wrote' | 'over';

/** Somebody asks the other side whether a ticket can be closed. */
export const CloseRequest = defineEntity({
  name: 'CloseRequest',
  properties: {
    id: p.string().primary().length(12),
    ticket: p.string().length(12).index(),
    guild: p.string().length(20).index(),
    by: p.string().length(20).index(),
    /** Whose answer it waits for. */
    asks: p.string().length(5).$type<Side>(),
    reason: p.string().length(300).nullable(),
    askedAt: p.datetime(3),
    /** When the ticket closes if nobody answers; null: it waits. */
    closesAt: p.datetime(3).nullable(),
    state: p.string().length(8).$type<RequestState>(),
    answeredBy: p.string().length(20).nullable().index(),
    /** The ticket, while it waits for an answer: one at a time. */
    waitingKey: p.string().length(12).nullable().unique(),
  },
});
export type CloseRequest = InferEntity<typeof CloseRequest>;
