import { randomUUID } from 'node:crypto';
import { rowsOf } from '@guildhall/sdk';
import { defineEntity, type EntityManager, p } from '@mikro-orm/core';
import { describe, expect } from 'vitest';
import type { Connection } from '../connection.ts';
import { onEveryDatabase } from './every-database.ts';

const Sale = defineEntity({
  name: 'Sale',
  indexes: [{ properties: ['guild', 'number'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    number: p.integer(),
    total: p.bigint('number'),
    paid: p.boolean(),
    tags: p.json<string[]>(),
    notes: p.json<string[]>().nullable(),
    at: p.datetime(3),
    paidAt: p.datetime(3).nullable(),
  },
});

const start = Date.parse('2030-01-01T12:00:00.123Z');

/** The sale with a number: every other one is paid. */
const sale = (number: number) => ({
  id: `s${1_000 - number}`,
  guild: 'a',
  number,
  total: 12_345_678_901 + number,
  paid: number % 2 === 1,
  tags: [`tag ${number}`, 'new'],
  notes: null,
  at: new Date(start + number),
  paidAt: number % 2 === 1 ? new Date(start + number * 1_000) : null,
});
const sales = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => sale(first + index));

async function managerOn(connection: Connection): Promise<EntityManager> {
  const orm = await connection.orm(randomUUID(), 'shop', [Sale]);
  await orm.schema.create();
  return orm.em.fork();
}

describe('rows of a table', () => {
  onEveryDatabase((test) => {
    test('come in pages, in order, each once, as an entity would have them', async ({ connection }) => {
      const em = await managerOn(connection);
      const all = sales(1, 7);
      await em.insertMany(Sale, [all[3]!, all[0]!, all[6]!, all[1]!, all[5]!, all[2]!, all[4]!]);
      await em.insert(Sale, { ...sale(3), id: 'other', guild: 'b' });
      const fields = ['id', 'guild', 'total', 'paid', 'tags', 'notes', 'at', 'paidAt'] as const;
      const pages = await Array.fromAsync(
        rowsOf(em, Sale, { guild: 'a' }, { fields, by: 'number', size: 3 }),
      );
      expect(pages).toEqual([all.slice(0, 3), all.slice(3, 6), all.slice(6)]);
    });

    test('have what was asked for and no more, the last one first where that is wanted', async ({
      connection,
    }) => {
      const em = await managerOn(connection);
      await em.insertMany(Sale, sales(1, 4));
      const read = (guild: string) =>
        Array.fromAsync(
          rowsOf(em, Sale, { guild }, { fields: ['id'], by: 'number', order: 'desc', size: 2 }),
        );
      const short = (number: number) => ({ id: sale(number).id, number });
      expect(await read('a')).toEqual([
        [short(4), short(3)],
        [short(2), short(1)],
      ]);
      expect(await read('nobody')).toEqual([]);
    });

    test('come in the order of several columns, each once, where many have the same in the first', async ({
      connection,
    }) => {
      const em = await managerOn(connection);
      const all = sales(1, 9).map((one, index) => ({ ...one, at: new Date(start + Math.floor(index / 4)) }));
      await em.insertMany(Sale, all);
      const read = (order: 'asc' | 'desc') =>
        Array.fromAsync(rowsOf(em, Sale, {}, { fields: [], by: ['at', 'number'], order, size: 2 }));
      const numbers = (pages: Awaited<ReturnType<typeof read>>) => pages.flat().map(({ number }) => number);
      expect(numbers(await read('asc'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(numbers(await read('desc'))).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    });

    test('are those that the filter means: times, lists, either of two', async ({ connection }) => {
      const em = await managerOn(connection);
      await em.insertMany(Sale, sales(1, 9));
      const where = {
        $or: [{ paidAt: { $gte: new Date(start + 7_000) } }, { at: { $lt: new Date(start + 3) } }],
        number: { $in: [1, 2, 3, 7, 8] },
      };
      const pages = await Array.fromAsync(rowsOf(em, Sale, where, { fields: ['id'], by: 'number', size: 2 }));
      expect(pages.flat().map(({ number }) => number)).toEqual([1, 2, 7]);
    });

    test('in a transaction are those that it wrote', async ({ connection }) => {
      const em = await managerOn(connection);
      const seen = await em.transactional(async (inside) => {
        await inside.insert(Sale, sale(1));
        return Array.fromAsync(rowsOf(inside, Sale, {}, { fields: ['id'], by: 'number' }));
      });
      expect(seen).toEqual([[{ id: 's999', number: 1 }]]);
    });

    test('leave room for others between two pages', async ({ connection }) => {
      const em = await managerOn(connection);
      await em.insertMany(Sale, sales(1, 6));
      let turns = 0;
      const count = () => {
        turns += 1;
        waiting = setImmediate(count);
      };
      let waiting = setImmediate(count);
      const seen: number[] = [];
      for await (const _page of rowsOf(em, Sale, {}, { fields: ['id'], by: 'number', size: 2 })) {
        seen.push(turns);
      }
      clearImmediate(waiting);
      expect(seen).toHaveLength(3);
      expect(seen[1]).toBeGreaterThan(seen[0]!);
      expect(seen[2]).toBeGreaterThan(seen[1]!);
    });
  });
});
