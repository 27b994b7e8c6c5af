import { automatic } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Board } from './entities/board.ts';
import type { Session } from './entities/session.ts';

/** Milliseconds between two edits of one board. Discord allows five writes in five seconds in a channel. */
export const editPause = 5_000;

/** Milliseconds until a card is drawn again. The click that changed it mostly has done so by then; others wait a bit. */
const cardPause = 1_000;

/** After how many milliseconds a board is looked at although nothing has changed on our side. */
const trust = 30 * 60_000;

/** After how many milliseconds a board is tried again that could not be shown: somebody may have mended it. */
const retry = 5 * 60_000;

/** What must be known of a session to draw it again. */
export type ShownSession = Pick<Session, 'id' | 'guild' | 'message'>;

/** What we know about the board message of each guild. */
export class BoardMessages {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Has the board drawn again, in this transaction: soon, and never more often than {@link editPause}. */
  async changed(em: EntityManager, guild: string): Promise<void> {
    const now = this.#context.clock.now();
    const board = await em.findOne(Board, { guild });
    const earliest = (board?.editedAt?.getTime() ?? 0) + editPause;
    const runAt = new Date(Math.max(now.getTime(), earliest));
    await this.#context.jobs.add(em, 'refresh-board', { guild }, { runAt, key: `board:${guild}` });
  }

  /** Has everything that shows a session drawn again, in this transaction. */
  async sessionChanged(em: EntityManager, session: ShownSession): Promise<void> {
    await this.changed(em, session.guild);
    await this.cardsChanged(em, [session]);
  }

  /** Has the cards of these sessions drawn again, in this transaction: one after the other, since they may be many. */
  async cardsChanged(em: EntityManager, sessions: readonly ShownSession[]): Promise<void> {
    const now = this.#context.clock.now().getTime();
    const shown = sessions.filter(({ message }) => message);
    for (const [index, { id, guild }] of shown.entries()) {
      const runAt = new Date(now + cardPause * (index + 1));
      await this.#context.jobs.add(em, 'refresh-card', { guild, session: id }, { runAt, key: `card:${id}` });
    }
  }

  /** Has the boards of these guilds looked at, even when nothing has changed on our side. */
  async doubt(guilds: readonly string[]): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      await em.nativeUpdate(Board, { guild: { $in: [...guilds] } }, { seenAt: null });
      for (const guild of guilds) {
        await this.changed(em, guild);
      }
    });
  }

  async of(guild: string): Promise<Board | undefined> {
    return (await this.#context.database.read().findOne(Board, { guild })) ?? undefined;
  }

  /** The boards of these guilds, by guild. */
  async among(guilds: readonly string[]): Promise<Map<string, Board>> {
    const boards = await this.#context.database.read().find(Board, { guild: { $in: [...guilds] } });
    return new Map(boards.map((board) => [board.guild, board]));
  }

  /** Whether the board needs a look: the last one was a while ago. */
  isStale({ seenAt, trouble }: Board): boolean {
    const age = seenAt ? this.#context.clock.now().getTime() - seenAt.getTime() : Infinity;
    return age > (trouble ? retry : trust);
  }

  /** The guilds whose boards are among these messages of a channel, or may be: one is being made there just now. */
  async guildsOf(channel: string, messages: readonly string[]): Promise<string[]> {
    const boards = await this.#context.database
      .read()
      .find(Board, { channel, $or: [{ message: { $in: [...messages] } }, { message: null }] });
    return boards.map(({ guild }) => guild);
  }

  /**
   * We ask Discord for the message now. Doubt that comes while we wait for the answer stays: the message may have been
   * deleted in between.
   */
  async look(guild: string): Promise<void> {
    await this.#change(guild, (board) => {
      board.seenAt = this.#context.clock.now();
    });
  }

  /** Discord did not answer. */
  async unseen(guild: string): Promise<void> {
    await this.#change(guild, (board) => {
      board.seenAt = null;
    });
  }

  /** Writes down that a message is about to be made, before it is. @returns its mark: the old one after a crash. */
  async begin(guild: string, channel: string): Promise<{ mark: string; again: boolean }> {
    return this.#change(guild, (board) => {
      const again = board.mark !== null && board.message === null && board.channel === channel;
      const mark = again ? board.mark! : this.#context.newId();
      Object.assign(board, { channel, mark, message: null, seenAt: this.#context.clock.now() });
      return { mark, again };
    });
  }

  /** The board is there and shows what hashes to `shown`. */
  async confirmed(guild: string, message: string, shown: string): Promise<void> {
    const now = this.#context.clock.now();
    await this.#change(guild, (board) => {
      const edited = board.shown !== shown || board.message !== message;
      Object.assign(board, { message, shown, trouble: null, ...(edited && { editedAt: now }) });
    });
  }

  /** A message is gone: the next one is a new one. Nothing happens when another one is the board by now. */
  async lost(guild: string, message: string | null): Promise<void> {
    await this.#change(guild, (board) => {
      if (board.message === message) {
        Object.assign(board, { message: null, mark: null, shown: null });
      }
    });
  }

  /** The board cannot be shown. It is in the audit log once for each new reason. */
  async troubled(guild: string, trouble: string): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const board = await boardIn(em, guild);
      board.seenAt = this.#context.clock.now();
      if (board.trouble !== trouble) {
        board.trouble = trouble;
        await this.#context.audit.write(em, {
          guild,
          actor: automatic,
          action: 'board.blocked',
          ...(board.channel && { target: board.channel }),
          reason: trouble,
        });
      }
    });
  }

  async #change<T>(guild: string, change: (board: Board) => T): Promise<T> {
    return this.#context.database.transaction(async (em) => change(await boardIn(em, guild)));
  }
}

async function boardIn(em: EntityManager, guild: string): Promise<Board> {
  return (await em.findOne(Board, { guild })) ?? em.create(Board, { guild });
}
