import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Whose words stand in the transcript of a ticket. */
export const TranscriptAuthor = defineEntity({
  name: 'TranscriptAuthor',
  properties: {
    ticket: p.string().length(12).primary(),
    user: p.string().length(20).primary().index(),
    guild: p.string().length(20).index(),
  },
});
export type TranscriptAuthor = InferEntity<typeof TranscriptAuthor>;
