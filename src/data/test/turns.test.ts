import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import { expect, test } from 'vitest';
import { Connection } from '../connection.ts';
import { OrmDatabase } from '../orm-database.ts';

const Note = defineEntity({ name: 'Note', properties: { id: p.integer().primary() } });

async function databases() {
  const connection = await Connection.open('sqlite::memory:');
  const orms = [
    await connection.orm(randomUUID(), 'a', [Note]),
    await connection.orm(randomUUID(), 'b', [Note]),
  ];
  for (const orm of orms) {
    await orm.schema.create();
  }
  return { connection, all: orms.map((orm, index) => new OrmDatabase(orm, `plugin ${index}`)) };
}

test('between two of many transactions that begin at once, other things happen', async () => {
  const { connection, all } = await databases();
  let over = 0;
  const seen: number[] = [];
  const watch = () => {
    seen.push(over);
    waiting = setImmediate(watch);
  };
  let waiting = setImmediate(watch);
  await Promise.all(
    Array.from({ length: 40 }, async (_, id) => {
      await all[id % 2]!.transaction((em) => em.insert(Note, { id }));
      over += 1;
    }),
  );
  clearImmediate(waiting);
  expect(over).toBe(40);
  expect(new Set(seen).size).toBeGreaterThan(35);
  await connection.close();
});

test('one that fails does not keep the others waiting; they begin in the order in which they came', async () => {
  const { connection, all } = await databases();
  const order: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, (_, id) =>
      all[id % 2]!.transaction(async () => {
        order.push(id);
        if (id % 3 === 0) {
          throw new Error('no');
        }
      }),
    ),
  );
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(2);
  await connection.close();
});
