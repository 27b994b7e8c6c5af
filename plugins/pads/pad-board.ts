import {
  attempt,
  compareAndSet,
  conflictOf,
  err,
  flushOrConflict,
  Refusal,
  type Result,
} from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { type Booking, endOf, faultOf } from './booking.ts';
import { type Context, minute } from './context.ts';
import { Session } from './entities/session.ts';
import { type Mover, managed } from './open-session.ts';
import type { SessionChanges } from './session-changes.ts';
import { warningTime } from './session-marks.ts';
import type { PadSettings } from './settings.ts';
import type { Waitlist } from './waitlist.ts';

/** Books pads, and changes sessions while they go on: the rules and the transactions. */
export class PadBoard {
  readonly #context: Context;
  readonly #waitlist: Waitlist;
  readonly #changes: SessionChanges;

  constructor(context: Context, waitlist: Waitlist, changes: SessionChanges) {
    this.#context = context;
    this.#waitlist = waitlist;
    this.#changes = changes;
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
      return this.#changes.made(em, session, { by: by.user, action: 'extend', from, to: endsAt });
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
      return this.#changes.made(em, session, { by: by.user, action: 'transfer', from, to });
    });
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
    return this.#changes.made(em, session, { by: host, action: 'book', to: endsAt });
  }

  async #schedule(em: EntityManager, guild: string, session: string, endsAt: Date): Promise<void> {
    const warnAt = new Date(endsAt.getTime() - warningTime);
    const { jobs } = this.#context;
    await jobs.add(em, 'end-session', { guild, session }, { runAt: endsAt, key: `end:${session}` });
    await jobs.add(em, 'warn-host', { guild, session }, { runAt: warnAt, key: `warn:${session}` });
  }
}

const hostsOpen = (em: EntityManager, guild: string, host: string) =>
  em.count(Session, { guild, host, openKey: { $ne: null } });
