import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Earlier } from '../transcripts/entry.ts';

/** A message in a ticket as it came in: what is left of it when it is edited or deleted. */
export const CapturedMessage = defineEntity({
  name: 'CapturedMessage',
  indexes: [{ properties: ['channel', 'id'] }],
  properties: {
    /** Discord's id of it. */
    id: p.string().length(20).primary(),
    ticket: p.string().length(12).index(),
    guild: p.string().length(20).index(),
    /** The ticket's channel, or a thread in it. */
    channel: p.string().length(20),
    author: p.string().length(20).index(),
    /** How they were called. */
    authorName: p.string().length(80),
    at: p.datetime(3).index(),
    text: p.text(),
    /** Names of its files. */
    files: p.json<string[]>(),
    /** What it said before, the oldest first. */
    history: p.json<Earlier[]>(),
    /** Whether it was edited or deleted. */
    changed: p.boolean(),
    deletedAt: p.datetime(3).nullable(),
  },
});
export type CapturedMessage = InferEntity<typeof CapturedMessage>;
