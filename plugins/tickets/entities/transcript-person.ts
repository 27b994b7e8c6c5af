import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Who is named in the transcript of a ticket, in any way. Some are only numbers that look like somebody's id. */
export const TranscriptPerson = defineEntity({
  name: 'TranscriptPerson',
  properties: {
    ticket: p.string().length(12).primary(),
    user: p.string().length(20).primary().index(),
    guild: p.string().length(20).index(),
  },
});
export type TranscriptPerson = InferEntity<typeof TranscriptPerson>;
