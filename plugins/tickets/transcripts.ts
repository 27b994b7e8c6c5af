import { compareAndSet, Overtaken } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Captures } from './captures.ts';
import type { Follower } from './changes.ts';
import type { Context } from './context.ts';
import { Happening } from './entities/happening.ts';
import { Ticket } from './entities/ticket.ts';
import { Transcript } from './entities/transcript.ts';
import { TranscriptAuthor } from './entities/transcript-author.ts';
import type { TicketState } from './ticket-states.ts';
import type { TranscriptPosts } from './transcript-posts.ts';
import type { Made } from './transcripts/protocol.ts';

/** How long a channel that is to go stays for its transcript at most, in ms. */
export const holdLimit = 15 * 60_000;

/** For how long a transcript that cannot be made is tried, in ms. */
const givenUp = 7 * 24 * 60 * 60_000;

/** States that a transcript is made for, when a ticket gets there. */
const ends: ReadonlySet<TicketState> = new Set(['closing', 'deleting', 'deleted']);

/** What happens at the end of a ticket anyway: no reason to make its transcript anew. */
const ordinary = ['state', 'close', 'delete', 'lost', 'blocked'];

/** A transcript that was made. */
export interface Finished {
  /** Below the plugin's data folder. */
  readonly folder: string;
  readonly made: Made;
  readonly lastMessage: string | null;
}

/** Which transcripts are to be made, and which there are. It knows the rows; the files are made elsewhere. */
export class Transcripts {
  readonly #context: Context;
  readonly #posts: TranscriptPosts;
  readonly #captures: Captures;

  constructor(context: Context, posts: TranscriptPosts, captures: Captures) {
    this.#context = context;
    this.#posts = posts;
    this.#captures = captures;
  }

  /** A ticket comes to an end: its transcript is to be made, whatever becomes of Discord and of us. */
  readonly follow: Follower = async (em, { id, guild, state }, { from }) => {
    if (!ends.has(state) || from === state) {
      return;
    }
    const row = await em.findOne(Transcript, { ticket: id });
    // What was on its way to be deleted had its turn then.
    if (from === 'deleting') {
      if (row && row.made >= row.wanted) {
        await this.#captures.over(em, id);
      }
      return;
    }
    const wantedAt = this.#context.clock.now();
    if (row) {
      row.wanted += 1;
      row.wantedAt = wantedAt;
    } else {
      em.create(Transcript, { ...empty, ticket: id, guild, wanted: 1, wantedAt });
    }
    await em.flush();
    await this.#makeSoon(em, { guild, ticket: id });
  };

  async of(ticket: string): Promise<Transcript | undefined> {
    return (await this.#context.database.read().findOne(Transcript, { ticket })) ?? undefined;
  }

  /** Whether the channel of a ticket is still to be read: then it cannot go yet. Not for ever. */
  async holds({ id }: Pick<Ticket, 'id'>): Promise<boolean> {
    const row = await this.of(id);
    return (
      row !== undefined &&
      row.made < row.wanted &&
      this.#context.clock.now().getTime() - row.wantedAt.getTime() < holdLimit
    );
  }

  /** Whether something happened since the transcript was made that it should hold. */
  async isOld({ ticket, madeAt }: Transcript): Promise<boolean> {
    if (!madeAt) {
      return true;
    }
    const where = { ticket, at: { $gt: madeAt }, action: { $nin: ordinary } };
    return (await this.#context.database.read().count(Happening, where)) > 0;
  }

  /**
   * Writes down a transcript that was made. What waits for it goes on: its message, its way to the creator, and the end
   * of its channel. @param goal what was wanted when it was begun; undefined where somebody asked for it.
   * @returns the folder of the one before.
   */
  async stored(
    { guild, id }: Pick<Ticket, 'guild' | 'id'>,
    goal: number | undefined,
    { folder, made, lastMessage }: Finished,
  ): Promise<string | null> {
    return this.#context.database.transaction(async (em) => {
      const now = this.#context.clock.now();
      const row =
        (await em.findOne(Transcript, { ticket: id })) ??
        em.create(Transcript, { ...empty, ticket: id, guild, wantedAt: now });
      const before = row.folder ?? null;
      Object.assign(row, {
        folder,
        lastMessage,
        messages: made.messages,
        staffFiles: [...made.staff],
        creatorFiles: [...made.creator],
        madeAt: now,
      });
      for (const user of made.authors.filter((author) => /^\d{5,20}$/.test(author))) {
        await em.upsert(TranscriptAuthor, { ticket: id, user, guild });
      }
      await this.#reached(em, row, goal);
      return before;
    });
  }

  /** The transcript that there is holds all: nothing new is made. */
  async same({ ticket }: Transcript, goal: number): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const row = await em.findOneOrFail(Transcript, { ticket });
      await this.#reached(em, row, goal, true);
    });
  }

  /** Its creator has it, or takes no messages. */
  async sent(ticket: string, upTo: number): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      await compareAndSet(em, Transcript, { ticket, sent: { $lt: upTo } }, { sent: upTo });
    });
  }

  /** Has those made that are to be made, and that nobody works at. */
  async doubt(guild: string): Promise<void> {
    const since = new Date(this.#context.clock.now().getTime() - givenUp);
    const rows = await this.#context.database
      .read()
      .find(Transcript, { guild, wantedAt: { $gt: since } }, { disableIdentityMap: true });
    const unmade = rows.filter(({ made, wanted }) => made < wanted);
    if (unmade.length > 0) {
      await this.#context.database.transaction(async (em) => {
        for (const { ticket } of unmade) {
          await this.#makeSoon(em, { guild, ticket });
        }
      });
    }
  }

  /** The transcript was written anew, without somebody. */
  async rewritten(
    ticket: string,
    before: string,
    { folder, made }: Omit<Finished, 'lastMessage'>,
  ): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const change = { folder, staffFiles: [...made.staff], creatorFiles: [...made.creator] };
      if (!(await compareAndSet(em, Transcript, { ticket, folder: before }, change))) {
        throw new Overtaken();
      }
      const { guild } = await em.findOneOrFail(Transcript, { ticket });
      await this.#posts.changed(em, { guild, ticket });
    });
  }

  async #reached(em: EntityManager, row: Transcript, goal: number | undefined, same = false): Promise<void> {
    const { guild, ticket } = row;
    if (goal !== undefined && goal > row.made) {
      if (same && row.sent === row.made) {
        row.sent = goal;
      }
      row.made = goal;
      await em.flush();
      const { jobs } = this.#context;
      const payload = { guild, ticket };
      await this.#posts.changed(em, payload);
      await jobs.add(em, 'send-transcript', payload, { key: `send-transcript:${ticket}` });
      const { state } = await em.findOneOrFail(Ticket, { id: ticket });
      if (state === 'deleting') {
        await jobs.add(em, 'settle', payload, { key: `settle:${ticket}` });
      }
      if (state === 'deleted') {
        await this.#captures.over(em, ticket);
      }
    }
    await em.flush();
  }

  async #makeSoon(em: EntityManager, payload: { guild: string; ticket: string }): Promise<void> {
    await this.#context.jobs.add(em, 'transcript', payload, { key: `transcript:${payload.ticket}` });
  }
}

const empty = {
  wanted: 0,
  made: 0,
  madeAt: null,
  folder: null,
  messages: 0,
  lastMessage: null,
  staffFiles: [],
  creatorFiles: [],
  sent: 0,
};
