import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A table of those who may not do something in a guild: people, and everybody with a role. Each plugin has its own. */
export const blockTable = () =>
  defineEntity({
    name: 'Block',
    properties: {
      guild: p.string().length(20).primary(),
      /** The id of the user or role. */
      subject: p.string().length(20).primary().index(),
      kind: p.string().length(4).$type<'user' | 'role'>(),
      reason: p.string().length(300).nullable(),
      /** It is over from this moment on; null: never by itself. */
      until: p.datetime(3).nullable(),
      by: p.string().length(20),
      at: p.datetime(3),
    },
  });

export type BlockTable = ReturnType<typeof blockTable>;

/** One who is blocked. It stays when they leave the server. */
export type Block = InferEntity<BlockTable>;

/** In characters. */
export const blockReasonLimit = 300;
