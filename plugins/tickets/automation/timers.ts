import { automatic, compareAndSet } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Activity } from '../entities/activity.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import { Timer } from '../entities/timer.ts';
import type { Deed } from '../ticket/changes.ts';
import { Calendar } from './calendar.ts';
import { counts, hasTimers, timerKinds, type WantedTimer, wantedTimers } from './timer-rules.ts';

/** Tickets at a time, where all of a guild are gone through. */
const step = 200;

/** A timer that nobody worked on for so long after it was due is looked at again, in ms. */
const patience = 5 * 60_000;

/** Something that is to happen now. */
export interface DueTimer {
  readonly timer: Timer;
  readonly ticket: Ticket;
  readonly type: TicketType;
  readonly activity: Activity;
  /** When the ticket is closed if nothing happens; undefined: it is not. */
  readonly closesAt: Date | undefined;
  readonly calendar: Calendar;
}

/**
 * What happens in tickets by itself. The timers of a ticket follow from who wrote when and from its type, each time anew;
 * the rows keep which of them are done, so that none is done twice.
 */
export class Timers {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Has the timers of a ticket looked at by their job, in this transaction. @param runAt at the latest; now, when left
   * out. Whoever wants it later takes nothing from whoever wants it now.
   */
  async soon(em: EntityManager, { id, guild }: Pick<Ticket, 'id' | 'guild'>, runAt?: Date): Promise<void> {
    const options = { key: keyOf(id), ...(runAt && { runAt, keepEarlier: true }) };
    await this.#context.jobs.add(em, 'timers', { guild, ticket: id }, options);
  }

  /** A ticket changed, in the transaction of that change: what is not open has no timers. */
  async follow(em: EntityManager, ticket: Ticket, { action, actor, from }: Deed): Promise<void> {
    if (ticket.state !== 'open') {
      if (from !== 'open') {
        return;
      }
      if (action === 'close' && actor === automatic) {
        const { guild, id } = ticket;
        await this.#context.jobs.add(em, 'tell-closed', { guild, ticket: id }, { key: `closed:${id}` });
      }
      await em.nativeDelete(Timer, { ticket: ticket.id, doneAt: null });
      await this.#context.jobs.cancel(em, keyOf(ticket.id));
      return;
    }
    await this.plan(em, ticket);
  }

  /** Something is known that decides about the timers of a ticket, in this transaction. */
  async plan(em: EntityManager, ticket: Pick<Ticket, 'id' | 'guild' | 'type' | 'state'>): Promise<void> {
    if (ticket.state !== 'open') {
      return;
    }
    const type = await em.findOne(TicketType, { id: ticket.type }, { disableIdentityMap: true });
    if (type && hasTimers(type)) {
      await this.soon(em, ticket);
    }
  }

  /**
   * Makes the timers of a ticket as they are to be, and has their job come back when the next one is due.
   * @returns the first one that is due; undefined where none is.
   */
  async next(guild: string, id: string): Promise<DueTimer | undefined> {
    const { database, clock } = this.#context;
    // In a transaction nobody else may be asked anything.
    const guildZone = await this.#context.timeZone(guild);
    return database.transaction(async (em) => {
      const ticket = await em.findOne(Ticket, { id, guild }, { disableIdentityMap: true });
      const type =
        ticket && (await em.findOne(TicketType, { id: ticket.type }, { disableIdentityMap: true }));
      const activity = await em.findOne(Activity, { ticket: id }, { disableIdentityMap: true });
      if (!type || !activity) {
        return undefined;
      }
      const there = await em.find(Timer, { ticket: id }, { disableIdentityMap: true });
      const calendar = calendarOf(type, guildZone);
      const wanted = wantedTimers({ ticket, type, activity, calendar, timers: there });
      const timers = await this.#write(em, ticket, there, wanted);
      const waiting = timers.filter(({ doneAt }) => !doneAt);
      const now = clock.now();
      const timer = timerKinds
        .flatMap((name) => waiting.find(({ kind }) => kind === name) ?? [])
        .find(({ dueAt }) => dueAt <= now);
      const [first] = waiting.map(({ dueAt }) => dueAt).sort((a, b) => a.getTime() - b.getTime());
      if (!timer && first) {
        await this.soon(em, ticket, first);
      }
      if (!timer) {
        return undefined;
      }
      // Whoever is told now is told when it ends: later, where they are told late.
      const told = timers.map((one) => (one === timer ? { ...one, doneAt: now } : one));
      const end = wantedTimers({ ticket, type, activity, calendar, timers: told }).find(
        ({ kind }) => kind === (timer.kind === 'left' ? 'left-close' : 'close'),
      );
      return { timer, ticket, type, activity, calendar, closesAt: end?.dueAt };
    });
  }

  /** It happened. @param doneAt now, when left out. @returns whether nobody else had written that down before. */
  async done({ ticket, kind, since }: Timer, doneAt = this.#context.clock.now()): Promise<boolean> {
    const seen = { ticket, kind, since, doneAt: null };
    return this.#context.database.transaction((em) => compareAndSet(em, Timer, seen, { doneAt }));
  }

  /** What is still to come in a ticket, the next first. */
  async of(ticket: string): Promise<Timer[]> {
    return this.#context.database
      .read()
      .find(Timer, { ticket, doneAt: null }, { orderBy: { dueAt: 'asc', kind: 'asc' } });
  }

