import { attempt, compareAndSet, flushOrConflict, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { BoardMessages } from './board-messages.ts';
import type { Context } from './context.ts';
import { Attendance as Stay } from './entities/attendance.ts';
import type { Session } from './entities/session.ts';
import { keepOpen, openSession } from './open-session.ts';

/** Who took part in which session, from when to when. */
export class Attendance {
  readonly #context: Context;
  readonly #messages: BoardMessages;

  constructor(context: Context, messages: BoardMessages) {
    this.#context = context;
    this.#messages = messages;
  }

  /** Notes that `user` takes part. @returns the session, or why not: `session-over`, `already-in`, `own-session`. */
  async join(guild: string, session: string, user: string): Promise<Result<Session, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const open = await keepOpen(em, guild, session);
      if (open.host === user) {
        throw new Refusal('own-session');
      }
      em.create(Stay, {
        id: this.#context.newId(),
        guild,
        session,
        user,
        joinedAt: this.#context.clock.now(),
        openKey: `${session}:${user}`,
      });
      if (await flushOrConflict(em)) {
        throw new Refusal('already-in');
      }
      await this.#messages.sessionChanged(em, open);
      return open;
    });
  }

  /** Notes that `user` has gone. @returns the session, or why not: `session-over`, `not-in`. */
  async leave(guild: string, session: string, user: string): Promise<Result<Session, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const open = await openSession(em, guild, session);
      const leftAt = this.#context.clock.now();
      const openKey = `${session}:${user}`;
      if (!(await compareAndSet(em, Stay, { openKey }, { leftAt, openKey: null }))) {
        throw new Refusal('not-in');
      }
      await this.#messages.sessionChanged(em, open);
      return open;
    });
  }

  /** Ends all stays of a session that ends. @returns how many people took part. */
  async close(em: EntityManager, session: string, leftAt: Date): Promise<number> {
    await em.nativeUpdate(Stay, { session, openKey: { $ne: null } }, { leftAt, openKey: null });
    const stays = await em.find(Stay, { session }, { fields: ['user'] });
    return new Set(stays.map(({ user }) => user)).size;
  }

  /** Who is there now, by session, the first to come first. */
  async present(sessions: readonly string[]): Promise<Map<string, string[]>> {
    const stays = await this.#context.database
      .read()
      .find(
        Stay,
        { session: { $in: [...sessions] }, openKey: { $ne: null } },
        { orderBy: { joinedAt: 'asc', id: 'asc' } },
      );
    return byUser(stays);
  }

  /** Everybody who took part, by session, the first to come first. */
  async everybody(sessions: readonly string[]): Promise<Map<string, string[]>> {
    const stays = await this.#context.database
      .read()
      .find(Stay, { session: { $in: [...sessions] } }, { orderBy: { joinedAt: 'asc', id: 'asc' } });
    return byUser(stays);
  }

  /** Ends the stays of somebody who left the guild. */
  async forget(guild: string, user: string): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const leftAt = this.#context.clock.now();
      const where = { guild, user, openKey: { $ne: null } };
      if (await compareAndSet(em, Stay, where, { leftAt, openKey: null })) {
        await this.#messages.changed(em, guild);
      }
    });
  }
}

function byUser(stays: readonly Stay[]): Map<string, string[]> {
  const sessions = Map.groupBy(stays, ({ session }) => session);
  return new Map(
    [...sessions].map(([session, those]) => [session, [...new Set(those.map(({ user }) => user))]]),
  );
}
