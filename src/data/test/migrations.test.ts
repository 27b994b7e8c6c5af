import { randomUUID } from 'node:crypto';
import { defineEntity, type EntitySchema, p } from '@mikro-orm/core';
import { Migration } from '@mikro-orm/migrations';
import { describe, expect } from 'vitest';
import type { Connection } from '../connection.ts';
import { migrate, type NamedMigration } from '../migrations.ts';
import { onEveryDatabase } from './every-database.ts';

/** A migration of these statements. */
const migration = (name: string, ...statements: string[]): NamedMigration => ({
  name,
  class: class extends Migration {
    override up(): void {
      for (const statement of statements) {
        this.addSql(statement);
      }
    }
  },
});

const one = migration('0001-one', 'create table shop__item (id text not null primary key)');
const two = migration('0002-two', 'alter table shop__item add column name text null');
const broken = migration(
  '0003-broken',
  'create table shop__extra (id text)',
  'alter table shop__none add column x text',
);

const orm = (connection: Connection, prefix = 'shop', entities: EntitySchema[] = []) =>
  connection.orm(randomUUID(), prefix, entities);

async function run(
  connection: Connection,
  migrations: NamedMigration[],
  prefix = 'shop',
): Promise<readonly string[]> {
  return (await migrate(await orm(connection, prefix), prefix, migrations, [])).ran;
}

const rows = async (connection: Connection, sql: string) =>
  (await connection.run(sql)) as Record<string, unknown>[];

/** Whether a table, or a column of one, is there. */
const has = (connection: Connection, table: string, column = '*') =>
  rows(connection, `select ${column} from ${table}`).then(
    () => true,
    () => false,
  );

describe('migrations', () => {
  onEveryDatabase((test) => {
    test('run once, in order, and are written down in a table of their own', async ({ connection }) => {
      expect(await run(connection, [one, two])).toEqual(['0001-one', '0002-two']);
      expect(await run(connection, [one, two])).toEqual([]);
      expect(await rows(connection, 'select name from shop__migrations order by id')).toEqual([
        { name: '0001-one' },
        { name: '0002-two' },
      ]);
      expect(await has(connection, 'shop__item', 'name')).toBe(true);
    });

    test('that are new run after those that ran before', async ({ connection }) => {
      await run(connection, [one]);
      expect(await run(connection, [one, two])).toEqual(['0002-two']);
    });

    test('of one plugin know nothing of those of another, whatever their names', async ({ connection }) => {
      await run(connection, [one]);
      const theirs = migration('0001-one', 'create table stock__item (id text)');
      expect(await run(connection, [theirs], 'stock')).toEqual(['0001-one']);
      expect(await rows(connection, 'select name from shop__migrations')).toHaveLength(1);
    });

    test('are all kept from happening when one of them fails, and all run when it is mended', async ({
      connection,
    }) => {
      await run(connection, [one]);
      await expect(run(connection, [one, two, broken])).rejects.toThrow(/shop__none/);
      expect(await has(connection, 'shop__item', 'name')).toBe(false);
      expect(await has(connection, 'shop__extra')).toBe(false);
      expect(await rows(connection, 'select name from shop__migrations')).toEqual([{ name: '0001-one' }]);

      const mended = migration('0003-broken', 'create table shop__extra (id text)');
      expect(await run(connection, [one, two, mended])).toEqual(['0002-two', '0003-broken']);
    });

    test('leave rows as they are', async ({ connection }) => {
      await run(connection, [one]);
      await connection.run(`insert into shop__item (id) values ('a')`);
      await run(connection, [one, two]);
      expect(await rows(connection, 'select id, name from shop__item')).toEqual([{ id: 'a', name: null }]);
    });

    test('that several processes begin at the same moment run once', async ({
      connection,
      dialect,
      open,
    }) => {
      // An SQLite file is one process's own.
      const processes =
        dialect === 'sqlite' ? [connection] : [connection, await open(), await open(), await open()];
      const ran = await Promise.all(processes.map((each) => run(each, [one, two])));
      expect(ran.flat()).toEqual(['0001-one', '0002-two']);
    });
  });
});

const item = (more: object = {}) =>
  defineEntity({
    name: 'Item',
    properties: { id: p.string().primary(), name: p.string().nullable(), ...more },
  });

async function follow(connection: Connection, entities: EntitySchema[], shared: string[] = []) {
  return migrate(await orm(connection, 'shop', entities), 'shop', [], shared);
}

describe('without migrations', () => {
  onEveryDatabase((test) => {
    test('tables and columns come with the entities, and nothing is done when nothing is new', async ({
      connection,
    }) => {
      expect(await follow(connection, [item()])).toEqual({ ran: [], updated: true, kept: [] });
      expect(await follow(connection, [item()])).toEqual({ ran: [], updated: false, kept: [] });
      await connection.run(`insert into shop__item (id) values ('a')`);
      const other = defineEntity({ name: 'Other', properties: { id: p.string().primary() } });
      expect(await follow(connection, [item({ price: p.integer().nullable() }), other])).toMatchObject({
        updated: true,
      });
      expect(await rows(connection, 'select id, price from shop__item')).toEqual([{ id: 'a', price: null }]);
      expect(await has(connection, 'shop__other')).toBe(true);
    });

    test('a field that is gone leaves its column and its data, and is named', async ({ connection }) => {
      await follow(connection, [item({ price: p.integer().nullable() })]);
      await connection.run(`insert into shop__item (id, price) values ('a', 5)`);
      expect(await follow(connection, [item()])).toEqual({
        ran: [],
        updated: false,
        kept: ['shop__item.price'],
      });
      expect(await rows(connection, 'select price from shop__item')).toEqual([{ price: 5 }]);
    });

    test('a field that is gone and that every row needs is an error that says what to do', async ({
      connection,
    }) => {
      await follow(connection, [item({ price: p.integer() })]);
      await expect(follow(connection, [item()])).rejects.toThrow(
        /shop__item\.price .*keep the field, or write a migration/,
      );
      expect(await has(connection, 'shop__item', 'price')).toBe(true);
    });

    test('an entity that is gone leaves its table', async ({ connection }) => {
      await follow(connection, [item()]);
      await connection.run(`insert into shop__item (id) values ('a')`);
      await follow(connection, []);
      expect(await rows(connection, 'select id from shop__item')).toEqual([{ id: 'a' }]);
    });

    test('an update that fails half way changes nothing', async ({ connection }) => {
      await follow(connection, [item()]);
      await connection.run(`insert into shop__item (id, name) values ('a', 'same'), ('b', 'same')`);
      const changed = defineEntity({
        name: 'Item',
        properties: {
          id: p.string().primary(),
          name: p.string().nullable().unique(),
          price: p.integer().nullable(),
        },
      });
      await expect(follow(connection, [changed])).rejects.toThrow();
      expect(await has(connection, 'shop__item', 'price')).toBe(false);
    });

    test('tables of others, and the shared ones of the host, are never touched', async ({ connection }) => {
      const shared = () =>
        defineEntity({
          name: 'Job',
          tableName: 'host__job',
          properties: { id: p.string().primary(), more: p.string() },
        });
      await connection.run('create table host__job (id text primary key)');
      await connection.run('create table other__thing (id text primary key)');
      await follow(connection, [item(), shared()], ['host__job']);
      expect(await has(connection, 'host__job', 'more')).toBe(false);
      expect(await has(connection, 'other__thing')).toBe(true);
    });
  });
});
