import { randomUUID } from 'node:crypto';
import { totalsOf } from '@guildhall/sdk';
import { defineEntity, p } from '@mikro-orm/core';
import { describe, expect } from 'vitest';
import type { Connection } from '../connection.ts';
import { onEveryDatabase } from './every-database.ts';

const Line = defineEntity({
  name: 'Line',
  properties: {
    id: p.integer().primary(),
    guild: p.string().length(20),
    productName: p.string().length(20).nullable(),
    inStock: p.integer(),
    amount: p.bigint('number'),
    at: p.datetime(3),
  },
});

const start = Date.parse('2030-01-01T12:00:00.123Z');
const line = (id: number, productName: string | null, amount: number, guild = 'a') => ({
  id,
  guild,
  productName,
  inStock: id % 2,
  amount,
  at: new Date(start + id),
});

async function managerOn(connection: Connection, lines: readonly ReturnType<typeof line>[]) {
  const orm = await connection.orm(randomUUID(), 'shop', [Line]);
  await orm.schema.create();
  const em = orm.em.fork();
  if (lines.length > 0) {
    await em.insertMany(Line, [...lines]);
  }
  return em;
}

describe('totals of a table', () => {
  onEveryDatabase((test) => {
    test('are a count and a sum for each combination of the columns', async ({ connection }) => {
      const em = await managerOn(connection, [
        line(1, 'Key', 500),
        line(2, 'Key', -200),
        line(3, 'Key', 7),
        line(4, null, 12_345_678_901),
        line(5, 'Gem', 1, 'b'),
      ]);
      const totals = await totalsOf(
        em,
        Line,
        { guild: 'a' },
        { by: ['productName', 'inStock'], sum: 'amount' },
      );
      expect(totals.toSorted((one, other) => one.sum - other.sum)).toEqual([
        { productName: 'Key', inStock: 0, count: 1, sum: -200 },
        { productName: 'Key', inStock: 1, count: 2, sum: 507 },
        { productName: null, inStock: 0, count: 1, sum: 12_345_678_901 },
      ]);
    });

    test('are those of the rows that the filter means', async ({ connection }) => {
      const em = await managerOn(connection, [line(1, 'Key', 5), line(2, 'Gem', 6), line(3, 'Gem', 7)]);
      const at = { $gte: new Date(start + 2), $lt: new Date(start + 3) };
      expect(await totalsOf(em, Line, { at }, { by: ['productName'] })).toEqual([
        { productName: 'Gem', count: 1, sum: 0 },
      ]);
      expect(await totalsOf(em, Line, { guild: 'nobody' }, { by: ['productName'], sum: 'amount' })).toEqual(
        [],
      );
    });

    test('that no number holds exactly are refused', async ({ connection }) => {
      const most = Number.MAX_SAFE_INTEGER;
      const em = await managerOn(connection, [line(1, 'Key', most), line(2, 'Key', most)]);
      const sum = totalsOf(em, Line, {}, { by: ['productName'], sum: 'amount' });
      await expect(sum).rejects.toThrow(RangeError);
    });
  });
});
