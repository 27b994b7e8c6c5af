import { setImmediate as breath } from 'node:timers/promises';
import { dialectOf, type Orm } from './connection.ts';

/** When the last transaction that waits on a connection is over. */
const lasts = new WeakMap<object, Promise<void>>();

/**
 * Waits until a transaction may begin. SQLite has one connection, which answers without letting anything else happen: of
 * hundreds that begin at once, the first would be heard of after the last. So each waits for the one before it, and
 * between two of them the process does what else there is to do. @returns what to call when it is over.
 */
export async function turnOn(orm: Orm): Promise<() => void> {
  if (dialectOf(orm) !== 'sqlite') {
    return () => {};
  }
  const client = orm.em.getConnection().getClient();
  const before = lasts.get(client);
  const { promise, resolve } = Promise.withResolvers<void>();
  lasts.set(client, promise);
  await before;
  await breath();
  return resolve;
}
