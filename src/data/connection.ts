import { dirname } from 'node:path';
import { type EntitySchema, MikroORM, type NamingStrategy, UnderscoreNamingStrategy } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { AbstractSqlDriver, SqlEntityManager } from '@mikro-orm/sql';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { makeFolder } from '../env/folder.ts';
import { appendOnlyRule } from '../sdk/append-only.ts';
import { appendOnlyTriggers } from './append-only-triggers.ts';

/** How long a database may take to answer for the first time, in ms. */
const openLimit = 6_000;

export type Dialect = 'sqlite' | 'postgresql';

export type Orm = MikroORM<AbstractSqlDriver, SqlEntityManager<AbstractSqlDriver>>;

/** The database behind an ORM. */
export const dialectOf = (orm: Orm): Dialect =>
  (orm.em.getDriver() as unknown) instanceof PostgreSqlDriver ? 'postgresql' : 'sqlite';

const drivers = { sqlite: SqliteDriver, postgresql: PostgreSqlDriver } as const;

/**
 * The one connection of the process. Every generation of every plugin gets an ORM of its own on it: a second connection
 * to the same SQLite file in one process blocks itself, because better-sqlite3 holds the loop that the other needs.
 */
export class Connection {
  readonly dialect: Dialect;
  readonly #base: Orm;
  readonly #target: Record<string, unknown>;

  private constructor(dialect: Dialect, base: Orm, target: Record<string, unknown>) {
    this.dialect = dialect;
    this.#base = base;
    this.#target = target;
  }

  /** @param url `sqlite:<file>`, `sqlite::memory:` or `postgres://...`. @throws when it cannot be reached. */
  static async open(url: string): Promise<Connection> {
    const dialect: Dialect = url.startsWith('sqlite:') ? 'sqlite' : 'postgresql';
    const target = dialect === 'sqlite' ? { dbName: url.slice('sqlite:'.length) } : { clientUrl: url };
    if (dialect === 'sqlite' && target.dbName !== ':memory:') {
      makeFolder(dirname(target.dbName!));
    }
    return within(openLimit, async () => {
      const base = (await MikroORM.init({
        ...target,
        driver: drivers[dialect] as never,
        // A name with a typo must not become a new, empty database.
        ensureDatabase: false,
        entities: [],
        discovery: { warnWhenNoEntities: false },
      })) as unknown as Orm;
      const connection = new Connection(dialect, base, target);
      await connection.#prepare();
      return connection;
    });
  }

  async #prepare(): Promise<void> {
    if (this.dialect === 'sqlite') {
      // Readers of other processes go on while one writes; a crash of the machine may cost the last commits' sync, not more.
      await this.run('pragma journal_mode = WAL');
      await this.run('pragma synchronous = FULL');
      await this.run('pragma busy_timeout = 5000');
    } else {
      await this.run('select 1');
    }
  }

  /** An ORM on this connection with its own entities. `context` must differ from that of every other living one. */
  async orm(context: string, tablePrefix: string, entities: readonly EntitySchema[]): Promise<Orm> {
    const naming = prefixed(tablePrefix);
    const rules = new Map(entities.map((entity) => [entity.meta.className, appendOnlyRule(entity)]));
    return (await MikroORM.init({
      ...this.#target,
      driver: drivers[this.dialect] as never,
      driverOptions: this.#base.em.getConnection().getClient() as never,
      contextName: context,
      ensureDatabase: false,
      entities: [...entities],
      namingStrategy: naming,
      discovery: {
        warnWhenNoEntities: false,
        onMetadata: (meta) => {
          const rule = rules.get(meta.className);
          if (rule) {
            const parent = new naming().classToTableName(rule.of.entity);
            meta.triggers = appendOnlyTriggers(meta, rule, parent, this.dialect);
          }
        },
      },
      extensions: [Migrator],
      forceUtcTimezone: true,
    })) as unknown as Orm;
  }

  /** One statement of the host itself, such as a probe. */
  async run(sql: string): Promise<unknown> {
    return this.#base.em.getConnection().execute(sql);
  }

  async close(): Promise<void> {
    await this.#base.close(true);
  }
}

/** `Session` of the plugin `pads` lies in the table `pads__session`. */
function prefixed(prefix: string): new () => NamingStrategy {
  return class extends UnderscoreNamingStrategy {
    override classToTableName(entityName: string, tableName?: string): string {
      const name = super.classToTableName(entityName, tableName);
      return name.startsWith(`${prefix}__`) ? name : `${prefix}__${name}`;
    }
  };
}

/** The prefix of a plugin's tables. */
export function tablePrefix(plugin: string): string {
  return plugin.replaceAll('-', '_');
}

async function within<T>(limit: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it has not answered within ${limit / 1_000} s`)), limit);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
