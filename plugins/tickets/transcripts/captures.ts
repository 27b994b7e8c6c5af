import { compareAndSet, conflictOf } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { CapturedMessage } from '../entities/captured-message.ts';
import { Happening } from '../entities/happening.ts';
import type { TicketChannels } from '../ticket/ticket-channels.ts';
import type { Section } from './entry.ts';
import type { SeenFile, SeenMore } from './protocol.ts';

/** How much is kept of a message. Of the name of a file its end counts. */
const limits = { text: 4_000, files: 10, name: 100, history: 20 } as const;

/** How many messages of a ticket are kept; older ones that nothing happened to are let go. */
export const capturedAtMost = 20_000;

/** After how many messages of a ticket it is looked whether they are too many. */
const trimEach = 500;

/** For how long what is left of a ticket without a channel is kept, in ms: until its transcript is surely made. */
const keptAfterEnd = 7 * 24 * 60 * 60_000;

/** For how long files are gathered that are to be copied, in ms. */
const gathered = 10_000;

/** A message that somebody wrote. */
export interface Written {
  readonly id: string;
  readonly guild: string;
  readonly channel: string;
  /** The thread that it was written in, where it was one. */
  readonly thread: Thread | null;
  readonly author: string;
  readonly authorName: string;
  readonly at: Date;
  readonly text: string;
  readonly files: readonly SeenFile[];
  readonly more: SeenMore;
}

interface Thread {
  readonly name: string;
  /** The channel that it is in. */
  readonly parent: string | null;
  readonly isPrivate: boolean;
}

/**
 * Keeps what people write in tickets, as small rows, for the time when they edit or delete it: Discord tells only that
 * they did.
 */
export class Captures {
  readonly #context: Context;
  readonly #channels: TicketChannels;
  /** Messages of each ticket since the start. */
  readonly #counts = new Map<string, number>();
  /** What was told last of messages, while it is written. */
  readonly #told = new Map<string, Promise<void>>();

  constructor(context: Context, channels: TicketChannels) {
    this.#context = context;
    this.#channels = channels;
  }

  /** Somebody wrote a message. It does nothing where that is in no ticket. */
  async written(message: Written): Promise<void> {
    await this.#inTurn([message.id], () => this.#write(message));
  }

