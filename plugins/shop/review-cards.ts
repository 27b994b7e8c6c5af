import { automatic, LiveMessageBook } from '@guildhall/sdk';
import type { Context } from './context.ts';
import { ReviewCard } from './entities/review-card.ts';

export type ReviewCards = LiveMessageBook<{ guild: string; order: string }, ReviewCard>;

/** Keeps what is known of the messages that show orders to staff. */
export function reviewCards({ database, clock, newId, jobs, audit }: Context): ReviewCards {
  return new LiveMessageBook({
    database,
    clock,
    newId,
    entity: ReviewCard,
    draw: (em, thing, runAt) =>
      jobs.add(em, 'show-card', { ...thing }, { runAt, key: `card:${thing.order}` }),
    blocked: (em, { guild }, channel, reason) =>
      audit.write(em, { guild, actor: automatic, action: 'card-blocked', target: channel, reason }),
  });
}
