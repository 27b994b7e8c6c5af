import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Somebody who asked to be forgotten: transcripts that are made later leave out what they wrote before. */
export const ForgottenPerson = defineEntity({
  name: 'ForgottenPerson',
  properties: {
    /** Their id, veiled. */
    mark: p.string().length(20).primary(),
    at: p.datetime(3),
  },
});
export type ForgottenPerson = InferEntity<typeof ForgottenPerson>;
