import { attempt, changeSeen, conflictOf, Overtaken, rowsOf } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Activity } from '../entities/activity.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import type { Deed } from '../ticket/changes.ts';
import type { Timers } from './timers.ts';

/** Who a message in a ticket is from: staff, or its creator and those who were added. */
export type Side = 'staff' | 'guest';

type Matter = Pick<Ticket, 'id' | 'guild' | 'type' | 'state' | 'openedAt'>;

/** A ticket, and the channel or thread that is listened to. */
type Listening = Pick<Ticket, 'id' | 'channel' | 'number'>;

/** Somebody wrote in a ticket. */
export interface Said {
  readonly side: Side;
  readonly by: string;
  readonly at: Date;
}

/**
 * A message so soon after the last one of the same side is not written down, in ms: timers look into the channel before
 * they do anything.
 */
const usualPrecision = 60_000;

/** Keeps who wrote last in each ticket. */
export class Activities {
  readonly #context: Context;
  readonly #timers: Timers;

  constructor(context: Context, timers: Timers) {
    this.#context = context;
    this.#timers = timers;
  }

  /** What is known of a ticket. */
  async of(ticket: string): Promise<Activity | undefined> {
    return (await this.#context.database.read().findOne(Activity, { ticket })) ?? undefined;
  }

  /** The open tickets of a guild, some at a time: what is written in them is listened to. */
  listening(guild: string): AsyncGenerator<Listening[]> {
    const where = { guild, state: 'open', channel: { $ne: null } } as const;
    return rowsOf(this.#context.database.read(), Ticket, where, { fields: ['id', 'channel'], by: 'number' });
  }

  /**
   * Writes down that somebody wrote. Older messages than those that are known do no harm.
   * @param exact whether a message right after the last one counts too.
   */
  async note(ticket: Matter, said: Said, exact = false): Promise<void> {
    const known = await this.of(ticket.id);
    if (known && !isNews(known, said, exact ? 1 : usualPrecision)) {
      return;
    }
    await this.#change(ticket, async (em, seen) => {
      const { side, by, at } = said;
      if (side === 'guest') {
        const waits = !seen.staffAt || at > seen.staffAt;
        return {
          guestAt: later(seen.guestAt, at),
          askedAt: waits ? earlier(seen.askedAt, at) : seen.askedAt,
        };
      }
      await em.nativeUpdate(
        Ticket,
        { id: ticket.id, firstAnswerAt: null },
        { firstAnswerAt: at, firstAnswerBy: by },
      );
      const answered = seen.askedAt && at >= seen.askedAt;
      return { staffAt: later(seen.staffAt, at), askedAt: answered ? null : seen.askedAt };
    });
  }

  /**
   * The creator of a ticket is not on the server any more. @param watchedFrom where nobody saw them leave: from when on it
   * would have been seen. Of a ticket that was opened again after that they left before.
   */
  async left(ticket: Matter, watchedFrom?: Date): Promise<void> {
    const now = this.#context.clock.now();
    await this.#change(ticket, async (_em, { leftAt, since }) => {
      if (leftAt) {
        return undefined;
      }
      const openedAgain = since > ticket.openedAt;
      const before = watchedFrom !== undefined && openedAgain && since >= watchedFrom;
      return { leftAt: before ? new Date(since.getTime() - 1) : now, returnedAt: null };
    });
  }

  /** The creator of a ticket is on the server: staff are told, by a timer, where they had been told otherwise. */
  async returned(ticket: Matter): Promise<void> {
    const returnedAt = this.#context.clock.now();
    await this.#change(ticket, async (_em, { leftAt }) =>
      leftAt ? { leftAt: null, returnedAt } : undefined,
    );
  }

  /** A ticket is open for the first time, or again, or is another one's now, in the transaction of that change. */
  async follow(em: EntityManager, ticket: Ticket, { action, from }: Deed): Promise<void> {
    const { id, guild, state, openedAt } = ticket;
    if (action === 'creator') {
      // Who left was somebody else.
      await em.nativeUpdate(Activity, { ticket: id }, { leftAt: null, returnedAt: null });
    }
    if (state !== 'open' || action !== 'state') {
      return;
    }
    if (from === 'reopening') {
      // What was written before is over: nobody waits for anything until somebody writes.
      const since = this.#context.clock.now();
      await em.nativeUpdate(Activity, { ticket: id }, { since, guestAt: null, staffAt: null, askedAt: null });
      await this.#doubtCreator(em, ticket, since);
    } else if ((await em.count(Activity, { ticket: id })) > 0) {
      // Its creator left before it had a channel.
      await em.nativeUpdate(Activity, { ticket: id }, { askedAt: openedAt });
    } else {
      em.create(Activity, { ticket: id, guild, since: openedAt, askedAt: openedAt, version: 1 });
      await em.flush();
    }
  }

  /** While a ticket is closed nobody looks whether its creator is there, if the bot is away when they leave. */
  async #doubtCreator(em: EntityManager, { id, guild, type }: Ticket, since: Date): Promise<void> {
    const row = await em.findOne(TicketType, { id: type }, { disableIdentityMap: true });
    if (row && row.onLeave !== 'nothing') {
      const from = since.toISOString();
      await this.#context.jobs.add(
        em,
        'check-creators',
        { guild, ticket: id, from },
        { key: `creator:${id}` },
      );
    }
  }

  async #change(
    matter: Matter,
    work: (em: EntityManager, seen: Activity) => Promise<Partial<Activity> | undefined>,
  ): Promise<void> {
    const { id, guild, openedAt } = matter;
    const { database } = this.#context;
    const done = await attempt(database, async (em) => {
      const seen =
        (await em.findOne(Activity, { ticket: id }, { disableIdentityMap: true })) ??
        (await this.#first(em, { ticket: id, guild, since: openedAt }));
      const change = await work(em, seen);
      if (!change) {
        return;
      }
      await changeSeen(em, Activity, seen, change);
      await this.#timers.plan(em, matter);
    });
    done.unwrap();
  }

  async #first(em: EntityManager, begun: Pick<Activity, 'ticket' | 'guild' | 'since'>): Promise<Activity> {
    const first = em.create(Activity, { ...begun, version: 1 });
    await em.flush().catch((error) => {
      throw conflictOf(error) ? new Overtaken() : error;
    });
    return { ...first };
  }
}

/** When the newest message was written that is known of. */
export const newestKnown = ({ guestAt, staffAt, since }: Activity): Date =>
  [guestAt, staffAt].reduce<Date>((last, at) => (at && at > last ? at : last), since);

/** Whether a message says more than is known. */
function isNews(
  { since, guestAt, staffAt, askedAt }: Activity,
  { side, at }: Said,
  precision: number,
): boolean {
  if (at < since) {
    return false;
  }
  const [own, other] = side === 'guest' ? [guestAt, staffAt] : [staffAt, guestAt];
  if (!own || (other && other > own)) {
    return true;
  }
  // Somebody asked for the first time, or was answered.
  const turns = side === 'guest' ? !askedAt || at < askedAt : askedAt && at >= askedAt;
  return Boolean(turns) || at.getTime() - own.getTime() >= precision;
}

const later = (known: Date | null | undefined, at: Date) => (known && known > at ? known : at);
const earlier = (known: Date | null | undefined, at: Date) => (known && known < at ? known : at);
