import { err, ok, Refusal, type Result } from '@guildhall/sdk';
import type { Attendance } from './attendance.ts';
import type { Context } from './context.ts';
import { Session } from './entities/session.ts';
import type { Waiting } from './entities/waiting.ts';
import type { Waitlist } from './waitlist.ts';

/** What there is to know about one pad now. */
export interface PadState {
  readonly pad: number;
  readonly name: string | undefined;
  readonly session: Session | undefined;
  /** Who takes part, the first to come first. */
  readonly present: readonly string[];
  /** For whom a free pad is kept. */
  readonly held: Waiting | undefined;
  /** Who waits, the first in line first; not whose turn it is. */
  readonly line: readonly Waiting[];
}

/** A session with what its card shows. */
export interface SessionFacts {
  readonly session: Session;
  readonly name: string | undefined;
  /** Who takes part; after the end, everybody who did. */
  readonly people: readonly string[];
  readonly waiting: number;
}

/** Finds sessions, and says how the pads of a guild stand. */
export class Sessions {
  readonly #context: Context;
  readonly #waitlist: Waitlist;
  readonly #attendance: Attendance;

  constructor(context: Context, waitlist: Waitlist, attendance: Attendance) {
    this.#context = context;
    this.#waitlist = waitlist;
    this.#attendance = attendance;
  }

  async find(guild: string, id: string): Promise<Session | undefined> {
    return (await this.#context.database.read().findOne(Session, { id, guild })) ?? undefined;
  }

  async openOn(guild: string, pad: number): Promise<Session | undefined> {
    const openKey = `${guild}:${pad}`;
    return (await this.#context.database.read().findOne(Session, { openKey })) ?? undefined;
  }

  /**
   * The session that somebody means: the one on `pad`, or the only one that they lead, alone or with another.
   * @returns it, or why not: `pad-not-in-use`, `nothing-of-yours`, `which-pad`.
   */
  async meant(guild: string, user: string, pad: number | undefined): Promise<Result<Session, Refusal>> {
    if (pad !== undefined) {
      const session = await this.openOn(guild, pad);
      return session ? ok(session) : err(new Refusal('pad-not-in-use', { pad }));
    }
    const led = (await this.open(guild)).filter(({ host, cohost }) => host === user || cohost === user);
    const [only, another] = led;
    if (!only) {
      return err(new Refusal('nothing-of-yours'));
    }
    return another ? err(new Refusal('which-pad', { pads: led.map((one) => one.pad).join(', ') })) : ok(only);
  }

  async factsOf(session: Session): Promise<SessionFacts> {
    const { id, guild, pad } = session;
    const { names } = await this.#context.settings(guild);
    const over = session.openKey === null;
    const people = await (over ? this.#attendance.everybody([id]) : this.#attendance.present([id]));
    const waiting = over ? [] : await this.#waitlist.of(guild);
    return {
      session,
      name: names[pad - 1],
      people: people.get(id) ?? [],
      waiting: waiting.filter((one) => one.pad === pad).length,
    };
  }

  async open(guild: string): Promise<Session[]> {
    return this.#context.database
      .read()
      .find(Session, { guild, openKey: { $ne: null } }, { orderBy: { pad: 'asc' } });
  }

  /** Those of these guilds that have an open session. */
  async inUse(guilds: readonly string[]): Promise<string[]> {
    const open = await this.#context.database
      .read()
      .find(Session, { guild: { $in: [...guilds] }, openKey: { $ne: null } }, { fields: ['guild'] });
    return [...new Set(open.map(({ guild }) => guild))];
  }

  /** Open sessions of any guild whose time has run out. */
  async expired(): Promise<Session[]> {
    return this.#context.database
      .read()
      .find(Session, { openKey: { $ne: null }, endsAt: { $lte: this.#context.clock.now() } });
  }

  /** All pads of a guild, by number: those of the settings, and those in use that the settings no longer have. */
  async states(guild: string): Promise<PadState[]> {
    const settings = await this.#context.settings(guild);
    const open = await this.open(guild);
    const present = await this.#attendance.present(open.map(({ id }) => id));
    const waiting = await this.#waitlist.of(guild);
    const numbers = new Set(Array.from({ length: settings.pads }, (_, index) => index + 1));
    for (const { pad } of open) {
      numbers.add(pad);
    }
    return [...numbers]
      .sort((a, b) => a - b)
      .map((pad) => {
        const session = open.find((one) => one.pad === pad);
        const line = waiting.filter((one) => one.pad === pad);
        return {
          pad,
          name: settings.names[pad - 1],
          session,
          present: (session && present.get(session.id)) ?? [],
          held: line.find((one) => one.heldUntil),
          line: line.filter((one) => !one.heldUntil),
        };
      });
  }
}
