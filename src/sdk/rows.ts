import { setImmediate as breath } from 'node:timers/promises';
import type { EntityManager, EntityName, FilterQuery, FindOptions } from '@mikro-orm/core';

export interface RowsOptions<K extends string, By extends string> {
  /** What of each row is read; its primary key always is. */
  readonly fields: readonly K[];
  /**
   * The rows come in the order of it, or of several: no two rows of the filter have the same in all of them, and none has
   * none. Quick is what an index of the table ends with, after columns that the filter names: with an index of `guild`
   * and `number`, `number` in a guild.
   */
  readonly by: By | readonly By[];
  /** `asc` when it is not said. */
  readonly order?: 'asc' | 'desc';
  /** How many are read at once. */
  readonly size?: number;
}

/**
 * Reads very many rows, some at a time, as plain data: entities cost ten times as much, and nobody changes these. Other
 * things happen between two readings, so a row that changes meanwhile is read as it was or as it is.
 * @param em outside of a transaction, or the transaction's.
 */
export async function* rowsOf<E extends object, K extends keyof E & string, By extends keyof E & string>(
  em: EntityManager,
  entity: EntityName<E>,
  where: FilterQuery<NoInfer<E>>,
  { fields, by, order = 'asc', size = 2_000 }: RowsOptions<K, By>,
): AsyncGenerator<Pick<E, K | By>[]> {
  const columns = typeof by === 'string' ? [by] : by;
  const properties = em.getMetadata(entity).properties as Readonly<Record<string, { customType?: Reader }>>;
  const wanted = [...new Set<string>([...fields, ...columns])];
  // As the database keeps them: those that are more than a text, a number or a date, such as JSON.
  const kept = wanted.flatMap((name) => {
    const type = properties[name]!.customType;
    return type ? [{ name, type }] : [];
  });
  for (let after: object = {}; ; ) {
    const options = {
      fields: wanted,
      orderBy: columns.map((column) => ({ [column]: order })),
      limit: size,
      ctx: em.getTransactionContext(),
    } as unknown as FindOptions<E>;
    const filter = { $and: [where, after] } as FilterQuery<E>;
    const rows = (await em.getDriver().find<E>(entity, filter, options)) as Record<string, unknown>[];
    for (const row of rows) {
      for (const { name, type } of kept) {
        row[name] = row[name] == null ? null : type.convertToJSValue(row[name], em.getPlatform());
      }
    }
    if (rows.length > 0) {
      yield rows as Pick<E, K | By>[];
    }
    if (rows.length < size) {
      return;
    }
    after = behind(rows.at(-1)!, columns, order === 'asc' ? '$gt' : '$lt');
    await breath();
  }
}

/** What comes after a row. That the first column is not before it says where to begin in an index. */
function behind(
  row: Readonly<Record<string, unknown>>,
  [first, ...others]: readonly string[],
  beyond: '$gt' | '$lt',
): object {
  const further = { [first!]: { [beyond]: row[first!] } };
  return others.length === 0
    ? further
    : {
        $and: [
          { [first!]: { [`${beyond}e`]: row[first!] } },
          { $or: [further, behind(row, others, beyond)] },
        ],
      };
}

interface Reader {
  convertToJSValue(value: unknown, platform: unknown): unknown;
}
