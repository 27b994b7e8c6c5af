import { type EntityManager, type EntityName, type FilterQuery, raw } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';

/** Rows that have the same in the columns they are grouped by. */
export type Total<E, By extends keyof E> = Pick<E, By> & {
  /** How many rows there are. */
  readonly count: number;
  /** What a column of theirs adds up to; 0 where none was to be added up. */
  readonly sum: number;
};

/**
 * Counts and adds rows up, in the database: a line for each combination of `by` that there is, in no order.
 * @param by at least one column of texts, numbers and such.
 * @param sum a column of whole numbers. @throws RangeError for a sum that no number holds exactly.
 */
export async function totalsOf<E extends object, By extends keyof E & string, Sum extends keyof E & string>(
  em: EntityManager,
  entity: EntityName<E>,
  where: FilterQuery<NoInfer<E>>,
  { by, sum }: { readonly by: readonly By[]; readonly sum?: Sum },
): Promise<Total<E, By>[]> {
  const query = (em as SqlEntityManager).createQueryBuilder(entity);
  const added = sum === undefined ? raw('0') : raw('sum(??)', [sum]);
  const rows = (await query
    .select([...by, raw('count(*)').as('count'), added.as('sum')] as never)
    .where(where as never)
    .groupBy(by as never)
    .execute('all')) as Record<string, unknown>[];
  return rows.map((row) => ({ ...row, count: whole(row.count), sum: whole(row.sum) }) as Total<E, By>);
}

/** Some databases give sums as texts. */
function whole(value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(`${value} is too large to be counted exactly`);
  }
  return number;
}
