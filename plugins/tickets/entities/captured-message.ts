import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Earlier } from '../transcripts/entry.ts';
import type { SeenFile, SeenMore } from '../transcripts/protocol.ts';

/** A message in a ticket as it came in: what is left of it when it is edited or deleted. */
export const CapturedMessage = defineEntity({
  name: 'CapturedMessage',
  indexes: [{ properties: ['channel', 'id'] }, { properties: ['ticket', 'heardAt'] }],
  properties: {
    /** Discord's id of it. */
    id: p.string().length(20).primary(),
    ticket: p.string().length(12),
    guild: p.string().length(20).index(),
    /** The ticket's channel, or a thread in it. */
    channel: p.string().length(20),
    /** What the thread was called; null: the ticket's own channel. */
    thread: p.string().length(100).nullable(),
    /** Whether that is a thread that only staff saw. */
    hidden: p.boolean(),
    author: p.string().length(20).index(),
    /** How they were called. */
    authorName: p.string().length(80),
    at: p.datetime(3).index(),
    text: p.text(),
    files: p.json<SeenFile[]>(),
    /** Whether it has files that were not copied yet. */
    uncopied: p.boolean(),
    more: p.json<SeenMore>(),
    /** What it said before, the oldest first. */
    history: p.json<Earlier[]>(),
    /** Whether it was edited or deleted. */
    changed: p.boolean(),
    deletedAt: p.datetime(3).nullable(),
    /** When we last heard anything of it, by our clock. */
    heardAt: p.datetime(3),
  },
});
export type CapturedMessage = InferEntity<typeof CapturedMessage>;
