import {
  type EntityManager,
  type EntityName,
  type FilterQuery,
  p,
  type RequiredEntityData,
} from '@mikro-orm/core';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { NewId } from './short-id.ts';

/** Milliseconds between two edits of one message. Discord allows five writes in five seconds in a channel. */
export const editPause = 5_000;

/** After how many milliseconds a message is looked at although nothing has changed on our side. */
const trust = 30 * 60_000;

/** After how many milliseconds a message is tried again that could not be shown: somebody may have mended it. */
const retry = 5 * 60_000;

/** Stands for the hash of what a message shows that is to be made anew. */
const anew = 'anew';

/**
 * What is known about a live message, for the properties of an entity:
 * `properties: { order: p.string().primary(), guild: p.string(), ...liveMessageColumns() }`.
 */
export const liveMessageColumns = () => ({
  channel: p.string().length(20).nullable(),
  message: p.string().length(20).nullable().index(),
  /** Stands in the message, so that one whose creation was not confirmed is found. */
  mark: p.string().length(12).nullable(),
  /** A hash of what was written last. */
  shown: p.string().length(40).nullable(),
  editedAt: p.datetime(3).nullable(),
  /** When we last asked Discord for the message. Null: look, even when nothing has changed. */
  seenAt: p.datetime(3).nullable(),
  /** Why the message could not be shown. Staff have been told. */
  trouble: p.string().length(40).nullable(),
});

/** A row with {@link liveMessageColumns}. */
export interface LiveMessageRow {
  channel?: string | null | undefined;
  message?: string | null | undefined;
  mark?: string | null | undefined;
  shown?: string | null | undefined;
  editedAt?: Date | null | undefined;
  seenAt?: Date | null | undefined;
  trouble?: string | null | undefined;
}

/** What a live message shows: the columns that tell its row from all others, the guild among them. */
export interface Shown {
  readonly guild: string;
}

export interface LiveMessageBookParts<T extends Shown, E extends LiveMessageRow> {
  readonly database: Database;
  readonly clock: Clock;
  /** Twelve characters. */
  readonly newId: NewId;
  /** An entity with {@link liveMessageColumns} and the columns of `T`, and no others that a row must have. */
  readonly entity: EntityName<E>;
  /**
   * Adds the job that will call `showLiveMessage`, in this transaction. Give it a key, so that changes close together
   * are one edit.
   */
  draw(em: EntityManager, thing: T, runAt: Date): Promise<void>;
  /**
   * The message cannot be shown where it should be: write it to the audit log, in this transaction. It is called once
   * for each new reason. @param why the channel is `gone`, or the bot is `forbidden` to write to it.
   */
  blocked(em: EntityManager, thing: T, channel: string, why: 'gone' | 'forbidden'): Promise<void>;
}

/** What we know about messages that show one thing each, for as long as it lives. It knows the rows, not Discord. */
export class LiveMessageBook<T extends Shown, E extends T & LiveMessageRow> {
  readonly #parts: LiveMessageBookParts<T, E>;

  constructor(parts: LiveMessageBookParts<T, E>) {
    this.#parts = parts;
  }

  /** Has the message drawn again, in this transaction: soon, and never more often than {@link editPause}. */
  async changed(em: EntityManager, thing: T): Promise<void> {
    const row = await this.#find(em, thing);
    const earliest = (row?.editedAt?.getTime() ?? 0) + editPause;
    const runAt = new Date(Math.max(this.#parts.clock.now().getTime(), earliest));
    await this.#parts.draw(em, thing, runAt);
  }

  /** Has the message taken away and made anew, below what was written since, in this transaction. */
  async renew(em: EntityManager, thing: T): Promise<void> {
    const row = await this.#rowIn(em, thing);
    row.shown = anew;
    await this.changed(em, thing);
  }

  /** Whether the message is to be taken away and made anew. */
  isToRenew({ shown }: LiveMessageRow): boolean {
    return shown === anew;
  }

  /** Has the messages of these things looked at, even when nothing has changed on our side. */
  async doubt(things: readonly T[]): Promise<void> {
    const { database, entity } = this.#parts;
    if (things.length === 0) {
      return;
    }
    await database.transaction(async (em) => {
      await em.nativeUpdate(entity, { $or: things } as FilterQuery<E>, { seenAt: null } as never);
      // Whoever doubts some of the same at this moment takes them in the same order.
      for (const thing of things.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))) {
        await this.changed(em, thing);
      }
    });
  }

