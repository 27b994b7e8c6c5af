import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export type SessionKind = 'training' | 'tryout';

/** Why a session is over: somebody ended it, its time ran out, its host left the guild or asked to be forgotten. */
export type EndReason = 'ended' | 'expired' | 'host-left' | 'host-forgotten';

/** A pad in use, from the booking to the end. Rows stay as history. */
export const Session = defineEntity({
  name: 'Session',
  indexes: [{ properties: ['guild', 'bookedAt'] }, { properties: ['openKey', 'endsAt'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    pad: p.integer(),
    kind: p.string().length(16).$type<SessionKind>(),
    host: p.string().length(20).index(),
    cohost: p.string().length(20).nullable(),
    /** As the host wrote it. */
    starts: p.string().length(255),
    /** `starts` as a time, where it could be read as one. */
    startsAt: p.datetime(3).nullable(),
    note: p.string().length(300).nullable(),
    bookedAt: p.datetime(3),
    endsAt: p.datetime(3),
    extensions: p.integer().default(0),
    /** How many warnings went out: one for the first end, one for each extension. */
    warnings: p.integer().default(0),
    /** Where it was booked; warnings go there. */
    channel: p.string().length(20),
    /** The message in `channel` that shows the session. */
    message: p.string().length(20).nullable(),
    endedAt: p.datetime(3).nullable(),
    /** The id of a user, or `automatic`. */
    endedBy: p.string().length(20).nullable(),
    endReason: p.string().length(16).$type<EndReason>().nullable(),
    /** Whole minutes between start and end. Set at the end. */
    minutes: p.integer().nullable(),
    /** How many people took part. Set at the end. */
    attendees: p.integer().nullable(),
    /** `<guild>:<pad>` while the session is open: one session a pad. */
    openKey: p.string().length(32).nullable().unique(),
    /** `<guild>:<host>` while the session is open and the guild allows one session a host. */
    hostKey: p.string().length(48).nullable().unique(),
  },
});
export type Session = InferEntity<typeof Session>;
