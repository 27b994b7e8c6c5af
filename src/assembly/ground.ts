import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { hostName } from '../admin/admin-host.ts';
import { type FollowedClock, followClock } from '../clock/followed-clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import type { SchemaOf } from '../config/config-content.ts';
import { ConfigFiles, type ConfigOptions } from '../config/config-files.ts';
import { Connection, type Orm } from '../data/connection.ts';
import { FileTaken, lockFile } from '../data/file-lock.ts';
import { hostMigrations } from '../data/host-migrations.ts';
import { migrate } from '../data/migrations.ts';
import { OrmDatabase } from '../data/orm-database.ts';
import type { Environment } from '../env/environment.ts';
import { EnvironmentError } from '../env/environment-error.ts';
import { hostEntities } from '../guilds/host-entities.ts';
import { Metrics } from '../http/metrics.ts';
import { openLog } from '../logs/log.ts';
import { pluginLogger } from '../logs/plugin-logger.ts';
import { Secrets } from '../logs/secrets.ts';
import type { Clock } from '../sdk/clock.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { mergeLocales, readLocales } from '../texts/locale-files.ts';
import { TextLibrary } from '../texts/text-library.ts';
import type { ShutdownStep } from './shutdown.ts';

/** What everything else stands on. */
export interface Ground {
  readonly secrets: Secrets;
  readonly log: Awaited<ReturnType<typeof openLog>>;
  readonly logger: PluginLogger;
  readonly loggerOf: (plugin: string, generation: number) => PluginLogger;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly connection: Connection;
  /** The host's own tables. */
  readonly database: OrmDatabase;
  readonly config: ConfigFiles;
  readonly texts: TextLibrary;
  readonly metrics: Metrics;
  /** The last steps of a shutdown. */
  readonly closing: readonly ShutdownStep[];
}

interface OpenDatabase {
  readonly connection: Connection;
  readonly orm: Orm;
  close(): Promise<void>;
}

/** Opens the database and brings the host's own tables up to date. @throws EnvironmentError */
async function openDatabase(url: string): Promise<OpenDatabase> {
  try {
    const lock = await lockFile(url);
    const connection = await Connection.open(url);
    const orm = await connection.orm(hostName, 'host', hostEntities());
    await migrate(orm, 'host', hostMigrations[connection.dialect], []);
    const close = async () => {
      await connection.close();
      await lock?.release();
    };
    return { connection, orm, close };
  } catch (error) {
    if (error instanceof FileTaken) {
      const advice =
        'Stop it first, or give this one a file of its own. Several can share a PostgreSQL server.';
      throw new EnvironmentError([`DATABASE_URL: ${error.message}. ${advice}`], error);
    }
    const [why] = (error as Error).message.split('\n');
    const advice = 'Is the server running, does the database exist, may this user write to it?';
    throw new EnvironmentError([`DATABASE_URL: the database cannot be used: ${why}. ${advice}`], error);
  }
}

/** @throws EnvironmentError when there can be no such folder. */
async function openConfig(options: ConfigOptions): Promise<ConfigFiles> {
  try {
    return await ConfigFiles.open(options);
  } catch (error) {
    const why = (error as Error).message;
    throw new EnvironmentError([`CONFIG_DIR: the config files cannot be read: ${why}`], error);
  }
}

/** @throws EnvironmentError when the address tells no time. */
async function openClock(url: URL, onTrouble: (message: string) => void): Promise<FollowedClock> {
  try {
    return await followClock(url, { onTrouble });
  } catch (error) {
    throw new EnvironmentError([(error as Error).message], error);
  }
}

/** The rooms of the host that have texts. */
const speaking = ['admin', 'gate', 'guilds', 'sdk'];

/**
 * Opens the log, the database, the config files and the texts.
 * @param later what is there only later: the plugins' settings, and the jobs that a transaction may have added.
 */
export async function openGround(
  env: Environment,
  later: { readonly schemaOf: SchemaOf; readonly committed: () => void },
): Promise<Ground> {
  const secrets = new Secrets(env.secrets);
  const log = await openLog({ level: env.logLevel, folder: env.logDir, secrets, terminal: process.stdout });
  const loggerOf = (plugin: string, generation: number) => pluginLogger(log.logger, { plugin, generation });
  const logger = loggerOf(hostName, 1);
  const followed = env.clockUrl && (await openClock(env.clockUrl, (trouble) => logger.warn(trouble)));
  const { connection, orm, close } = await openDatabase(env.databaseUrl);
  const locales = await Promise.all(
    speaking.map((room) => readLocales(join(import.meta.dirname, '..', room, 'locales'))),
  );
  const config = await openConfig({
    folder: env.configDir,
    schemaOf: later.schemaOf,
    logger: log.logger,
    quiet: true,
  });
  return {
    secrets,
    log,
    logger,
    loggerOf,
    clock: followed ?? systemClock,
    newId: () => randomUUID(),
    connection,
    database: new OrmDatabase(orm, hostName, later.committed),
    config,
    texts: new TextLibrary(mergeLocales(locales), (plugin, key) =>
      logger.warn(`a text of ${plugin} is missing: ${key}`),
    ),
    metrics: new Metrics(),
    closing: [
      { what: 'the config files', limit: 500, run: () => config.close() },
      { what: 'the clock', limit: 500, run: () => followed?.close() },
      { what: 'the database', limit: 1_000, run: close },
      {
        what: 'the log',
        limit: 500,
        run: () => {
          logger.info('stopped');
          return log.close();
        },
      },
    ],
  };
}
