import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Answers } from '../forms/question.ts';

/** What was answered in a ticket. */
export const AnswerSheet = defineEntity({
  name: 'AnswerSheet',
  properties: {
    ticket: p.string().length(12).primary(),
    guild: p.string().length(20).index(),
    /** The version of the form that was asked. */
    form: p.string().length(12).index(),
    answers: p.json<Answers>(),
    /** The ids of the questions that were answered in the channel, one after another: the way back. */
    steps: p.json<readonly string[]>(),
    /** Ids that stand in answers, also in earlier ones, between blanks. */
    people: p.text().nullable(),
    /** When all was answered; null: the channel still asks. */
    doneAt: p.datetime(3).nullable(),
    version: p.integer(),
  },
});
export type AnswerSheet = InferEntity<typeof AnswerSheet>;
