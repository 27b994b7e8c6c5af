import {
  type EntityManager,
  type EntityName,
  type FilterQuery,
  type FindOptions,
  type RequiredEntityData,
  UniqueConstraintViolationException,
} from '@mikro-orm/core';

/** The plugin's own tables. Every generation has its own entities on the one shared connection. */
export interface Database {
  /** A fresh EntityManager for reading. */
  read(): EntityManager;
  /**
   * Runs `work` in one transaction. Inside, use the given EntityManager and no other: SQLite has one connection, and
   * waiting for a second one would never end. Jobs and audit entries written with it are there only if it commits.
   */
  transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T>;
}

/**
 * Writes what is pending. @returns the name of the unique property or index that another row already holds, or
 * undefined when all was written. After a conflict the transaction is spent on PostgreSQL: let it end by throwing, or
 * call this as the last step of it.
 */
export async function flushOrConflict(em: EntityManager): Promise<string | undefined> {
  try {
    await em.flush();
    return undefined;
  } catch (error) {
    const conflict = conflictOf(error);
    if (conflict === undefined) {
      throw error;
    }
    return conflict;
  }
}

/** The unique index (or, on SQLite, the columns of it) that an error of the database is about. */
export function conflictOf(error: unknown): string | undefined {
  if (!(error instanceof UniqueConstraintViolationException)) {
    return undefined;
  }
  const cause = error as { constraint?: string; message: string };
  return (
    cause.constraint ??
    /UNIQUE constraint failed: (.+)/.exec(cause.message)?.[1]?.replace(/\w+\./g, '') ??
    /for key '(?:.*\.)?([^']+)'/.exec(cause.message)?.[1] ??
    'unknown'
  );
}

/**
 * Changes the rows that still are as `where` says, in one statement. @returns whether there was one: of two who try
 * at the same moment, one is told `false`.
 */
export async function compareAndSet<E extends object>(
  em: EntityManager,
  entity: EntityName<E>,
  where: FilterQuery<NoInfer<E>>,
  change: Partial<RequiredEntityData<NoInfer<E>>>,
): Promise<boolean> {
  return (await em.nativeUpdate(entity, where, change as never)) > 0;
}

/** One page of a list. */
export interface Page<E> {
  readonly rows: E[];
  /** Counted from 0; the last page when a later one was asked for. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** Reads page `page` (from 0) of `size` rows. A page behind the end gives the last one. */
export async function pageOf<E extends object>(
  em: EntityManager,
  entity: EntityName<E>,
  where: FilterQuery<NoInfer<E>>,
  options: { readonly page: number; readonly size: number } & Pick<FindOptions<NoInfer<E>>, 'orderBy'>,
): Promise<Page<E>> {
  const total = await em.count(entity, where as never);
  const pages = Math.max(1, Math.ceil(total / options.size));
  const page = Math.min(Math.max(0, options.page), pages - 1);
  const rows = await em.find(
    entity,
    where as never,
    {
      ...(options.orderBy ? { orderBy: options.orderBy } : {}),
      limit: options.size,
      offset: page * options.size,
    } as FindOptions<NoInfer<E>>,
  );
  return { rows: rows as E[], page, pages, total };
}
