import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A word that a guild sorts its tickets by. */
export const Label = defineEntity({
  name: 'Label',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    name: p.string().length(30),
    /** `<guild>:<name in small letters>`: no label twice. */
    nameKey: p.string().length(64).unique(),
  },
});
export type Label = InferEntity<typeof Label>;
