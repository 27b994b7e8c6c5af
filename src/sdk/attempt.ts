import { DeadlockException, type EntityManager } from '@mikro-orm/core';
import { err, ok, type Result } from '@sapphire/framework';
import type { Database } from './database.ts';
import { Refusal } from './refusal.ts';

/** Somebody else changed what we had read while we changed it. What was read is old: begin anew. */
export class Overtaken extends Error {
  constructor() {
    super('somebody else changed the same row at the same moment, again and again');
    this.name = 'Overtaken';
  }
}

/** How often work that others overtook is begun anew. */
const tries = 20;

/**
 * A transaction that begins anew when `work` throws {@link Overtaken}, or when it and another one wait for each other:
 * then it sees what the others did. So `work` does nothing but read and write with the EntityManager that it gets.
 */
export async function untilDone<T>(database: Database, work: (em: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      const again = error instanceof Overtaken || error instanceof DeadlockException;
      if (!again || attempt >= tries) {
        throw error;
      }
    }
  }
}

/** The same for work that may be refused: when it throws a {@link Refusal}, nothing is written and it is the answer. */
export async function attempt<T>(
  database: Database,
  work: (em: EntityManager) => Promise<T>,
): Promise<Result<T, Refusal>> {
  try {
    return ok(await untilDone(database, work));
  } catch (error) {
    if (error instanceof Refusal) {
      return err(error);
    }
    throw error;
  }
}
