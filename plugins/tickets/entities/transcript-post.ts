import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The message in the transcripts' channel that carries the transcript of a ticket. */
export const TranscriptPost = defineEntity({
  name: 'TranscriptPost',
  properties: {
    ticket: p.string().length(12).primary(),
    guild: p.string().length(20).index(),
    ...liveMessageColumns(),
  },
});
export type TranscriptPost = InferEntity<typeof TranscriptPost>;
