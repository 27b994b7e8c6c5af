import type { PersonalData } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import type { PartDuties } from '../data-duties.ts';
import { CapturedMessage } from '../entities/captured-message.ts';
import { Transcript } from '../entities/transcript.ts';
import { TranscriptPerson } from '../entities/transcript-person.ts';
import { TranscriptPost } from '../entities/transcript-post.ts';
import type { OwnTicket } from '../ticket/own-tickets.ts';
import type { Forgetting } from './forgetting.ts';

/**
 * What becomes of transcripts when somebody is to be forgotten: those of their own tickets go, from others they are taken
 * out, and from those that are made later, too. Rows go at once; files and messages follow by jobs, which name no guild as theirs: they run where the
 * feature is off, too.
 */
export class TranscriptErasures implements PartDuties {
  readonly #context: Context;
  readonly #forgetting: Forgetting;

  constructor(context: Context, forgetting: Forgetting) {
    this.#context = context;
    this.#forgetting = forgetting;
  }

  async forgetGuild(em: EntityManager, guild: string): Promise<void> {
    for (const entity of [CapturedMessage, Transcript, TranscriptPerson, TranscriptPost] as const) {
      await em.nativeDelete(entity as typeof Transcript, { guild });
    }
    await this.#context.jobs.add(em, 'erase-transcripts', { place: guild });
  }

  async forgetUser(em: EntityManager, user: string, own: readonly OwnTicket[]): Promise<void> {
    const { jobs } = this.#context;
    const tickets = own.map(({ id }) => id);
    for (const entity of [CapturedMessage, Transcript, TranscriptPerson] as const) {
      await em.nativeDelete(entity as typeof Transcript, { ticket: { $in: tickets } });
    }
    for (const { id, guild } of own) {
      await jobs.cancel(em, `transcript:${id}`);
      await jobs.add(em, 'erase-transcript', { place: guild, ticket: id }, { key: `erase-transcript:${id}` });
    }
    await this.#forgetting.remember(em, user);
    for (const { ticket, guild } of await em.find(TranscriptPerson, { user })) {
      await this.#forgetting.leaveOut(em, { guild, ticket });
    }
    await em.nativeDelete(TranscriptPerson, { user });
    await this.#forgetCaptured(em, user);
  }

  async exportUser(em: EntityManager, user: string): Promise<PersonalData> {
    const captured = await em.find(CapturedMessage, { author: user });
    const transcripts = await em.find(TranscriptPerson, { user });
    return {
      ticketMessages: captured.map((row) => ({ ...row })),
      transcripts: transcripts.map((row) => ({ ...row })),
    };
  }

  /** What was kept of them goes, with the copies of their files that no transcript tells of yet. */
  async #forgetCaptured(em: EntityManager, user: string): Promise<void> {
    const captured = await em.find(
      CapturedMessage,
      { author: user },
      { fields: ['ticket', 'guild', 'files', 'more'], disableIdentityMap: true },
    );
    for (const [ticket, rows] of Map.groupBy(captured, (row) => row.ticket)) {
      const files = rows.flatMap(({ files, more }) => [...files, ...(more.forward?.files ?? [])]);
      if (files.length > 0) {
        const payload = { place: rows[0]!.guild, ticket, files: files.map(({ id }) => id) };
        await this.#context.jobs.add(em, 'remove-files', payload);
      }
    }
    await em.nativeDelete(CapturedMessage, { author: user });
  }

  /** The message of a transcript that is gone is gone too. */
  async unposted(ticket: string): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      await em.nativeDelete(TranscriptPost, { ticket });
    });
  }
}
