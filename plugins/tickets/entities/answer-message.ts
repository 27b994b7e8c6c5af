import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The message in a ticket's channel that asks its questions and shows the answers. */
export const AnswerMessage = defineEntity({
  name: 'AnswerMessage',
  properties: {
    ticket: p.string().length(12).primary(),
    guild: p.string().length(20).index(),
    ...liveMessageColumns(),
  },
});
export type AnswerMessage = InferEntity<typeof AnswerMessage>;
