import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { FormPlace, Question } from '../forms/question.ts';

/**
 * One version of what a type of ticket asks. A version never changes: whoever has begun with it goes on with it, and
 * answers keep the labels that they were given to.
 */
export const Form = defineEntity({
  name: 'Form',
  indexes: [{ properties: ['guild', 'type'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    /** The type of ticket. */
    type: p.string().length(12),
    /** Counts the versions of a type's form, from 1. */
    number: p.integer(),
    place: p.string().length(8).$type<FormPlace>(),
    questions: p.json<readonly Question[]>(),
    madeAt: p.datetime(3),
    /** `<type>:<number>`: of two who change it at once, one begins anew. */
    versionKey: p.string().length(24).unique(),
  },
});
export type Form = InferEntity<typeof Form>;
