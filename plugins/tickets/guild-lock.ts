import { type EntityManager, LockMode } from '@mikro-orm/core';
import { Counter } from './entities/counter.ts';

/**
 * Keeps a guild from all others who open a ticket in it, or add what a guild has only so many of, until the transaction ends:
 * what is counted after this is as many as there are. Whoever locks more than this locks it first.
 */
export async function lockGuild(em: EntityManager, guild: string): Promise<void> {
  // The row is there before it is locked: of two at once in a new guild, one waits for the other.
  await em.upsert(Counter, { guild, last: 0 }, { onConflictAction: 'ignore', disableIdentityMap: true });
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  await em.findOneOrFail(Counter, { guild }, { lockMode, disableIdentityMap: true });
}
