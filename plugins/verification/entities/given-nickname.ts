import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The nickname that a member has from the bot, so that it can be taken back with the link. */
export const GivenNickname = defineEntity({
  name: 'GivenNickname',
  properties: {
    /** `<guild>:<user>` */
    id: p.string().primary().length(41),
    guild: p.string().length(20).index(),
    user: p.string().length(20).index(),
    nickname: p.string().length(32),
    /** What they were called before; null: by no nickname. */
    before: p.string().length(32).nullable(),
  },
});
export type GivenNickname = InferEntity<typeof GivenNickname>;
