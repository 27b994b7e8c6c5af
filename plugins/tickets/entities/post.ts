import { liveMessageColumns } from '@guildhall/sdk';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What a message shows that is neither a ticket's own nor a panel. */
export type PostKind = 'request' | 'purge';

/** A message that shows a close request, or how far a purge is. */
export const Post = defineEntity({
  name: 'Post',
  properties: {
    /** The id of what it shows. */
    subject: p.string().length(12).primary(),
    kind: p.string().length(8).$type<PostKind>(),
    guild: p.string().length(20).index(),
    ...liveMessageColumns(),
  },
});
export type Post = InferEntity<typeof Post>;
