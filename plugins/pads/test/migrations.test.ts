import type { MikroORM } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { afterEach, expect, test } from 'vitest';
import { Pads as OnPostgres } from '../migrations/postgresql/0001-pads.ts';
import { Pads as OnSqlite } from '../migrations/sqlite/0001-pads.ts';
import { type Dialect, dialects, ormOn, removeOrm } from './ground.ts';

const migrations = { sqlite: OnSqlite, postgresql: OnPostgres };
let open: [MikroORM, Dialect] | undefined;
afterEach(() => open && removeOrm(...open));

test.for(dialects)(
  'the migrations for %s make the tables that the entities say',
  async (dialect, { skip }) => {
    const orm = await ormOn(dialect, {
      migrations: {
        tableName: 'pads__migrations',
        migrationsList: [{ name: '0001-pads', class: migrations[dialect] }],
        snapshot: false,
        silent: true,
      },
    });
    if (!orm) {
      return skip('no PostgreSQL: set TEST_POSTGRES_URL');
    }
    open = [orm, dialect];
    await new Migrator(orm.em as never).up();

    const schema = (orm as never as { schema: { getUpdateSchemaSQL(options: object): Promise<string> } })
      .schema;
    expect((await schema.getUpdateSchemaSQL({ safe: true })).trim()).toBe('');
  },
);
