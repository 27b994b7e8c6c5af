import type { DataDuties, PersonalData } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { CapturedMessage } from './entities/captured-message.ts';
import { Ticket } from './entities/ticket.ts';
import { Transcript } from './entities/transcript.ts';
import { TranscriptAuthor } from './entities/transcript-author.ts';
import { TranscriptPost } from './entities/transcript-post.ts';
import { activeStates } from './ticket-states.ts';
import type { TranscriptPosts } from './transcript-posts.ts';

/**
 * What becomes of transcripts when somebody is to be forgotten: those of their own tickets go, in others their words are
 * taken out. Rows go at once; files and messages follow by jobs, which name no guild as theirs: they run where the
 * feature is off, too.
 */
export class TranscriptErasures implements DataDuties {
  readonly #context: Context;
  readonly #posts: TranscriptPosts;

  constructor(context: Context, posts: TranscriptPosts) {
    this.#context = context;
    this.#posts = posts;
  }

  async forgetGuild(em: EntityManager, guild: string): Promise<void> {
    for (const entity of [CapturedMessage, Transcript, TranscriptAuthor, TranscriptPost] as const) {
      await em.nativeDelete(entity as typeof Transcript, { guild });
    }
    await this.#context.jobs.add(em, 'erase-transcripts', { place: guild });
  }

  /** Call it while the rows of tickets still say whose they are. */
  async forgetUser(em: EntityManager, user: string): Promise<void> {
    const { jobs } = this.#context;
    const own = await em.find(
      Ticket,
      { creator: user, state: { $nin: [...activeStates] } },
      { fields: ['id', 'guild'] },
    );
    const tickets = own.map(({ id }) => id);
    for (const entity of [CapturedMessage, Transcript, TranscriptAuthor] as const) {
      await em.nativeDelete(entity as typeof Transcript, { ticket: { $in: tickets } });
    }
    for (const { id, guild } of own) {
      await jobs.cancel(em, `transcript:${id}`);
      await jobs.add(em, 'erase-transcript', { place: guild, ticket: id }, { key: `erase-transcript:${id}` });
    }
    for (const { ticket, guild } of await em.find(TranscriptAuthor, { user })) {
      await jobs.add(em, 'forget-in-transcript', { place: guild, ticket, user });
    }
    await em.nativeDelete(TranscriptAuthor, { user });
    await em.nativeDelete(CapturedMessage, { author: user });
    for (const { id: ticket, guild } of await em.find(
      Ticket,
      { closedBy: user },
      { fields: ['id', 'guild'] },
    )) {
      if (!tickets.includes(ticket) && (await em.count(TranscriptPost, { ticket })) > 0) {
        await this.#posts.changed(em, { guild, ticket });
      }
    }
  }

  async exportUser(em: EntityManager, user: string): Promise<PersonalData> {
    const captured = await em.find(CapturedMessage, { author: user });
    const transcripts = await em.find(TranscriptAuthor, { user });
    return {
      ticketMessages: captured.map((row) => ({ ...row })),
      transcripts: transcripts.map((row) => ({ ...row })),
    };
  }

  /** The message of a transcript that is gone is gone too. */
  async unposted(ticket: string): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      await em.nativeDelete(TranscriptPost, { ticket });
    });
  }
}

/** Both duties as one; what stands first runs first. */
export function bothDuties(first: DataDuties, second: DataDuties): DataDuties {
  return {
    forgetGuild: async (em, guild) => {
      await first.forgetGuild(em, guild);
      await second.forgetGuild(em, guild);
    },
    forgetUser: async (em, user) => {
      await first.forgetUser(em, user);
      await second.forgetUser(em, user);
    },
    exportUser: async (em, user) => ({
      ...(await first.exportUser(em, user)),
      ...(await second.exportUser(em, user)),
    }),
  };
}
