import { DatabaseSchema } from '@mikro-orm/sql';
import type { Orm } from './connection.ts';

/** A field was taken out of an entity, and its column must have a value: new rows could not be written any more. */
export class ColumnNeeded extends Error {
  constructor(column: string) {
    super(
      `the column ${column} is not in the entities any more, and a new row needs a value there: keep the field, or write a migration`,
    );
    this.name = 'ColumnNeeded';
  }
}

/** A new field must have a value, and the rows that are there have none. */
export class ValueNeeded extends Error {
  constructor(column: string) {
    super(
      `the column ${column} is new, and the rows that are there have no value for it: give the field a default, make it nullable, or write a migration`,
    );
    this.name = 'ValueNeeded';
  }
}

/**
 * Changes the tables to fit the entities: what is new is added, nothing is dropped, and either all of it is done or
 * nothing. @param shared tables in this ORM that are left alone.
 * @throws ColumnNeeded, ValueNeeded
 */
export async function followEntities(
  orm: Orm,
  shared: readonly string[],
): Promise<{ readonly updated: boolean; readonly kept: readonly string[] }> {
  orm.config.get('schemaGenerator').skipTables = [...shared];
  const kept = await leftOver(orm, shared);
  const sql = await orm.schema.getUpdateSchemaSQL({ safe: true, wrap: false });
  const statements = sql.split(/;\n/).filter((statement) => statement.trim() !== '');
  const connection = orm.em.getConnection();
  await connection.transactional(async (transaction) => {
    for (const statement of statements) {
      await connection.execute(statement, [], 'run', transaction);
    }
  });
  return { updated: statements.length > 0, kept };
}

/** The columns that no entity has. @throws ColumnNeeded, ValueNeeded */
async function leftOver(orm: Orm, shared: readonly string[]): Promise<string[]> {
  const own = [...orm.getMetadata().getAll().values()].filter(
    ({ tableName }) => tableName && !shared.includes(tableName),
  );
  const found = await DatabaseSchema.create(orm.em.getConnection(), orm.em.getPlatform(), orm.config);
  return own.flatMap((meta) => {
    const fields = new Set(meta.props.flatMap(({ fieldNames }) => fieldNames ?? []));
    const columns = found.getTable(meta.tableName)?.getColumns() ?? [];
    const known = new Set(columns.map(({ name }) => name));
    const empty = meta.props.find(
      ({ persist, nullable, default: value, defaultRaw, fieldNames: [field = ''] = [] }) =>
        known.size > 0 &&
        persist !== false &&
        !nullable &&
        value === undefined &&
        defaultRaw === undefined &&
        field &&
        !known.has(field),
    );
    if (empty) {
      throw new ValueNeeded(`${meta.tableName}.${empty.fieldNames[0]}`);
    }
    return columns
      .filter(({ name }) => !fields.has(name))
      .map(({ name, nullable, default: byDefault }) => {
        const column = `${meta.tableName}.${name}`;
        if (!nullable && byDefault == null) {
          throw new ColumnNeeded(column);
        }
        return column;
      });
  });
}
