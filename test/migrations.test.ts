import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EntitySchema } from '@mikro-orm/core';
import { expect, onTestFinished, test } from 'vitest';
import { Connection, type Dialect, tablePrefix } from '../src/data/connection.ts';
import { hostMigrations } from '../src/data/host-migrations.ts';
import { migrate, type NamedMigration } from '../src/data/migrations.ts';
import { hostEntities } from '../src/guilds/host-entities.ts';
import type { Plugin } from '../src/sdk/plugin.ts';
import { pluginNames, root } from './source-files.ts';

const server = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

const databases = ['sqlite', 'postgresql'] as const;

/** Whose tables: the host's or a plugin's. */
const owners = ['host', ...pluginNames()].flatMap((owner) =>
  databases.map((dialect) => ({ owner, dialect })),
);

test.for(owners)(
  'the migrations of $owner make the tables that its entities say, on $dialect',
  async ({ owner, dialect }, { skip }) => {
    const connection = await emptyDatabase(dialect, skip);
    const { entities, migrations } = await tablesOf(owner, dialect);
    const prefix = tablePrefix(owner);
    const orm = await connection.orm(randomUUID(), prefix, entities);

    if (entities.length > 0) {
      expect(migrations).not.toEqual([]);
      await migrate(orm, prefix, migrations, []);
    }

    orm.config.get('schemaGenerator').skipTables = [`${prefix}__migrations`];
    expect((await orm.schema.getUpdateSchemaSQL()).trim()).toBe('');
  },
);

async function tablesOf(
  owner: string,
  dialect: Dialect,
): Promise<{ entities: readonly EntitySchema[]; migrations: readonly NamedMigration[] }> {
  if (owner === 'host') {
    return { entities: hostEntities(), migrations: hostMigrations[dialect] };
  }
  const folder = join(root, 'plugins', owner);
  const { default: plugin } = (await import(join(folder, 'plugin.ts'))) as { default: Plugin };
  return {
    entities: plugin.definition.entities ?? [],
    migrations: await migrationsIn(join(folder, 'migrations', dialect)),
  };
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

async function emptyDatabase(dialect: Dialect, skip: (why: string) => never): Promise<Connection> {
  if (dialect === 'sqlite') {
    return closed(await Connection.open('sqlite::memory:'));
  }
  const admin = await Connection.open(server).catch((error) =>
    skip(`no PostgreSQL at ${server}: ${error.message}`),
  );
  const name = `migrations_${randomUUID().replaceAll('-', '')}`;
  await admin.run(`create database ${name}`);
  onTestFinished(async () => {
    await admin.run(`drop database ${name} with (force)`);
    await admin.close();
  });
  const url = new URL(server);
  url.pathname = name;
  return closed(await Connection.open(url.href));
}

function closed(connection: Connection): Connection {
  onTestFinished(() => connection.close());
  return connection;
}
