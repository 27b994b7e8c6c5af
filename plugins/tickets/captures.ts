import { conflictOf } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { CapturedMessage } from './entities/captured-message.ts';
import { Happening } from './entities/happening.ts';
import type { TicketChannels } from './ticket-channels.ts';

/** How much is kept of a message. */
const limits = { text: 4_000, files: 10, name: 100, history: 20 } as const;

/** How many messages of a ticket are kept; older ones that nothing happened to are let go. */
export const capturedAtMost = 20_000;

/** After how many messages of a ticket it is looked whether they are too many. */
const trimEach = 500;

/** For how long what is left of a ticket without a channel is kept, in ms: until its transcript is surely made. */
const keptAfterEnd = 7 * 24 * 60 * 60_000;

/** A message that somebody wrote. */
export interface Written {
  readonly id: string;
  readonly guild: string;
  readonly channel: string;
  /** The channel that the thread is in, where it was written in one. */
  readonly parent: string | null;
  readonly author: string;
  readonly authorName: string;
  readonly at: Date;
  readonly text: string;
  readonly files: readonly string[];
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

  constructor(context: Context, channels: TicketChannels) {
    this.#context = context;
    this.#channels = channels;
  }

  /** Somebody wrote a message. It does nothing where that is in no ticket. */
  async written(message: Written): Promise<void> {
    const { id, guild, channel, parent, author, authorName, at, text, files } = message;
    const ticket = await this.#channels.ticketIn(guild, channel, parent);
    if (!ticket) {
      return;
    }
    await this.#context.database
      .transaction(async (em) => {
        await em.insert(CapturedMessage, {
          id,
          ticket,
          guild,
          channel,
          author,
          authorName: authorName.slice(0, 80),
          at,
          text: text.slice(0, limits.text),
          files: files.slice(0, limits.files).map((name) => name.slice(0, limits.name)),
          history: [],
          changed: false,
          deletedAt: null,
        });
      })
      .catch((error) => {
        // Discord tells some things twice.
        if (conflictOf(error) === undefined) {
          throw error;
        }
      });
    await this.#trim(ticket);
  }

  /** A message says something else now. */
  async edited(id: string, text: string, at: Date): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const row = await em.findOne(CapturedMessage, { id });
      const now = text.slice(0, limits.text);
      if (row && row.text !== now) {
        row.history = [...row.history, { at: at.toISOString(), text: row.text }].slice(-limits.history);
        row.text = now;
        row.changed = true;
      }
    });
  }

  /** Messages are not there any more. */
  async deleted(ids: readonly string[], at: Date): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      await em.nativeUpdate(
        CapturedMessage,
        { id: { $in: [...ids] }, deletedAt: null },
        { deletedAt: at, changed: true },
      );
    });
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
  async channelsOf(ticket: string): Promise<string[]> {
    const channels: string[] = [];
    for (;;) {
      const others = channels.length > 0 ? { channel: { $nin: channels } } : {};
      const [next] = await this.#context.database
        .read()
        .find(
          CapturedMessage,
          { ticket, ...others },
          { fields: ['channel'], orderBy: { id: 'asc' }, limit: 1 },
        );
      if (!next) {
        return channels;
      }
      channels.push(next.channel);
    }
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
