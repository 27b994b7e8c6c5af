import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The message that shows a panel. */
export const PanelMessage = defineEntity({
  name: 'PanelMessage',
  properties: {
    panel: p.string().length(12).primary(),
    guild: p.string().length(20).index(),
    ...liveMessageColumns(),
  },
});
export type PanelMessage = InferEntity<typeof PanelMessage>;
