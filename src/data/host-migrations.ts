import type { Dialect } from './connection.ts';
import { Host as HostOnPostgres } from './migrations/postgresql/0001-host.ts';
import { Host as HostOnSqlite } from './migrations/sqlite/0001-host.ts';
import type { NamedMigration } from './migrations.ts';

/** How the host's own tables come to be, on each database. */
export const hostMigrations: Readonly<Record<Dialect, readonly NamedMigration[]>> = {
  sqlite: [{ name: '0001-host', class: HostOnSqlite }],
  postgresql: [{ name: '0001-host', class: HostOnPostgres }],
};
