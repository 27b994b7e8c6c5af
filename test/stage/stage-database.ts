import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Client } from 'pg';

export type DatabaseKind = 'sqlite' | 'postgres';

/** The database of one stage, for looking into it past the bot. */
export interface StageDatabase {
  readonly kind: DatabaseKind;
  /** What the bot gets as `DATABASE_URL`. */
  readonly url: string;
  /** Reads rows. `?` in the SQL stands for a value, on both databases. */
  rows<Row = Record<string, unknown>>(sql: string, ...values: (string | number | null)[]): Promise<Row[]>;
  /** The names of its tables, sorted. */
  tables(): Promise<string[]>;
  drop(): Promise<void>;
}

const server = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** Why there is no PostgreSQL server for tests; undefined when there is one. For `skip`. */
export async function noPostgres(): Promise<string | undefined> {
  try {
    await ask(server, 'select 1', []);
    return undefined;
  } catch (error) {
    return `no PostgreSQL server at ${new URL(server).host} (TEST_POSTGRES_URL): ${(error as Error).message}`;
  }
}

/** Makes a database that nothing else uses. @param folder where an SQLite file may lie. */
export async function createDatabase(kind: DatabaseKind, folder: string): Promise<StageDatabase> {
  return kind === 'sqlite' ? sqlite(join(folder, 'stage.db')) : postgres();
}

function sqlite(file: string): StageDatabase {
  const rows = async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> => {
    const connection = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    try {
      return connection.prepare(sql).all(...values) as Row[];
    } finally {
      connection.close();
    }
  };
  return {
    kind: 'sqlite',
    url: `sqlite:${file}`,
    rows,
    tables: async () =>
      names(
        await rows<{ name: string }>(`select name from sqlite_master where type = 'table' order by name`),
      ),
    // It goes with the folder of the stage.
    drop: async () => {},
  };
}

async function postgres(): Promise<StageDatabase> {
  const name = `stage_${randomBytes(6).toString('hex')}`;
  await ask(server, `create database ${name}`, []);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const url = address.href;
  const rows = async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> => {
    let count = 0;
    return (await ask(
      url,
      sql.replace(/\?/g, () => `$${++count}`),
      values,
    )) as Row[];
  };
  return {
    kind: 'postgres',
    url,
    rows,
    tables: async () =>
      names(
        await rows<{ name: string }>(
          `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
        ),
      ),
    drop: async () => {
      await ask(server, `drop database if exists ${name} with (force)`, []);
    },
  };
}

async function ask(url: string, sql: string, values: readonly unknown[]): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

function names(rows: readonly { name: string }[]): string[] {
  return rows.map(({ name }) => name);
}