  /** A message says something else now. */
  async edited(id: string, text: string, at: Date): Promise<void> {
    await this.#inTurn([id], () =>
      this.#context.database.transaction(async (em) => {
        const row = await em.findOne(CapturedMessage, { id });
        const now = text.slice(0, limits.text);
        if (row && row.text !== now) {
          row.history = [...row.history, { at: at.toISOString(), text: row.text }].slice(-limits.history);
          row.text = now;
          row.changed = true;
          row.heardAt = this.#context.clock.now();
        }
      }),
    );
  }

  /** Messages are not there any more. */
  async deleted(ids: readonly string[], at: Date): Promise<void> {
    await this.#inTurn(ids, () =>
      this.#context.database.transaction(async (em) => {
        await em.nativeUpdate(
          CapturedMessage,
          { id: { $in: [...ids] }, deletedAt: null },
          { deletedAt: at, changed: true, heardAt: this.#context.clock.now() },
        );
      }),
    );
  }

  /** What was kept of a channel behind a message, up to another one, in order. @param limit how many at most. */
  async between(
    channel: string,
    after: string,
    upTo: string | undefined,
    limit: number,
  ): Promise<CapturedMessage[]> {
    return this.#context.database
      .read()
      .find(
        CapturedMessage,
        { channel, id: { $gt: after, ...(upTo !== undefined && { $lte: upTo }) } },
        { orderBy: { id: 'asc' }, limit },
      );
  }

  /** The channels of a ticket that somebody wrote in, its own first. */
  async channelsOf(ticket: string): Promise<Section[]> {
    const sections: Section[] = [];
    for (;;) {
      const [next] = await this.#context.database.read().find(
        CapturedMessage,
        { ticket, ...(sections.length > 0 && { channel: { $nin: sections.map(({ id }) => id) } }) },
        {
          fields: ['channel', 'thread', 'hidden'],
          orderBy: { id: 'asc' },
          limit: 1,
          disableIdentityMap: true,
        },
      );
      if (!next) {
        return sections.sort((a, b) => Number(b.own ?? false) - Number(a.own ?? false));
      }
      const { channel: id, thread, hidden } = next;
      sections.push({
        id,
        name: thread ?? '',
        ...(thread == null && { own: true as const }),
        ...(hidden && { hidden: true as const }),
      });
    }
  }

  /** Whether anything was heard of the messages of a ticket since. What was heard at that moment Discord knew before. */
  async newsSince(em: EntityManager, ticket: string, since: Date): Promise<boolean> {
    return (await em.count(CapturedMessage, { ticket, heardAt: { $gt: since } })) > 0;
  }

  /** The oldest message of a ticket with files that were not copied yet. */
  async uncopied(ticket: string): Promise<CapturedMessage | undefined> {
    const where = { ticket, uncopied: true };
    const em = this.#context.database.read();
    return (await em.findOne(CapturedMessage, where, { orderBy: { id: 'asc' } })) ?? undefined;
  }

  /** The files of a message were copied, or cannot be. @returns whether the message is still kept. */
  async copied(id: string): Promise<boolean> {
    return this.#context.database.transaction((em) =>
      compareAndSet(em, CapturedMessage, { id }, { uncopied: false }),
    );
  }

  /** The transcript of a ticket without a channel is made: nothing can happen to its messages any more. */
  async over(em: EntityManager, ticket: string): Promise<void> {
    await em.nativeDelete(CapturedMessage, { ticket });
  }

  /** Lets go what is left of tickets that were deleted a while ago, whatever became of their transcripts. */
  async tidy(): Promise<void> {
    const until = this.#context.clock.now().getTime() - keptAfterEnd;
    const ended = await this.#context.database.read().find(
      Happening,
      {
        to: { $in: ['deleted', 'failed'] },
        at: { $lt: new Date(until), $gt: new Date(until - keptAfterEnd) },
      },
      { fields: ['ticket'], disableIdentityMap: true },
    );
    const tickets = [...new Set(ended.map(({ ticket }) => ticket))];
    await this.#context.database.transaction(async (em) => {
      await em.nativeDelete(CapturedMessage, { ticket: { $in: tickets } });
    });
  }

  /** Has the files of a ticket copied that were not copied yet. @param pause in ms, where there is no place for it now. */
  async copyAgain(payload: { guild: string; ticket: string }, pause = 0): Promise<void> {
    const runAt = new Date(this.#context.clock.now().getTime() + pause);
    const key = `copy-files:${payload.ticket}`;
    await this.#context.database.transaction((em) =>
      this.#context.jobs.add(em, 'copy-files', payload, { runAt, key }),
    );
  }

  async #write(message: Written): Promise<void> {
    const { id, guild, channel, thread, author, authorName, at, text, more } = message;
    const own = await this.#channels.ticketIn(guild, channel);
    const ticket = own ?? (await this.#channels.ticketIn(guild, thread?.parent ?? null));
    if (!ticket) {
      return;
    }
    const files = message.files.slice(0, limits.files).map(shortened);
    const forward = more.forward && {
      text: more.forward.text.slice(0, limits.text),
      files: more.forward.files.slice(0, limits.files).map(shortened),
    };
    const uncopied = files.length + (forward?.files.length ?? 0) > 0;
    const heardAt = this.#context.clock.now();
    await this.#context.database
      .transaction(async (em) => {
        await em.insert(CapturedMessage, {
          id,
          ticket,
          guild,
          channel,
          // A ticket may be a thread itself.
          thread: own ? null : thread!.name.slice(0, limits.name),
          hidden: !own && thread!.isPrivate,
          author,
          authorName: authorName.slice(0, 80),
          at,
          text: text.slice(0, limits.text),
          files,
          uncopied,
          more: { ...more, ...(forward && { forward }) },
          history: [],
          changed: false,
          deletedAt: null,
          heardAt,
        });
        if (uncopied) {
          await this.#copySoon(em, { guild, ticket });
        }
      })
      .catch((error) => {
        // Discord tells some things twice.
        if (conflictOf(error) === undefined) {
          throw error;
        }
      });
    await this.#trim(ticket);
  }

  /** One job copies what comes within a while; that of the next while is another one, so that none is put off for ever. */
  async #copySoon(em: EntityManager, payload: { guild: string; ticket: string }): Promise<void> {
    const now = this.#context.clock.now().getTime();
    const end = (Math.floor(now / gathered) + 1) * gathered;
    await this.#context.jobs.add(em, 'copy-files', payload, {
      runAt: new Date(end),
      key: `copy-files:${payload.ticket}:${end}`,
    });
  }

  /** What is told of a message is written in that order: who edits it right away is not faster than who keeps it. */
  async #inTurn(ids: readonly string[], work: () => Promise<void>): Promise<void> {
    const before = Promise.allSettled(ids.map((id) => this.#told.get(id)));
    const done = before.then(work);
    for (const id of ids) {
      this.#told.set(id, done);
    }
    try {
      await done;
    } finally {
      for (const id of ids) {
        if (this.#told.get(id) === done) {
          this.#told.delete(id);
        }
      }
    }
  }

  /** Now and then, of a ticket with very many messages: the oldest that nothing happened to are let go. */
  async #trim(ticket: string): Promise<void> {
    const count = (this.#counts.get(ticket) ?? 0) + 1;
    this.#counts.set(ticket, count);
    if (count % trimEach !== 0) {
      return;
    }
    const [last] = await this.#context.database.read().find(
      CapturedMessage,
      { ticket },
      {
        fields: ['id'],
        orderBy: { id: 'desc' },
        offset: capturedAtMost,
        limit: 1,
        disableIdentityMap: true,
      },
    );
    if (last) {
      await this.#context.database.transaction(async (em) => {
        await em.nativeDelete(CapturedMessage, { ticket, changed: false, id: { $lte: last.id } });
      });
    }
  }
}

const shortened = (file: SeenFile): SeenFile => ({ ...file, name: file.name.slice(-limits.name) });
