import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import { describe, expect, test as plain } from 'vitest';
import { Connection, tablePrefix } from '../connection.ts';
import { migrate } from '../migrations.ts';
import { OrmDatabase } from '../orm-database.ts';
import { onEveryDatabase } from './every-database.ts';

const Note = defineEntity({ name: 'Note', properties: { id: p.string().primary(), at: p.datetime(3) } });

async function notes(connection: Connection, name: string, committed?: () => void): Promise<OrmDatabase> {
  const orm = await connection.orm(randomUUID(), name, [Note]);
  await migrate(orm, name, [], []);
  return new OrmDatabase(orm, name, committed);
}

const at = new Date('2030-01-01T12:00:00.123Z');

describe('a connection', () => {
  onEveryDatabase((test) => {
    test("two plugins' entities of one name lie in tables of their own", async ({ connection }) => {
      const [shop, stock] = [await notes(connection, 'shop'), await notes(connection, 'stock')];
      await shop.read().insert(Note, { id: 'a', at });
      expect(await stock.read().count(Note, {})).toBe(0);
      expect(await connection.run('select id from shop__note')).toEqual([{ id: 'a' }]);
    });

    test('times come back as they were, to the millisecond', async ({ connection }) => {
      const database = await notes(connection, 'shop');
      await database.read().insert(Note, { id: 'a', at });
      expect(await database.read().findOneOrFail(Note, { id: 'a' })).toMatchObject({ at });
    });

    test('a transaction that throws leaves nothing, and nobody is told of it', async ({ connection }) => {
      let commits = 0;
      const database = await notes(connection, 'shop', () => commits++);
      const work = database.transaction(async (em) => {
        await em.insert(Note, { id: 'a', at });
        throw new Error('no');
      });
      await expect(work).rejects.toThrow('no');
      expect([await database.read().count(Note, {}), commits]).toEqual([0, 0]);
      await database.transaction((em) => em.insert(Note, { id: 'b', at }));
      expect([await database.read().count(Note, {}), commits]).toEqual([1, 1]);
    });

    test('asking for the database inside a transaction is an error that says what to use', async ({
      connection,
    }) => {
      const shop = await notes(connection, 'shop');
      const stock = await notes(connection, 'stock');
      const nested = (ask: () => unknown) => shop.transaction(async () => void (await ask()));
      for (const ask of [() => shop.read(), () => stock.read(), () => stock.transaction(async () => {})]) {
        await expect(nested(ask)).rejects.toThrow('use the EntityManager that the transaction gave');
      }
      expect(await shop.read().count(Note, {})).toBe(0);
    });

    test('what a transaction set going may use the database when it is over', async ({ connection }) => {
      const database = await notes(connection, 'shop');
      const later = Promise.withResolvers<void>();
      let counted: Promise<number> | undefined;
      await database.transaction(async () => {
        counted = later.promise.then(() => database.read().count(Note, {}));
      });
      later.resolve();
      expect(await counted).toBe(0);
    });

    test('an SQLite file is in WAL mode, in a folder that was made for it', async ({
      connection,
      dialect,
    }) => {
      const [mode] =
        dialect === 'sqlite' ? ((await connection.run('pragma journal_mode')) as object[]) : [undefined];
      expect(mode).toEqual(dialect === 'sqlite' ? { journal_mode: 'wal' } : undefined);
    });
  });

  plain('that cannot be opened is an error at once', async () => {
    await expect(Connection.open('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(/ECONNREFUSED/);
    await expect(Connection.open(`sqlite:${import.meta.filename}/test.db`)).rejects.toThrow();
  });

  plain('dashes of a plugin become underlines in its tables', () => {
    expect(tablePrefix('my-own-shop')).toBe('my_own_shop');
  });
});
