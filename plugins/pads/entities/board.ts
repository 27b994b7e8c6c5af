import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The message that shows all pads of a guild, as far as we know it. Its mark stands in the custom id of its menu. */
export const Board = defineEntity({
  name: 'Board',
  properties: { guild: p.string().primary().length(20), ...liveMessageColumns() },
});
export type Board = InferEntity<typeof Board>;
