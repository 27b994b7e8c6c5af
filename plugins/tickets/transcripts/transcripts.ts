import { compareAndSet, forgotten, Overtaken, untilDone } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Happening } from '../entities/happening.ts';
import { Ticket } from '../entities/ticket.ts';
import { Transcript } from '../entities/transcript.ts';
import { TranscriptPerson } from '../entities/transcript-person.ts';
import type { Follower } from '../ticket/changes.ts';
import type { TicketState } from '../ticket/ticket-states.ts';
import type { Captures } from './captures.ts';
import type { Forgetting } from './forgetting.ts';
import type { Made } from './protocol.ts';
import type { TranscriptPosts } from './transcript-posts.ts';

/** How long a channel that is to go stays for its transcript at most, in ms. */
export const holdLimit = 15 * 60_000;

/** For how long a transcript that cannot be made is tried, in ms. */
const givenUp = 7 * 24 * 60 * 60_000;

/** States that a transcript is made for, when a ticket gets there. */
const ends: ReadonlySet<TicketState> = new Set(['closing', 'deleting', 'deleted']);

/** What happens at the end of a ticket anyway: no reason to make its transcript anew. */
const ordinary = ['state', 'close', 'delete', 'lost', 'blocked'];

/** After which time one that found no place looks for one again, in ms, where nobody told it that there is one. */
const lookAgain = 60_000;

/** A transcript that was made. */
export interface Finished extends Pick<Transcript, 'lastMessages'> {
  /** Below the plugin's data folder. */
  readonly folder: string;
  readonly made: Made;
  readonly readAt: Date;
  /** When it was asked who is to be left out. */
  readonly askedAt: Date;
  /** Whether it holds more than the one before. */
  readonly news: boolean;
}

/** Which transcripts are to be made, and which there are. It knows the rows; the files are made elsewhere. */
export class Transcripts {
  readonly #context: Context;
  readonly #posts: TranscriptPosts;
  readonly #captures: Captures;
  readonly #forgetting: Forgetting;

  constructor(
    context: Context,
    parts: { readonly posts: TranscriptPosts; readonly captures: Captures; readonly forgetting: Forgetting },
  ) {
    this.#context = context;
    this.#posts = parts.posts;
    this.#captures = parts.captures;
    this.#forgetting = parts.forgetting;
  }

