import { automatic, LiveMessageBook } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { TranscriptPost } from '../entities/transcript-post.ts';

export type TranscriptPosts = LiveMessageBook<{ guild: string; ticket: string }, TranscriptPost>;

/** Keeps what is known of the messages that carry transcripts: one for each ticket, which a newer one is put into. */
export function transcriptPosts({ database, clock, newId, jobs, audit }: Context): TranscriptPosts {
  return new LiveMessageBook({
    database,
    clock,
    newId,
    entity: TranscriptPost,
    draw: (em, thing, runAt) =>
      jobs.add(em, 'post-transcript', { ...thing }, { runAt, key: `post-transcript:${thing.ticket}` }),
    blocked: (em, { guild }, channel, reason) =>
      audit.write(em, { guild, actor: automatic, action: 'transcript.blocked', target: channel, reason }),
  });
}
