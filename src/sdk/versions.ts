import type { EntityManager, EntityName, FilterQuery, RequiredEntityData } from '@mikro-orm/core';
import { Overtaken } from './attempt.ts';
import { compareAndSet } from './database.ts';

/** A row that counts its changes: whoever wants to change it says which version they saw. */
export interface Versioned {
  readonly version: number;
}

/**
 * Changes a row that still is of the version that was seen, and counts its version up: whoever else saw it as it was
 * before begins anew.
 * @returns the row as it is then. @throws Overtaken when somebody else changed it since.
 */
export async function changeSeen<E extends Versioned, S extends E>(
  em: EntityManager,
  entity: EntityName<E>,
  seen: S,
  change: Partial<NoInfer<E>>,
): Promise<S> {
  const next = { ...change, version: seen.version + 1 };
  const { primaryKeys } = em.getMetadata<E>(entity);
  const row = Object.fromEntries([...primaryKeys, 'version' as const].map((key) => [key, seen[key]]));
  if (!(await compareAndSet<E>(em, entity, row as never, next as never))) {
    throw new Overtaken();
  }
  return { ...seen, ...next };
}

/**
 * Changes all rows that are as `where` says, and counts their versions up: whoever saw one of them as it was before begins
 * anew. @param change makes that no row is as `where` says any more.
 */
export async function changeAll<E extends Versioned>(
  em: EntityManager,
  entity: EntityName<E>,
  where: FilterQuery<NoInfer<E>>,
  change: Partial<RequiredEntityData<NoInfer<E>>>,
): Promise<void> {
  // All of one version go in one statement.
  for (;;) {
    const row = await em.findOne<E>(entity, where as never, { disableIdentityMap: true });
    if (!row) {
      return;
    }
    const { version } = row as Versioned;
    await em.nativeUpdate<E>(
      entity,
      { $and: [where, { version }] } as never,
      { ...change, version: version + 1 } as never,
    );
  }
}
