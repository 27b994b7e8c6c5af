import { basename } from 'node:path';
import type { Migration } from '@mikro-orm/migrations';
import { tablePrefix } from '../data/connection.ts';
import { type Migrated, migrate, type NamedMigration } from '../data/migrations.ts';
import { OrmDatabase } from '../data/orm-database.ts';
import { forgetSchemas } from '../data/schema-registry.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { declarationOf, type Plugin } from '../sdk/plugin.ts';
import type { EvaluatedPlugin } from './evaluate.ts';
import type { Generation } from './generation.ts';
import type { HostParts } from './host-parts.ts';
import { PluginProblem, placeIn, placeOfText } from './problem.ts';

/** Gives a generation its database, with its tables brought up to date. @throws what a migration throws, and PluginProblem. */
export async function prepareTables(
  generation: Generation,
  plugin: Plugin,
  evaluated: Pick<EvaluatedPlugin, 'migrations'>,
  parts: HostParts,
): Promise<void> {
  const { folder, definition } = generation;
  const prefix = tablePrefix(generation.plugin);
  const entities = [...(definition.entities ?? [])];
  for (const entity of entities) {
    const table = entity.meta.tableName;
    if (table && !table.startsWith(`${prefix}__`)) {
      throw new PluginProblem('validate', `the table "${table}" must be named ${prefix}__…`, {
        place: placeIn(declarationOf(plugin), folder),
      });
    }
  }
  const shared = parts.sharedTables();
  generation.scope.use('entities', () =>
    forgetSchemas((schema) => entities.includes(schema) || shared.includes(schema)),
  );
  const orm = await parts.connection.orm(`${generation.plugin}@${generation.number}`, prefix, [
    ...entities,
    ...shared,
  ]);
  generation.orm = orm;
  generation.database = new OrmDatabase(orm, generation.plugin, parts.committed);
  let begun: string | undefined;
  const migrations = migrationsOf(evaluated, folder, (file) => {
    begun = file;
  });
  const tables = shared.map(({ meta }) => meta.tableName);
  const done = await migrate(orm, prefix, migrations, tables).catch((error: unknown) => {
    // SQL that a migration left behind fails when the migration is over, so no stack leads to its file.
    const place = begun ? placeOfText(folder, begun, ' up(') : placeIn(declarationOf(plugin), folder);
    throw PluginProblem.from('prepare', error, folder, place);
  });
  tellMigrated(generation.plugin, done, parts.loggerOf(generation.plugin, generation.number));
}

/** @param begin is told the file of each migration when it begins. */
function migrationsOf(
  { migrations }: Pick<EvaluatedPlugin, 'migrations'>,
  folder: string,
  begin: (file: string) => void,
): NamedMigration[] {
  return migrations.map(({ file, exports }) => {
    const Class = Object.values(exports).find((value) => typeof value === 'function') as
      | (new () => Migration)
      | undefined;
    if (!Class) {
      throw new PluginProblem('validate', 'a migration exports one class', {
        place: placeOfText(folder, file, 'export'),
      });
    }
    const { up } = Class.prototype;
    class Announced extends Class {
      override up(): void | Promise<void> {
        begin(file);
        return up.call(this);
      }
    }
    return { name: basename(file).replace(/\.[cm]?[jt]s$/, ''), class: Announced };
  });
}

function tellMigrated(plugin: string, { ran, updated, kept }: Migrated, logger: PluginLogger): void {
  if (ran.length > 0) {
    logger.info(`brought the tables of ${plugin} up to date: ${ran.join(', ')}`);
  }
  if (updated) {
    logger.warn(
      `changed the tables of ${plugin} to fit its entities: a plugin that others install should have migrations`,
    );
  }
  if (kept.length > 0) {
    logger.warn(
      `the entities of ${plugin} do not have these columns any more: they and their data are kept`,
      { kept },
    );
  }
}
