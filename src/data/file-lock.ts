import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { makeFolder } from '../env/folder.ts';

/** A database that this process alone uses, until it is released or the process ends, however it ends. */
export interface FileLock {
  release(): Promise<void>;
}

/** Another process uses the SQLite file. */
export class FileTaken extends Error {
  override readonly name = 'FileTaken';
}

/**
 * Keeps other bots from an SQLite file: two of them would both believe what they remember of it. The lock is SQLite's own,
 * on an empty database beside the file, where it is in nobody's way: whoever looks into the file itself still can. The
 * operating system takes it back when the process dies.
 * @param url as for a connection. Only an SQLite file is locked: a server is for several processes.
 * @throws FileTaken when another process has it.
 */
export async function lockFile(url: string): Promise<FileLock | undefined> {
  const file = /^sqlite:(?!:memory:)(.+)$/.exec(url)?.[1];
  if (file === undefined) {
    return undefined;
  }
  makeFolder(dirname(file));
  // By whatever way it is named.
  const dbName = `${existsSync(file) ? realpathSync(file) : file}.lock`;
  const orm = await MikroORM.init({
    dbName,
    driver: SqliteDriver,
    ensureDatabase: false,
    entities: [],
    discovery: { warnWhenNoEntities: false },
  });
  const connection = orm.em.getConnection();
  try {
    await connection.execute('pragma busy_timeout = 0');
    // Nothing is ever written to it.
    await connection.execute('pragma journal_mode = memory');
    await connection.execute('begin exclusive');
  } catch (error) {
    await orm.close(true);
    throw (error as { code?: unknown }).code === 'SQLITE_BUSY'
      ? new FileTaken(`another bot uses ${file} already`, { cause: error })
      : error;
  }
  return { release: () => orm.close(true) };
}
