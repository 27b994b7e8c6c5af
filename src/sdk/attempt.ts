import type { EntityManager } from '@mikro-orm/core';
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
 * A transaction that may be refused: when `work` throws a {@link Refusal}, nothing is written and it is the answer.
 * When it throws {@link Overtaken}, it begins anew in a transaction of its own, and sees what the others did.
 */
export async function attempt<T>(
  database: Database,
  work: (em: EntityManager) => Promise<T>,
): Promise<Result<T, Refusal>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return ok(await database.transaction(work));
    } catch (error) {
      if (error instanceof Refusal) {
        return err(error);
      }
      if (!(error instanceof Overtaken) || attempt >= tries) {
        throw error;
      }
    }
  }
}
