import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EntitySchema } from '@mikro-orm/core';
import { type Connection, type Dialect, type Orm, tablePrefix } from '../src/data/connection.ts';
import { hostMigrations } from '../src/data/host-migrations.ts';
import { migrate, type NamedMigration } from '../src/data/migrations.ts';
import { hostEntities } from '../src/guilds/host-entities.ts';
import type { Plugin } from '../src/sdk/plugin.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The databases that migrations are shipped for. */
export const dialects: readonly Dialect[] = ['sqlite', 'postgresql'];

/** The tables of the host (`host`) or of a plugin: what they shall be, and how they come to be. */
export interface Tables {
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly NamedMigration[];
}

/** @throws when there is no such plugin. */
export async function tablesOf(owner: string, dialect: Dialect): Promise<Tables> {
  if (owner === 'host') {
    return { entities: hostEntities(), migrations: hostMigrations[dialect] };
  }
  const { default: plugin } = (await import(join(root, 'plugins', owner, 'plugin.ts'))) as {
    default: Plugin;
  };
  return {
    entities: plugin.definition.entities ?? [],
    migrations: await migrationsIn(migrationFolder(owner, dialect)),
  };
}

export function migrationFolder(owner: string, dialect: Dialect): string {
  const room = owner === 'host' ? join('src', 'data') : join('plugins', owner);
  return join(root, room, 'migrations', dialect);
}

/** Runs the migrations on an empty database. @returns the statements that are missing after them; none when all is well. */
export async function missingStatements(
  owner: string,
  { entities, migrations }: Tables,
  connection: Connection,
): Promise<string> {
  const prefix = tablePrefix(owner);
  const orm: Orm = await connection.orm(`${owner}-tables`, prefix, entities);
  if (migrations.length > 0) {
    await migrate(orm, prefix, migrations, []);
  }
  orm.config.get('schemaGenerator').skipTables = [`${prefix}__migrations`];
  return (await orm.schema.getUpdateSchemaSQL({ wrap: false })).trim();
}

async function migrationsIn(folder: string): Promise<NamedMigration[]> {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return Promise.all(
    files.map(async (file) => {
      const exports = Object.values((await import(join(folder, file))) as Record<string, never>);
      return { name: basename(file, '.ts'), class: exports[0]! };
    }),
  );
}
