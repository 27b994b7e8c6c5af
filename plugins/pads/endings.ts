import { attempt, automatic, compareAndSet, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Attendance } from './attendance.ts';
import { minutesUntil } from './booking.ts';
import type { Context } from './context.ts';
import { type EndReason, Session } from './entities/session.ts';
import { type Mover, managed, openSession } from './open-session.ts';
import type { SessionChanges } from './session-changes.ts';
import type { PadSettings } from './settings.ts';
import type { Waitlist } from './waitlist.ts';

interface Ending {
  readonly by: string;
  readonly why: EndReason;
  readonly at: Date;
  readonly reason?: string | undefined;
}

/** Ends sessions, whatever the reason, and gives their pads to those who wait. */
export class Endings {
  readonly #context: Context;
  readonly #waitlist: Waitlist;
  readonly #attendance: Attendance;
  readonly #changes: SessionChanges;

  constructor(context: Context, waitlist: Waitlist, attendance: Attendance, changes: SessionChanges) {
    this.#context = context;
    this.#waitlist = waitlist;
    this.#attendance = attendance;
    this.#changes = changes;
  }

  /** Ends a session. @returns it, or why not: `not-yours`, `session-over`, `no-such-session`. */
  async end(guild: string, id: string, by: Mover, reason?: string): Promise<Result<Session, Refusal>> {
    const settings = await this.#context.settings(guild);
    return attempt(this.#context.database, async (em) => {
      const session = await managed(em, guild, id, by);
      const ending = { by: by.user, why: 'ended', at: this.#context.clock.now(), reason } as const;
      const ended = await this.#close(em, session, ending, settings);
      if (!ended) {
        throw new Refusal('session-over', { pad: session.pad });
      }
      return ended;
    });
  }

  /** Ends a session whose time has run out. It does nothing while there is time left. */
  async expire(guild: string, id: string): Promise<void> {
    const settings = await this.#context.settings(guild);
    await attempt(this.#context.database, async (em) => {
      const session = await openSession(em, guild, id);
      if (session.endsAt <= this.#context.clock.now()) {
        await this.#close(em, session, { by: automatic, why: 'expired', at: session.endsAt }, settings);
      }
    });
  }

  /** Ends the sessions of a host who is no longer in the guild. */
  async hostLeft(guild: string, host: string): Promise<void> {
    const settings = await this.#context.settings(guild);
    const { database, clock } = this.#context;
    const open = await database.read().find(Session, { guild, host, openKey: { $ne: null } });
    for (const session of open) {
      const ending = { by: automatic, why: 'host-left', at: clock.now() } as const;
      await database.transaction((em) => this.#close(em, session, ending, settings));
    }
  }

  /**
   * Ends the sessions of a host who asked to be forgotten, in every guild, in the transaction that forgets them. Settings
   * cannot be read in it, so the next in each line is asked right after it.
   */
  async hostForgotten(em: EntityManager, host: string): Promise<void> {
    const ending = { by: automatic, why: 'host-forgotten', at: this.#context.clock.now() } as const;
    for (const session of await em.find(Session, { host, openKey: { $ne: null } })) {
      await this.#close(em, session, ending, undefined);
    }
  }

  /** @returns the session as it is now; undefined when it was over already. */
  async #close(
    em: EntityManager,
    session: Session,
    ending: Ending,
    settings: PadSettings | undefined,
  ): Promise<Session | undefined> {
    const { id, guild, pad, endsAt, openKey } = session;
    const { by, why, at, reason } = ending;
    const change = {
      openKey: null,
      hostKey: null,
      endedAt: at,
      endedBy: by,
      endReason: why,
      minutes: minutesUntil(session, at),
    };
    // `endsAt` is in the condition: an extension that comes first wins over the end by time.
    const stillSo = { id, openKey, ...(why === 'expired' && { endsAt }) };
    if (!openKey || !(await compareAndSet(em, Session, stillSo, change))) {
      return undefined;
    }
    const attendees = await this.#attendance.close(em, id, at);
    await em.nativeUpdate(Session, { id }, { attendees });
    await this.#context.jobs.cancel(em, `end:${id}`);
    await this.#context.jobs.cancel(em, `warn:${id}`);
    await this.#waitlist.next(em, guild, pad, settings);
    return this.#changes.made(em, session, { by, action: 'end', to: why, reason });
  }
}
