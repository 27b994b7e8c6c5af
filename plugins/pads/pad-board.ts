import {
  attempt,
  automatic,
  compareAndSet,
  conflictOf,
  err,
  flushOrConflict,
  Refusal,
  type Result,
} from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Attendance } from './attendance.ts';
import type { BoardMessages } from './board-messages.ts';
import { type Booking, endOf, faultOf, minutesUntil } from './booking.ts';
import { type Context, minute } from './context.ts';
import { type EndReason, Session } from './entities/session.ts';
import { openSession } from './open-session.ts';
import { warningTime } from './session-marks.ts';
import type { PadSettings } from './settings.ts';
import type { Waitlist } from './waitlist.ts';

/** Who acts on a session. */
export interface Mover {
  readonly user: string;
  /** May act on sessions of others. */
  readonly overrides: boolean;
}

interface Ending {
  readonly by: string;
  readonly why: EndReason;
  readonly at: Date;
  readonly reason?: string | undefined;
}

/** Books pads and gives them back: the rules and the transactions. */
export class PadBoard {
  readonly #context: Context;
  readonly #waitlist: Waitlist;
  readonly #attendance: Attendance;
  readonly #messages: BoardMessages;

  constructor(context: Context, waitlist: Waitlist, attendance: Attendance, messages: BoardMessages) {
    this.#context = context;
    this.#waitlist = waitlist;
    this.#attendance = attendance;
    this.#messages = messages;
  }