  async of(thing: T): Promise<E | undefined> {
    return this.#find(this.#parts.database.read(), thing);
  }

  /** The rows that `where` says. */
  async all(where: FilterQuery<NoInfer<E>>): Promise<E[]> {
    return (await this.#parts.database.read().find(this.#parts.entity, where as never)) as E[];
  }

  /** The rows whose messages are among these of a channel, or may be: one is being made there just now. */
  async among(channel: string, messages: readonly string[]): Promise<E[]> {
    return this.all({ channel, $or: [{ message: { $in: [...messages] } }, { message: null }] } as never);
  }

  /** Whether the message needs a look: the last one was a while ago. */
  isStale({ seenAt, trouble }: LiveMessageRow): boolean {
    const age = seenAt ? this.#parts.clock.now().getTime() - seenAt.getTime() : Infinity;
    return age > (trouble ? retry : trust);
  }

  /**
   * We ask Discord for the message now. Doubt that comes while we wait for the answer stays: the message may have been
   * deleted in between.
   */
  async look(thing: T): Promise<void> {
    await this.#change(thing, (row) => {
      row.seenAt = this.#parts.clock.now();
    });
  }

  /** Discord did not answer. */
  async unseen(thing: T): Promise<void> {
    await this.#change(thing, (row) => {
      row.seenAt = null;
    });
  }

  /** Writes down that a message is about to be made, before it is. @returns its mark: the old one after a crash. */
  async begin(thing: T, channel: string): Promise<{ mark: string; again: boolean }> {
    return this.#change(thing, (row) => {
      const begun = row.channel === channel && !row.message ? row.mark : null;
      const mark = begun ?? this.#parts.newId();
      // A new one is below all that was written: one that was to be made anew before has its wish.
      const shown = begun ? row.shown : null;
      Object.assign(row, { channel, mark, message: null, shown, seenAt: this.#parts.clock.now() });
      return { mark, again: Boolean(begun) };
    });
  }

  /** The message is there and shows what hashes to `shown`. One that is to be made anew still is. */
  async confirmed(thing: T, message: string, shown: string): Promise<void> {
    const now = this.#parts.clock.now();
    await this.#change(thing, (row) => {
      const edited = row.shown !== shown || row.message !== message;
      const known = this.isToRenew(row) ? {} : { shown };
      Object.assign(row, { message, ...known, trouble: null, ...(edited && { editedAt: now }) });
    });
  }

  /** A message is gone: the next one is a new one. Nothing happens when another one is the message by now. */
  async lost(thing: T, message: string | null): Promise<void> {
    await this.#change(thing, (row) => {
      if ((row.message ?? null) === message) {
        Object.assign(row, { message: null, mark: null, shown: null });
      }
    });
  }

  /** The message is to be nowhere. */
  async withdrawn(thing: T): Promise<void> {
    await this.#change(thing, (row) => {
      Object.assign(row, { channel: null, message: null, mark: null, shown: null, trouble: null });
    });
  }

  /** The message cannot be shown. */
  async troubled(thing: T, why: 'gone' | 'forbidden'): Promise<void> {
    await this.#parts.database.transaction(async (em) => {
      const row = await this.#rowIn(em, thing);
      row.seenAt = this.#parts.clock.now();
      if (row.trouble !== why) {
        row.trouble = why;
        await this.#parts.blocked(em, thing, row.channel!, why);
      }
    });
  }

  async #change<R>(thing: T, change: (row: E) => R): Promise<R> {
    return this.#parts.database.transaction(async (em) => change(await this.#rowIn(em, thing)));
  }

  async #rowIn(em: EntityManager, thing: T): Promise<E> {
    return (
      (await this.#find(em, thing)) ??
      (em.create(this.#parts.entity, thing as unknown as RequiredEntityData<E>) as E)
    );
  }

  async #find(em: EntityManager, thing: T): Promise<E | undefined> {
    return ((await em.findOne(this.#parts.entity, thing as unknown as FilterQuery<E>)) ?? undefined) as
      | E
      | undefined;
  }
}

/** Where a thing stands among all of its kind. */
const placeOf = (thing: Shown): string => JSON.stringify(Object.entries(thing).sort());