  /** A ticket comes to an end: its transcript is to be made, whatever becomes of Discord and of us. */
  readonly follow: Follower = async (em, { id, guild, state }, { from }) => {
    if (!ends.has(state) || from === state) {
      return;
    }
    const row = await em.findOne(Transcript, { ticket: id });
    const { clock, jobs } = this.#context;
    // What was on its way to be deleted had its turn then, but for what came in while its channel went.
    if (from === 'deleting') {
      await jobs.cancel(em, endKey(id));
      const read = row && row.made >= row.wanted ? row.readAt : undefined;
      if (read === undefined) {
        return;
      }
      if (!read || !(await this.#captures.newsSince(em, id, read))) {
        return this.#captures.over(em, id);
      }
    }
    const wantedAt = clock.now();
    if (row) {
      row.wanted += 1;
      row.wantedAt = wantedAt;
    } else {
      em.create(Transcript, { ...empty, ticket: id, guild, wanted: 1, wantedAt });
    }
    await em.flush();
    await this.#makeSoon(em, { guild, ticket: id });
    if (state === 'deleting') {
      const runAt = new Date(wantedAt.getTime() + holdLimit);
      await jobs.add(em, 'end-hold', { guild, ticket: id }, { runAt, key: endKey(id) });
    }
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

  /** The channel of a ticket that is to go was held for long enough: it goes without its transcript. */
  async endHold(guild: string, ticket: string): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const row = await em.findOne(Ticket, { guild, id: ticket }, { fields: ['state'] });
      if (row?.state === 'deleting') {
        await this.#settleSoon(em, { guild, ticket });
      }
    });
  }

  /** Whether something happened to a ticket since its transcript was read, or was heard of its messages. */
  async isOld({ ticket, readAt }: Transcript, { closedAt }: Pick<Ticket, 'closedAt'>): Promise<boolean> {
    if (!readAt || (closedAt && closedAt > readAt)) {
      return true;
    }
    const em = this.#context.database.read();
    const where = { ticket, at: { $gt: readAt }, action: { $nin: ordinary } };
    return (await em.count(Happening, where)) > 0 || this.#captures.newsSince(em, ticket, readAt);
  }

  /** There is no place to make a transcript that is wanted: its job comes again. */
  async later({ guild, ticket }: Thing): Promise<void> {
    await this.#context.database.transaction((em) => this.#makeSoon(em, { guild, ticket }, lookAgain));
  }

  /** There is a place now. */
  async now({ guild, ticket }: Thing): Promise<void> {
    await this.#context.database.transaction((em) => this.#makeSoon(em, { guild, ticket }));
  }

  /**
   * Writes down a transcript that was made. What waits for it goes on: its message, its way to the creator, and the end
   * of its channel. What was wanted while it was made is made next. Of two that are made at once, the one that was read
   * later counts. @param goal what was wanted when it was begun.
   * @returns the folder that nobody needs any more: that of the one before, or its own where a newer one is there, or where
   * its creator was forgotten meanwhile.
   */
  async stored(
    { guild, id, creator }: Pick<Ticket, 'guild' | 'id' | 'creator'>,
    goal: number,
    { folder, made, lastMessages, readAt, askedAt, news }: Finished,
  ): Promise<string | null> {
    return untilDone(this.#context.database, async (em) => {
      const known = await em.findOne(Ticket, { id }, { fields: ['creator'], disableIdentityMap: true });
      if (!known || (known.creator === forgotten && creator !== forgotten)) {
        return folder;
      }
      const now = this.#context.clock.now();
      const there = await em.findOne(Transcript, { ticket: id });
      const row = there ?? em.create(Transcript, { ...empty, ticket: id, guild, wantedAt: now });
      const before = row.folder ?? null;
      if (row.readAt && row.readAt > readAt) {
        await this.#reached(em, row, goal, news);
        return folder;
      }
      if (there && !(await compareAndSet(em, Transcript, { ticket: id, folder: before }, { folder }))) {
        throw new Overtaken();
      }
      Object.assign(row, {
        folder,
        lastMessages,
        readAt,
        messages: made.messages,
        staffFiles: [...made.staff],
        creatorFiles: [...made.creator],
        madeAt: now,
      });
      await this.#name(em, row, { made, askedAt });
      await this.#reached(em, row, goal, news);
      return before;
    });
  }

  /** The transcript that there is holds all: nothing new is made. */
  async same({ ticket }: Transcript, goal: number): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const row = await em.findOneOrFail(Transcript, { ticket });
      await this.#reached(em, row, goal, false);
    });
  }

  /** Its creator has it, or takes no messages. */
  async sent(ticket: string, upTo: number): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      await compareAndSet(em, Transcript, { ticket, sent: { $lt: upTo } }, { sent: upTo });
    });
  }

  /** Has those made that are to be made, and that nobody works at; and those posted that could not be. */
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
    const tickets = rows.map(({ ticket }) => ticket);
    const unposted = await this.#posts.all({ ticket: { $in: tickets }, trouble: { $ne: null } });
    await this.#posts.doubt(unposted.map(({ ticket }) => ({ guild, ticket })));
  }

  /** The transcript was written anew, without those who are forgotten. @throws Overtaken when there is a newer one. */
  async rewritten(
    ticket: string,
    before: string,
    { folder, made, askedAt }: Pick<Finished, 'folder' | 'made' | 'askedAt'>,
  ): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const change = { folder, staffFiles: [...made.staff], creatorFiles: [...made.creator] };
      if (!(await compareAndSet(em, Transcript, { ticket, folder: before }, change))) {
        throw new Overtaken();
      }
      const row = await em.findOneOrFail(Transcript, { ticket });
      await this.#name(em, row, { made, askedAt });
      await this.#posts.changed(em, { guild: row.guild, ticket });
    });
  }

  /** Writes down who is named, so that they can be taken out. Who asked for that meanwhile is taken out next. */
  async #name(
    em: EntityManager,
    { guild, ticket }: Thing,
    { made, askedAt }: Pick<Finished, 'made' | 'askedAt'>,
  ): Promise<void> {
    const users = made.people.filter((one) => /^\d{5,20}$/.test(one));
    await em.nativeDelete(TranscriptPerson, { ticket });
    for (let first = 0; first < users.length; first += portion) {
      const rows = users.slice(first, first + portion).map((user) => ({ ticket, user, guild }));
      await em.insertMany(TranscriptPerson, rows);
    }
    if (await this.#forgetting.isAskedSince(em, users, askedAt)) {
      await this.#forgetting.leaveOut(em, { guild, ticket });
    }
  }

  /** @param news whether there is more for its creator to read than they were sent. */
  async #reached(em: EntityManager, row: Transcript, goal: number, news: boolean): Promise<void> {
    const { guild, ticket } = row;
    const payload = { guild, ticket };
    if (goal > row.made) {
      if (!news && row.made > 0 && row.sent === row.made) {
        row.sent = goal;
      }
      row.made = goal;
      await em.flush();
      const { jobs } = this.#context;
      await this.#posts.changed(em, payload);
      await jobs.add(em, 'send-transcript', payload, { key: `send-transcript:${ticket}` });
      const { state } = await em.findOneOrFail(Ticket, { id: ticket });
      if (state === 'deleting') {
        await jobs.cancel(em, endKey(ticket));
        await this.#settleSoon(em, payload);
      }
      if (state === 'deleted' && row.made >= row.wanted) {
        await this.#captures.over(em, ticket);
      }
    }
    await em.flush();
    if (row.made < row.wanted) {
      await this.#makeSoon(em, payload);
    }
  }

  async #makeSoon(em: EntityManager, { guild, ticket }: Thing, pause = 0): Promise<void> {
    const runAt = new Date(this.#context.clock.now().getTime() + pause);
    await this.#context.jobs.add(em, 'transcript', { guild, ticket }, { runAt, key: `transcript:${ticket}` });
  }

  async #settleSoon(em: EntityManager, { guild, ticket }: Thing): Promise<void> {
    await this.#context.jobs.add(em, 'settle', { guild, ticket }, { key: `settle:${ticket}` });
  }
}

type Thing = Pick<Transcript, 'guild' | 'ticket'>;

/** Rows in one statement. */
const portion = 500;

/** The job that ends the hold of a channel. */
const endKey = (ticket: string) => `end-hold:${ticket}`;

const empty = {
  wanted: 0,
  made: 0,
  madeAt: null,
  folder: null,
  messages: 0,
  readAt: null,
  lastMessages: {},
  staffFiles: [],
  creatorFiles: [],
  sent: 0,
};
