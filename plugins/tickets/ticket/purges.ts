import { attempt, automatic, flushOrConflict, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager, FilterQuery } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Purge } from '../entities/purge.ts';
import { Ticket } from '../entities/ticket.ts';
import type { Posts } from '../posts.ts';
import type { Tickets } from './tickets.ts';

/** Tickets whose deletion is begun in one run of the job. */
const step = 25;

/** Milliseconds between two runs: Discord deletes channels one by one in between. */
const pause = 5_000;

/** How old closed tickets must be to be purged, in days. */
export const purgeDays = { min: 0, max: 3650 } as const;

/** Which tickets are to go. */
export interface PurgeWish {
  readonly guild: string;
  readonly before: Date;
  readonly type?: string | null | undefined;
  readonly archivedOnly: boolean;
}

/** How far a purge is. */
export interface PurgeProgress {
  readonly purge: Purge;
  /** Tickets whose channel is still there. */
  readonly left: number;
  /** Those of them that Discord does not let the bot delete. */
  readonly blocked: number;
}

/** Deletes many old tickets, some at a time. Where a process ended, the next one goes on. */
export class Purges {
  readonly #context: Context;
  readonly #tickets: Tickets;
  readonly #posts: Posts;

  constructor(context: Context, tickets: Tickets, posts: Posts) {
    this.#context = context;
    this.#tickets = tickets;
    this.#posts = posts;
  }

  /** How many tickets would go. */
  async count(wish: PurgeWish): Promise<number> {
    return this.#context.database.read().count(Ticket, waiting(wish));
  }

  /** Begins. @returns the purge, or why not: `nothing-to-purge`, `purge-runs`. */
  async start(wish: PurgeWish, by: string, channel: string): Promise<Result<Purge, Refusal>> {
    const { guild } = wish;
    return attempt(this.#context.database, async (em) => {
      const total = await em.count(Ticket, waiting(wish));
      if (total === 0) {
        throw new Refusal('nothing-to-purge');
      }
      const purge = em.create(Purge, {
        ...wish,
        id: this.#context.newId(),
        by,
        total,
        startedAt: this.#context.clock.now(),
        channel,
        runningKey: guild,
      });
      if (await flushOrConflict(em)) {
        throw new Refusal('purge-runs');
      }
      const deed = {
        guild,
        actor: by,
        action: 'purge',
        target: String(total),
        to: wish.before.toISOString(),
      };
      await this.#context.audit.write(em, deed);
      await this.#again(em, purge, 0);
      return purge;
    });
  }

  /** Deletes some more of the tickets; plans the next run until none is left but those that Discord refuses. */
  async run(guild: string, id: string): Promise<void> {
    const purge = await this.find(guild, id);
    if (!purge || purge.finishedAt) {
      return;
    }
    const { database, clock } = this.#context;
    const due = await database
      .read()
      .find(Ticket, waiting(purge), { fields: ['id'], limit: step, orderBy: { number: 'asc' } });
    for (const ticket of due) {
      // Somebody may have opened it again meanwhile: then it stays.
      await this.#tickets.delete(guild, ticket.id, purge.by);
    }
    const { left, blocked } = await this.#progress(purge);
    await database.transaction(async (em) => {
      if (left > blocked) {
        return this.#again(em, purge, pause);
      }
      await em.nativeUpdate(Purge, { id, finishedAt: null }, { finishedAt: clock.now(), runningKey: null });
      await this.#context.audit.write(em, {
        guild,
        actor: automatic,
        action: 'purged',
        target: String(purge.total - left),
      });
      await this.#show(em, purge);
    });
  }

  async find(guild: string, id: string): Promise<Purge | undefined> {
    return (await this.#context.database.read().findOne(Purge, { guild, id })) ?? undefined;
  }

  /** How far it is. */
  async progress(guild: string, id: string): Promise<PurgeProgress | undefined> {
    const purge = await this.find(guild, id);
    return purge && this.#progress(purge);
  }

  async #progress(purge: Purge): Promise<PurgeProgress> {
    const em = this.#context.database.read();
    const going = { ...closedBefore(purge), state: 'deleting' as const };
    const onTheirWay = await em.count(Ticket, going);
    const blocked = await em.count(Ticket, { ...going, problem: { $ne: null } });
    return { purge, left: (await em.count(Ticket, waiting(purge))) + onTheirWay, blocked };
  }

  async #again(em: EntityManager, purge: Purge, after: number): Promise<void> {
    const { guild, id } = purge;
    const runAt = new Date(this.#context.clock.now().getTime() + after);
    await this.#context.jobs.add(em, 'purge', { guild, purge: id }, { runAt, key: `purge:${id}` });
    await this.#show(em, purge);
  }

  #show(em: EntityManager, { guild, id }: Purge): Promise<void> {
    return this.#posts.changed(em, { guild, kind: 'purge', subject: id });
  }
}

const closedBefore = ({ guild, before, type }: PurgeWish) => ({
  guild,
  closedAt: { $lt: before },
  ...(type ? { type } : {}),
});

/** Tickets that are still to be deleted; one that is pinned stays. */
const waiting = (wish: PurgeWish): FilterQuery<Ticket> => ({
  ...closedBefore(wish),
  state: { $in: wish.archivedOnly ? ['archived'] : ['closed', 'archived'] },
  pinnedAt: null,
});
