import { randomUUID } from 'node:crypto';
import { Connection, type Dialect } from '../src/data/connection.ts';

const server = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

/** There is no server to make a database on. */
export class NoServer extends Error {}

/** An empty database of its own on the PostgreSQL server at `TEST_POSTGRES_URL`. */
export interface PostgresDatabase {
  readonly url: string;
  /** Takes it away, whoever is still connected. */
  drop(): Promise<void>;
}

/** @throws NoServer */
export async function emptyPostgres(): Promise<PostgresDatabase> {
  const admin = await Connection.open(server).catch((error: unknown) => {
    throw new NoServer(`no PostgreSQL at ${server}: ${(error as Error).message}`);
  });
  const name = `guildhall_${randomUUID().replaceAll('-', '')}`;
  await admin.run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
    drop: async () => {
      await admin.run(`drop database ${name} with (force)`);
      await admin.close();
    },
  };
}

/** A connection to an empty database: SQLite in memory, or one of its own on PostgreSQL. */
export interface EmptyDatabase {
  readonly connection: Connection;
  /** Closes the connection and takes the database away. */
  drop(): Promise<void>;
}

/** @throws NoServer */
export async function emptyDatabase(dialect: Dialect): Promise<EmptyDatabase> {
  const postgres = dialect === 'postgresql' ? await emptyPostgres() : undefined;
  const connection = await Connection.open(postgres?.url ?? 'sqlite::memory:');
  return {
    connection,
    drop: async () => {
      await connection.close();
      await postgres?.drop();
    },
  };
}
