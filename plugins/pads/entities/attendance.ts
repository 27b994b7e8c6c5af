import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A stay of one person in one session. Whoever leaves and comes back has two. */
export const Attendance = defineEntity({
  name: 'Attendance',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    session: p.string().length(12).index(),
    user: p.string().length(20).index(),
    joinedAt: p.datetime(3),
    leftAt: p.datetime(3).nullable(),
    /** `<session>:<user>` while the person is there. */
    openKey: p.string().length(40).nullable().unique(),
  },
});
export type Attendance = InferEntity<typeof Attendance>;
