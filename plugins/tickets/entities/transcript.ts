import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { MadeFile } from '../transcripts/protocol.ts';

/** The transcript of a ticket: the newest one that was made, and whether a newer one is to be made. */
export const Transcript = defineEntity({
  name: 'Transcript',
  properties: {
    ticket: p.string().length(12).primary(),
    guild: p.string().length(20).index(),
    /** Counts the times that it was to be made ... */
    wanted: p.integer(),
    /** ... and up to which of them it was. */
    made: p.integer(),
    wantedAt: p.datetime(3),
    madeAt: p.datetime(3).nullable(),
    /** Where it lies below the plugin's data folder. */
    folder: p.string().length(80).nullable(),
    messages: p.integer(),
    /** When the reading of it began: what was heard of the ticket since may not be in it. */
    readAt: p.datetime(3).nullable(),
    /** The newest message in it of each channel and thread that Discord gave. */
    lastMessages: p.json<Readonly<Record<string, string>>>(),
    /** Its files for staff and for the creator. */
    staffFiles: p.json<MadeFile[]>(),
    creatorFiles: p.json<MadeFile[]>(),
    /** Up to which time its creator was sent it, or could not be. */
    sent: p.integer(),
  },
});
export type Transcript = InferEntity<typeof Transcript>;