  /** When staff of a type are there. */
  async calendarOf(type: TicketType): Promise<Calendar> {
    return calendarOf(type, await this.#context.timeZone(type.guild));
  }

  /** A type is another one now: the timers of its tickets are planned anew, in this transaction. */
  async typeChanged(em: EntityManager, guild: string, type: string): Promise<void> {
    await this.#context.jobs.add(em, 'replan-timers', { guild, type }, { key: `replan:${type}` });
  }

  /** Has the timers of open tickets looked at: of one type, or of those that go by the guild's clock. */
  async replan(guild: string, type?: string): Promise<void> {
    const { database } = this.#context;
    const types = await database.read().find(TicketType, { guild, ...(type && { id: type }) });
    // Of all types, only those go by the guild's clock that have hours and no zone of their own.
    const meant = types.filter(({ hours, hoursZone }) => type !== undefined || (hours && !hoursZone));
    if (meant.length === 0) {
      return;
    }
    const of = { guild, state: 'open', type: { $in: meant.map(({ id }) => id) } } as const;
    for (let after = ''; ; ) {
      const open = await database.transaction(async (em) => {
        const tickets = await em.find(
          Ticket,
          { ...of, id: { $gt: after } },
          { orderBy: { id: 'asc' }, limit: step, fields: ['guild'] },
        );
        for (const ticket of tickets) {
          await this.soon(em, ticket);
        }
        return tickets;
      });
      if (open.length < step) {
        return;
      }
      after = open.at(-1)!.id;
    }
  }

  /**
   * Has timers looked at that should be done by now: their job was given up. One query, where there are none.
   * @param isOn whether a guild has the feature: where it has not, timers stay late, and nobody else's wait behind them.
   */
  async sweep(isOn: (guild: string) => Promise<boolean>): Promise<void> {
    const { database, clock } = this.#context;
    const before = new Date(clock.now().getTime() - patience);
    const on = new Map<string, boolean>();
    for (let after = ''; ; ) {
      const off = [...on.keys()].filter((guild) => !on.get(guild));
      const late = await database.read().find(
        Timer,
        {
          doneAt: null,
          dueAt: { $lt: before },
          ticket: { $gt: after },
          ...(off.length > 0 && { guild: { $nin: off } }),
        },
        { limit: step, orderBy: { ticket: 'asc' }, disableIdentityMap: true },
      );
      for (const { guild } of late) {
        on.set(guild, on.get(guild) ?? (await isOn(guild)));
      }
      const wanted = new Map(late.flatMap(({ ticket, guild }) => (on.get(guild) ? [[ticket, guild]] : [])));
      await database.transaction(async (em) => {
        for (const [id, guild] of wanted) {
          await this.soon(em, { id, guild });
        }
      });
      if (late.length < step) {
        return;
      }
      after = late.at(-1)!.ticket;
    }
  }

  /** The tickets of a person that are not over: one that is closed may be opened again. */
  async ofCreator(guild: string, creator: string): Promise<Ticket[]> {
    const over = ['deleting', 'deleted', 'failed'] as const;
    return this.#context.database.read().find(Ticket, { guild, creator, state: { $nin: [...over] } });
  }

  /** The open tickets for which it matters whether their creator is a member, some at a time. */
  async *watchingCreators(guild: string, limit: number): AsyncGenerator<Ticket[]> {
    const { database } = this.#context;
    const types = await database
      .read()
      .find(TicketType, { guild, onLeave: { $ne: 'nothing' } }, { fields: ['id'] });
    const of = { guild, state: 'open', type: { $in: types.map(({ id }) => id) } } as const;
    for (let after = ''; types.length > 0; ) {
      const tickets: Ticket[] = await database
        .read()
        .find(Ticket, { ...of, id: { $gt: after } }, { orderBy: { id: 'asc' }, limit });
      yield tickets;
      if (tickets.length < limit) {
        return;
      }
      after = tickets.at(-1)!.id;
    }
  }

  /** Writes the timers that differ. What is done stays written down while it counts. */
  async #write(
    em: EntityManager,
    { id, guild }: Ticket,
    there: readonly Timer[],
    wanted: readonly WantedTimer[],
  ): Promise<Timer[]> {
    const gone = there.filter(({ kind, doneAt }) => !doneAt && !wanted.some((one) => one.kind === kind));
    if (gone.length > 0) {
      await em.nativeDelete(Timer, { ticket: id, kind: { $in: gone.map(({ kind }) => kind) } });
    }
    const timers: Timer[] = [];
    for (const one of wanted) {
      const { kind, since, dueAt } = one;
      const known = there.find((timer) => timer.kind === kind);
      const same = known?.since.getTime() === since.getTime();
      const stays = known?.doneAt ? counts(known.doneAt, one) : known?.dueAt.getTime() === dueAt.getTime();
      if (known && same && stays) {
        timers.push(known);
        continue;
      }
      const next = { ticket: id, kind, guild, since, dueAt, doneAt: null };
      await em.upsert(Timer, next, { disableIdentityMap: true });
      timers.push(next);
    }
    return timers;
  }
}

const calendarOf = ({ hours, hoursZone, holidays }: TicketType, guildZone: string) =>
  new Calendar(hours, hoursZone || guildZone, holidays);

const keyOf = (ticket: string) => `timers:${ticket}`;
