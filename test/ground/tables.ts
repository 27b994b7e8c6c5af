import { shortId } from '@guildhall/sdk';
import type { EntitySchema } from '@mikro-orm/core';
import { afterAll } from 'vitest';
import { type Dialect, type Orm, tablePrefix } from '../../src/data/connection.ts';
import { appendOnlyRule } from '../../src/sdk/append-only.ts';
import { emptyDatabase } from '../../tools/empty-database.ts';

/** The tables of a plugin in a database of their own, with nothing in them. */
export interface Tables {
  readonly orm: Orm;
  /** Gives them back, for the next test of the file. */
  release(): Promise<void>;
}

interface Made {
  readonly orm: Orm;
  drop(): Promise<void>;
}

/** Tables that no test uses now. Making them takes longer than most tests: those of a file share them. */
const idle = new Map<string, Made[]>();

afterAll(async () => {
  await Promise.all([...idle.values()].flat().map((made) => made.drop()));
  idle.clear();
});

/** @throws NoServer */
export async function emptyTables(
  plugin: string,
  entities: readonly EntitySchema[],
  dialect: Dialect,
): Promise<Tables> {
  const key = `${plugin} on ${dialect}`;
  const made = idle.get(key)?.pop() ?? (await make(plugin, entities, dialect));
  return {
    orm: made.orm,
    release: async () => {
      await clear(made.orm, entities);
      idle.set(key, [...(idle.get(key) ?? []), made]);
    },
  };
}

async function make(plugin: string, entities: readonly EntitySchema[], dialect: Dialect): Promise<Made> {
  const { connection, drop } = await emptyDatabase(dialect);
  const orm = await connection.orm(`${plugin}-${shortId()}`, tablePrefix(plugin), entities);
  await orm.schema.create();
  return { orm, drop };
}

async function clear(orm: Orm, entities: readonly EntitySchema[]): Promise<void> {
  // Rows that stay as they are go once what they tell of is gone.
  const staying = (entity: EntitySchema) => (appendOnlyRule(entity) ? 1 : 0);
  await orm.em.fork().transactional(async (em) => {
    for (const entity of entities.toSorted((one, other) => staying(one) - staying(other))) {
      await em.nativeDelete(entity as EntitySchema<object>, {});
    }
  });
}