  /**
   * Books a pad. @returns the session, or why not: `pad-taken` (who has it, until when), `pad-held` (for whom),
   * `host-busy` (where), or what is wrong with the booking.
   */
  async book(booking: Booking): Promise<Result<Session, Refusal>> {
    const settings = await this.#context.settings(booking.guild);
    const fault = faultOf(booking, settings, this.#context.clock.now());
    if (fault) {
      return err(fault);
    }
    const booked = await attempt(this.#context.database, (em) => this.#write(em, booking, settings));
    const refusal = booked.err().unwrapOr(undefined);
    if (refusal?.code !== 'pad-taken' && refusal?.code !== 'host-busy') {
      return booked;
    }
    const { guild, pad, host } = booking;
    const rival = await this.#context.database
      .read()
      .findOne(
        Session,
        refusal.code === 'pad-taken'
          ? { openKey: `${guild}:${pad}` }
          : { guild, host, openKey: { $ne: null } },
      );
    // It ended between our attempt and this look: the way is free now.
    return rival
      ? err(
          new Refusal(refusal.code, {
            pad: rival.pad,
            user: rival.host,
            until: rival.endsAt,
            session: rival.id,
          }),
        )
      : this.book(booking);
  }

  /** Ends a session. @returns it, or why not: `not-yours`, `session-over`, `no-such-session`. */
  async end(guild: string, id: string, by: Mover, reason?: string): Promise<Result<Session, Refusal>> {
    const settings = await this.#context.settings(guild);
    return attempt(this.#context.database, async (em) => {
      const session = await managed(em, guild, id, by);
      const ending = { by: by.user, why: 'ended', at: this.#context.clock.now(), reason } as const;
      return this.#close(em, session, ending, settings);
    });
  }

  /** Gives a session more time. @returns it, or why not: `not-yours`, `session-over`, `no-more-time`. */
  async extend(guild: string, id: string, by: Mover): Promise<Result<Session, Refusal>> {
    const settings = await this.#context.settings(guild);
    return attempt(this.#context.database, async (em) => {
      const session = await managed(em, guild, id, by);
      const { extensions, endsAt: from } = session;
      if (extensions >= settings.maxExtensions) {
        throw new Refusal('no-more-time', { max: settings.maxExtensions });
      }
      const endsAt = new Date(from.getTime() + settings.extendMinutes * minute);
      const now = { id, openKey: session.openKey, extensions };
      if (!(await compareAndSet(em, Session, now, { endsAt, extensions: extensions + 1 }))) {
        throw new Refusal('session-changed');
      }
      await this.#schedule(em, guild, id, endsAt);
      await this.#audit(em, session, by.user, 'extend', { from, to: endsAt });
      return this.#changed(em, session);
    });
  }

  /**
   * Makes somebody else the host. @returns the session, or why not: `not-yours`, `already-host`, `host-busy`,
   * `session-over`.
   */
  async transfer(guild: string, id: string, by: Mover, to: string): Promise<Result<Session, Refusal>> {
    const { onePerHost } = await this.#context.settings(guild);
    return attempt(this.#context.database, async (em) => {
      const session = await managed(em, guild, id, by);
      const { host: from, openKey } = session;
      if (from === to) {
        throw new Refusal('already-host', { user: to });
      }
      const change = {
        host: to,
        hostKey: onePerHost ? `${guild}:${to}` : null,
        cohost: session.cohost === to ? null : session.cohost,
      };
      if (onePerHost && (await hostsOpen(em, guild, to)) > 0) {
        throw new Refusal('host-busy', { user: to });
      }
      const moved = await compareAndSet(em, Session, { id, openKey, host: from }, change).catch((error) => {
        throw conflictOf(error) ? new Refusal('host-busy', { user: to }) : error;
      });
      if (!moved) {
        throw new Refusal('session-changed');
      }
      await this.#audit(em, session, by.user, 'transfer', { from, to });
      return this.#changed(em, session);
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
      await attempt(database, (em) => this.#close(em, session, ending, settings));
    }
  }

  async #write(em: EntityManager, booking: Booking, settings: PadSettings): Promise<Session> {
    const { guild, pad, host } = booking;
    const now = this.#context.clock.now();
    const endsAt = endOf(booking, settings, now);
    const session = em.create(Session, {
      ...booking,
      starts: booking.starts.trim(),
      id: this.#context.newId(),
      bookedAt: now,
      endsAt,
      openKey: `${guild}:${pad}`,
      hostKey: settings.onePerHost ? `${guild}:${host}` : null,
    });
    // The unique keys are the referee. What else could stand in the way is looked at after them: by then whoever
    // gives the pad back at this moment has finished, and the line for the pad is as they left it.
    const conflict = await flushOrConflict(em);
    if (conflict) {
      throw new Refusal(conflict.includes('host_key') ? 'host-busy' : 'pad-taken');
    }
    // A session from before the setting was changed holds no key.
    if (settings.onePerHost && (await hostsOpen(em, guild, host)) > 1) {
      throw new Refusal('host-busy');
    }
    await this.#waitlist.claim(em, guild, pad, host);
    await this.#schedule(em, guild, session.id, endsAt);
    await this.#audit(em, session, host, 'book', { to: endsAt });
    await this.#messages.changed(em, guild);
    return session;
  }

  async #close(em: EntityManager, session: Session, ending: Ending, settings: PadSettings): Promise<Session> {
    const { id, guild, pad, endsAt, openKey } = session;
    const change = {
      openKey: null,
      hostKey: null,
      endedAt: ending.at,
      endedBy: ending.by,
      endReason: ending.why,
      minutes: minutesUntil(session, ending.at),
    };
    // `endsAt` is in the condition: an extension that comes first wins over the end by time.
    const stillSo = { id, openKey, ...(ending.why === 'expired' && { endsAt }) };
    if (!openKey || !(await compareAndSet(em, Session, stillSo, change))) {
      throw new Refusal('session-over', { pad });
    }
    const attendees = await this.#attendance.close(em, id, ending.at);
    await em.nativeUpdate(Session, { id }, { attendees });
    await this.#context.jobs.cancel(em, `end:${id}`);
    await this.#context.jobs.cancel(em, `warn:${id}`);
    await this.#waitlist.offer(em, guild, pad, settings);
    await this.#audit(em, session, ending.by, 'end', {
      to: ending.why,
      ...(ending.reason && { reason: ending.reason }),
    });
    return this.#changed(em, session);
  }

  async #schedule(em: EntityManager, guild: string, session: string, endsAt: Date): Promise<void> {
    const warnAt = new Date(endsAt.getTime() - warningTime);
    const { jobs } = this.#context;
    await jobs.add(em, 'end-session', { guild, session }, { runAt: endsAt, key: `end:${session}` });
    await jobs.add(em, 'warn-host', { guild, session }, { runAt: warnAt, key: `warn:${session}` });
  }

  /** @returns the session as it is now. */
  async #changed(em: EntityManager, { id }: Session): Promise<Session> {
    const session = await em.findOneOrFail(Session, { id }, { refresh: true });
    await this.#messages.sessionChanged(em, session);
    return session;
  }

  async #audit(
    em: EntityManager,
    session: Session,
    actor: string,
    action: string,
    facts: { from?: unknown; to?: unknown; reason?: string },
  ): Promise<void> {
    const target = `${session.pad} (${session.id})`;
    await this.#context.audit.write(em, { guild: session.guild, actor, action, target, ...facts });
  }
}

const hostsOpen = (em: EntityManager, guild: string, host: string) =>
  em.count(Session, { guild, host, openKey: { $ne: null } });

async function managed(em: EntityManager, guild: string, id: string, by: Mover): Promise<Session> {
  const session = await openSession(em, guild, id);
  if (session.host !== by.user && session.cohost !== by.user && !by.overrides) {
    throw new Refusal('not-yours', { pad: session.pad, user: session.host });
  }
  return session;
}
