import { automatic, LiveMessageBook } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Board } from './entities/board.ts';
import type { Session } from './entities/session.ts';

/** Milliseconds until a card is drawn again. The click that changed it mostly has done so by then; others wait a bit. */
const cardPause = 1_000;

/** What must be known of a session to draw it again. */
export type ShownSession = Pick<Session, 'id' | 'guild' | 'message'>;

/** Has the messages that show pads drawn again: the board of each guild, and the cards of its sessions. */
export class BoardMessages {
  /** What we know about the board message of each guild. */
  readonly book: LiveMessageBook<{ guild: string }, Board>;
  readonly #context: Context;

  constructor(context: Context) {
    const { database, clock, newId, jobs, audit } = context;
    this.#context = context;
    this.book = new LiveMessageBook({
      database,
      clock,
      newId,
      entity: Board,
      draw: (em, { guild }, runAt) =>
        jobs.add(em, 'refresh-board', { guild }, { runAt, key: `board:${guild}` }),
      blocked: (em, { guild }, channel, reason) =>
        audit.write(em, { guild, actor: automatic, action: 'board.blocked', target: channel, reason }),
    });
  }

  /** Has the board drawn again, in this transaction: soon, and not too often. */
  async changed(em: EntityManager, guild: string): Promise<void> {
    await this.book.changed(em, { guild });
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
    await this.book.doubt(guilds.map((guild) => ({ guild })));
  }

  /** The boards of these guilds, by guild. */
  async among(guilds: readonly string[]): Promise<Map<string, Board>> {
    const boards = await this.book.all({ guild: { $in: [...guilds] } });
    return new Map(boards.map((board) => [board.guild, board]));
  }
}
