import type { Migration } from '@mikro-orm/migrations';
import { Migrator } from '@mikro-orm/migrations';
import { dialectOf, type Orm } from './connection.ts';
import { followEntities } from './safe-update.ts';
import { forgetSchemas } from './schema-registry.ts';

export type MigrationClass = new (...args: never[]) => Migration;

export interface NamedMigration {
  readonly name: string;
  readonly class: MigrationClass;
}

/** What was done to a plugin's tables. */
export interface Migrated {
  /** The migrations that ran. */
  readonly ran: readonly string[];
  /** Whether the tables of a plugin without migrations were changed. */
  readonly updated: boolean;
  /** Columns that its entities do not have any more, as `table.column`: their data is kept. */
  readonly kept: readonly string[];
}

/**
 * Brings a plugin's tables up to date: runs the migrations that its own table `<prefix>__migrations` does not have yet,
 * in order, all of them or none. Without any migration it makes safe changes only (nothing is dropped), all or none.
 * Of several processes that do it at once on PostgreSQL, one does and the others find it done.
 * @param shared tables in this ORM that belong to the host.
 */
export async function migrate(
  orm: Orm,
  prefix: string,
  migrations: readonly NamedMigration[],
  shared: readonly string[],
): Promise<Migrated> {
  return alone(orm, prefix, async () => {
    if (migrations.length === 0) {
      return { ran: [], ...(await followEntities(orm, shared)) };
    }
    orm.config.set('migrations', {
      ...orm.config.get('migrations'),
      tableName: `${prefix}__migrations`,
      migrationsList: migrations.map(({ name, class: Class }) => ({ name, class: Class as never })),
      snapshot: false,
      // Whoever asked tells what ran: this would print past the log.
      silent: true,
      // The generation before goes on with the tables as it knows them when one of several fails.
      allOrNothing: true,
      transactional: true,
    });
    const ran = await new Migrator(orm.em as never).up().finally(() => {
      // The migrator makes a schema of its own each time.
      forgetSchemas(({ meta }) => meta.tableName === `${prefix}__migrations`);
    });
    return { ran: ran.map(({ name }) => name), updated: false, kept: [] };
  });
}

/** Keeps other processes from migrating the same tables meanwhile. A process that dies lets go. */
async function alone<T>(orm: Orm, prefix: string, work: () => Promise<T>): Promise<T> {
  const connection = orm.em.getConnection();
  if (dialectOf(orm) === 'sqlite') {
    // An SQLite file is one process's own; and its one connection could not hold a lock and work as well.
    return work();
  }
  return connection.transactional(async (transaction) => {
    const lock = `select pg_advisory_xact_lock(hashtextextended('guildhall migrations of ${prefix}', 0))`;
    await connection.execute(lock, [], 'run', transaction);
    return work();
  });
}
