import type { EntityManager } from '@mikro-orm/core';
import { err, ok, type Result } from '@sapphire/framework';
import type { Database } from './database.ts';
import { Refusal } from './refusal.ts';

/** A transaction that may be refused: when `work` throws a {@link Refusal}, nothing is written and it is the answer. */
export async function attempt<T>(
  database: Database,
  work: (em: EntityManager) => Promise<T>,
): Promise<Result<T, Refusal>> {
  try {
    return ok(await database.transaction(work));
  } catch (error) {
    if (error instanceof Refusal) {
      return err(error);
    }
    throw error;
  }
}
