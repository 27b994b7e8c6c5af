import { randomUUID } from 'node:crypto';
import { Connection, type Dialect } from '../src/data/connection.ts';

const server = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

/** A database for a moment. */
export interface EmptyDatabase {
  readonly connection: Connection;
  /** Closes it and takes it away. */
  drop(): Promise<void>;
}

/** Makes an empty database: SQLite in memory, or one of its own on the PostgreSQL server at `TEST_POSTGRES_URL`. */
export async function emptyDatabase(dialect: Dialect): Promise<EmptyDatabase> {
  if (dialect === 'sqlite') {
    const connection = await Connection.open('sqlite::memory:');
    return { connection, drop: () => connection.close() };
  }
  const admin = await Connection.open(server).catch((error: unknown) => {
    throw new NoServer(`no PostgreSQL at ${server}: ${(error as Error).message}`);
  });
  const name = `tables_${randomUUID().replaceAll('-', '')}`;
  await admin.run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  const connection = await Connection.open(url.href);
  return {
    connection,
    drop: async () => {
      await connection.close();
      await admin.run(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}

/** There is no server to make a database on. */
export class NoServer extends Error {}
