import { attempt, automatic, compareAndSet, Overtaken, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Rating } from '../entities/rating.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import type { Deed } from '../ticket/changes.ts';

export const mostStars = 5;
export const commentLimit = 1000;

/** How long after a ticket was closed its creator can say, and say something else, in days. */
export const ratingDays = 14;

const day = 24 * 60 * 60_000;

/** What creators of tickets think of them. Each closing is asked about once. */
export class Ratings {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** A ticket was closed, in the transaction of that: its creator is asked, where its type says so. */
  async follow(em: EntityManager, ticket: Ticket, { action }: Deed): Promise<void> {
    const { id, guild, creator, version } = ticket;
    if (action !== 'close' || !/^\d+$/.test(creator)) {
      return;
    }
    const type = await em.findOne(TicketType, { id: ticket.type }, { disableIdentityMap: true });
    if (!type?.askRating) {
      return;
    }
    const rating = em.create(Rating, {
      id: this.#context.newId(),
      guild,
      ticket: id,
      closing: `${id}:${version}`,
      user: creator,
      askedAt: this.#context.clock.now(),
    });
    await em.flush();
    await this.#context.jobs.add(em, 'ask-rating', { guild, rating: rating.id }, { key: `ask:${rating.id}` });
  }

  async find(id: string): Promise<Rating | undefined> {
    return (await this.#context.database.read().findOne(Rating, { id })) ?? undefined;
  }

  /** What was said of a ticket, the last closing first. */
  async of(ticket: string): Promise<Rating[]> {
    return this.#context.database
      .read()
      .find(Rating, { ticket, stars: { $ne: null } }, { orderBy: { askedAt: 'desc' } });
  }

  /** @param stars from 1 to 5. @returns the rating, or why not: `not-your-rating`, `rating-over`. */
  async rate(id: string, user: string, stars: number): Promise<Result<Rating, Refusal>> {
    if (!Number.isInteger(stars) || stars < 1 || stars > mostStars) {
      throw new RangeError(`a rating has 1 to ${mostStars} stars, not ${stars}`);
    }
    return this.#say(id, user, { stars });
  }

  /** Adds words to a rating. @returns it, or why not: `not-your-rating`, `rating-over`. */
  async comment(id: string, user: string, comment: string): Promise<Result<Rating, Refusal>> {
    return this.#say(id, user, { comment: comment.trim().slice(0, commentLimit) || null });
  }

  /** Whether its creator can still say something else. */
  isOver({ askedAt }: Rating): boolean {
    return this.#context.clock.now().getTime() - askedAt.getTime() > ratingDays * day;
  }

  /** It stands in the log channel now. */
  async shown(id: string, logChannel: string, logMessage: string): Promise<void> {
    await this.#context.database.transaction((em) =>
      em.nativeUpdate(Rating, { id }, { logChannel, logMessage }),
    );
  }

  async #say(
    id: string,
    user: string,
    change: Pick<Partial<Rating>, 'stars' | 'comment'>,
  ): Promise<Result<Rating, Refusal>> {
    const { database, clock, audit, jobs } = this.#context;
    return attempt(database, async (em) => {
      const rating = await em.findOne(Rating, { id }, { disableIdentityMap: true });
      if (!rating || rating.user !== user) {
        throw new Refusal('not-your-rating');
      }
      if (this.isOver(rating)) {
        throw new Refusal('rating-over', { days: ratingDays });
      }
      const { guild, ticket } = rating;
      const next = { ...change, ratedAt: clock.now() };
      // Who is forgotten meanwhile has no rating any more.
      if (!(await compareAndSet(em, Rating, { id, user }, next))) {
        throw new Overtaken();
      }
      const rated = await em.findOne(Ticket, { id: ticket }, { fields: ['number'] });
      if (change.stars !== undefined && change.stars !== rating.stars) {
        await audit.write(em, {
          guild,
          actor: user,
          action: 'rate',
          target: String(rated?.number ?? ''),
          ...(rating.stars && { from: rating.stars }),
          to: change.stars,
        });
      }
      await jobs.add(em, 'show-rating', { guild, rating: id }, { key: `rating:${id}` });
      return { ...rating, ...next };
    });
  }
}

/** Who says that a rating is about them: staff of the ticket, or nobody. */
export function ratedStaff({
  claimedBy,
  firstAnswerBy,
  closedBy,
  creator,
}: Pick<Ticket, 'claimedBy' | 'firstAnswerBy' | 'closedBy' | 'creator'>): string | null {
  const closer = closedBy && closedBy !== automatic && closedBy !== creator ? closedBy : null;
  return claimedBy ?? firstAnswerBy ?? closer;
}
