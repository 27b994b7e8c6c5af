import type { Migration } from '@mikro-orm/migrations';
import { Migrator } from '@mikro-orm/migrations';
import type { Orm } from './connection.ts';

export type MigrationClass = new (...args: never[]) => Migration;

export interface NamedMigration {
  readonly name: string;
  readonly class: MigrationClass;
}

/**
 * Brings a plugin's tables up to date: runs the migrations that its own table `<prefix>__migrations` does not have yet.
 * Without any migration it makes safe changes only (nothing is dropped).
 * @returns the names of what ran.
 */
export async function migrate(
  orm: Orm,
  prefix: string,
  migrations: readonly NamedMigration[],
  shared: readonly string[],
): Promise<string[]> {
  if (migrations.length === 0) {
    orm.config.get('schemaGenerator').skipTables = [...shared];
    await orm.schema.update({ safe: true });
    return [];
  }
  orm.config.set('migrations', {
    ...orm.config.get('migrations'),
    tableName: `${prefix}__migrations`,
    migrationsList: migrations.map(({ name, class: Class }) => ({ name, class: Class as never })),
    snapshot: false,
    // Whoever asked tells what ran: this would print past the log.
    silent: true,
    // Each migration stands alone: what ran before a failed one is kept and not run again.
    allOrNothing: false,
    transactional: true,
  });
  const ran = await new Migrator(orm.em as never).up();
  return ran.map(({ name }) => name);
}
