import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, onTestFinished, test } from 'vitest';
import { Connection, type Dialect } from '../connection.ts';

const server = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

/** An empty database. `open` connects to it once more, as another process does. */
export interface EmptyDatabase {
  readonly dialect: Dialect;
  readonly url: string;
  readonly connection: Connection;
  open(): Promise<Connection>;
}

type Body = (database: EmptyDatabase) => Promise<void>;

/** Runs the tests of `body` on every database. A server that is not there skips them, and says so. */
export function onEveryDatabase(body: (test: (name: string, run: Body) => void) => void): void {
  describe.each(['sqlite', 'postgresql'] as const)('%s', (dialect) => {
    body((name, run) => {
      test(name, async ({ skip }) => {
        const url = dialect === 'sqlite' ? onFile() : await onPostgres(skip);
        const open = async () => {
          const connection = await Connection.open(url);
          onTestFinished(() => connection.close());
          return connection;
        };
        await run({ dialect, url, connection: await open(), open });
      });
    });
  });
}

function onFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return `sqlite:${join(folder, 'deep', 'test.db')}`;
}

async function onPostgres(skip: (why: string) => never): Promise<string> {
  const admin = await Connection.open(server).catch((error) =>
    skip(`no PostgreSQL at ${server}: ${error.message}`),
  );
  const name = `data_${randomUUID().replaceAll('-', '')}`;
  await admin.run(`create database ${name}`);
  onTestFinished(async () => {
    await admin.run(`drop database ${name} with (force)`);
    await admin.close();
  });
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}
