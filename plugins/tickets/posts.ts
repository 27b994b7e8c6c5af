import { automatic, LiveMessageBook } from '@guildhall/sdk';
import type { Context } from './context.ts';
import { Post, type PostKind } from './entities/post.ts';

/** Which message it is. */
export interface PostThing {
  readonly guild: string;
  readonly kind: PostKind;
  /** The id of what it shows. */
  readonly subject: string;
}

export type Posts = LiveMessageBook<PostThing, Post>;

/** Keeps what is known of the messages that show close requests and purges. */
export function postsOf({ database, clock, newId, jobs, audit }: Context): Posts {
  return new LiveMessageBook({
    database,
    clock,
    newId,
    entity: Post,
    draw: (em, thing, runAt) =>
      jobs.add(em, 'show-post', { ...thing }, { runAt, key: `post:${thing.subject}` }),
    blocked: (em, { guild }, channel, reason) =>
      audit.write(em, { guild, actor: automatic, action: 'control.blocked', target: channel, reason }),
  });
}
