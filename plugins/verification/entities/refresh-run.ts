import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export type RunState = 'running' | 'done' | 'cancelled';

/** A pass over all linked members of a guild. It remembers how far it came, so that it goes on after a stop. */
export const RefreshRun = defineEntity({
  name: 'RefreshRun',
  indexes: [{ properties: ['guild', 'startedAt'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    state: p.string().length(12).$type<RunState>().default('running'),
    /** The id of a user, or `automatic`. */
    by: p.string().length(20),
    startedAt: p.datetime(3),
    endedAt: p.datetime(3).nullable(),
    /** How many members there were to look at when it began. */
    total: p.integer(),
    done: p.integer().default(0),
    changed: p.integer().default(0),
    /** How many could not be brought up to date. */
    failed: p.integer().default(0),
    /** The last member that was looked at. They come in the order of their ids. */
    cursor: p.string().length(20).default(''),
    /** It waits for Roblox until then. */
    waitsUntil: p.datetime(3).nullable(),
    /** The message that shows how far it is. */
    channel: p.string().length(20).nullable(),
    message: p.string().length(20).nullable(),
    /** The guild while it goes on: one at a time. */
    openKey: p.string().length(20).nullable().unique(),
  },
});
export type RefreshRun = InferEntity<typeof RefreshRun>;
