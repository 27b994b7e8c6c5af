import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Answers } from '../forms/question.ts';

/** What somebody has answered of a form so far, before there is a ticket. */
export const FormDraft = defineEntity({
  name: 'FormDraft',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    /** The type of ticket that they want to open. */
    type: p.string().length(12),
    user: p.string().length(20).index(),
    /** The version of the form that they began with. */
    form: p.string().length(12).index(),
    /** An administrator looks how the form feels: no ticket comes of it. */
    preview: p.boolean(),
    subject: p.string().length(100).nullable(),
    /** The order that it is about: it is filled in where one is asked. */
    order: p.string().length(60).nullable(),
    /** What is answered and was found to be fine. */
    answers: p.json<Answers>(),
    /** What was typed and is not, or went back: the next form is filled in with it. */
    typed: p.json<Answers>(),
    /** The ids of the questions of each step that was taken. */
    steps: p.json<readonly (readonly string[])[]>(),
    expiresAt: p.datetime(3).index(),
    version: p.integer(),
    /** `open:<type>:<user>` or `preview:<type>:<user>`: one at a time. */
    ownerKey: p.string().length(48).unique(),
  },
});
export type FormDraft = InferEntity<typeof FormDraft>;
