import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Answer } from '../forms/question.ts';

/** An answer that was changed after the form was done. Rows are added and never changed. */
export const AnswerChange = defineEntity({
  name: 'AnswerChange',
  indexes: [{ properties: ['ticket', 'version'] }],
  properties: {
    id: p.string().primary().length(12),
    ticket: p.string().length(12),
    guild: p.string().length(20).index(),
    /** The version of the sheet that came of it. */
    version: p.integer(),
    at: p.datetime(3),
    by: p.string().length(20).index(),
    question: p.string().length(12),
    before: p.json<Answer>(),
    after: p.json<Answer>(),
  },
});
export type AnswerChange = InferEntity<typeof AnswerChange>;
