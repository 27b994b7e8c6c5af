import { basename } from 'node:path';
import type { Migration } from '@mikro-orm/migrations';
import { Command, type Piece } from '@sapphire/framework';
import type { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tablePrefix } from '../data/connection.ts';
import { migrate, type NamedMigration } from '../data/migrations.ts';
import { OrmDatabase } from '../data/orm-database.ts';
import { commandsOf } from '../discord/command-data.ts';
import { CommandFault } from '../discord/command-limits.ts';
import { ComponentHandler } from '../sdk/component-handler.ts';
import type { Plugin } from '../sdk/plugin.ts';
import { declarationOf, setUp } from '../sdk/plugin.ts';
import type { PieceFolder } from './bundle.ts';
import type { EvaluatedPlugin } from './evaluate.ts';
import type { Generation } from './generation.ts';
import { entryOf, guardPiece } from './guarded-piece.ts';
import type { HostParts } from './host-parts.ts';
import { constructPiece } from './piece-factory.ts';
import { pluginHost } from './plugin-host.ts';
import { PluginProblem, placeIn, placeOfText } from './problem.ts';
import { forgetSchemas } from './schema-registry.ts';

/** What runs already, for the checks against it. */
export interface Taken {
  /** The plugin that a name of a command or a precondition belongs to. */
  owner(kind: 'commands' | 'preconditions', name: string): string | undefined;
}

/**
 * Constructs and checks the pieces of a generation. Nothing is registered anywhere.
 * @throws PluginProblem
 */
export function takePieces(
  generation: Generation,
  evaluated: Pick<EvaluatedPlugin, 'pieces'>,
  parts: HostParts,
  taken: Taken,
): void {
  for (const source of evaluated.pieces) {
    const piece = inPlace(generation, source.file, () =>
      constructPiece(generation.plugin, generation.folder, source),
    );
    addPiece(generation, source.kind, piece, parts, taken);
  }
}

/** Adds one constructed piece. @throws PluginProblem when its name is taken. */
export function addPiece(
  generation: Generation,
  kind: PieceFolder,
  piece: Piece,
  parts: HostParts,
  taken: Taken,
): void {
  const { full } = piece.location;
  const refuse = (message: string, name: string, rival?: string) =>
    new PluginProblem('validate', message, {
      place: placeOfText(generation.folder, full, `'${name}'`),
      ...(rival === undefined ? {} : { rival }),
    });
  if (kind === 'scheduled-tasks') {
    const task = piece as unknown as ScheduledTask;
    generation.tasks.set(task.name, { task, entry: entryOf(generation, 'task', piece) });
  } else if (piece instanceof ComponentHandler) {
    if (generation.components.has(piece.action)) {
      throw refuse(`two interaction handlers answer "${piece.action}"`, piece.action);
    }
    generation.components.set(piece.action, piece);
  } else if (kind === 'commands' || kind === 'preconditions') {
    const owner = taken.owner(kind, piece.name);
    if (owner !== undefined && owner !== generation.plugin) {
      throw refuse(
        `the name "${piece.name}" belongs to the plugin ${owner}: choose another one`,
        piece.name,
        owner,
      );
    }
  }
  if (generation.pieces.some((other) => other.kind === kind && other.piece.name === piece.name)) {
    throw refuse(`two pieces are named "${piece.name}"`, piece.name);
  }
  if (piece instanceof Command) {
    const commands = inPlace(generation, full, () => commandsOf(piece, generation.texts));
    generation.commandNames.set(
      piece,
      commands.map(({ name }) => name),
    );
    for (const { name } of commands) {
      const owner = taken.owner('commands', name);
      if (owner !== undefined && owner !== generation.plugin) {
        throw refuse(
          `the command "${name}" belongs to the plugin ${owner}: choose another name`,
          name,
          owner,
        );
      }
    }
    generation.commands.push(...commands);
    // Sapphire would register it once more when the client is ready, globally and without its texts.
    Object.defineProperty(piece, 'registerApplicationCommands', { value: undefined });
  }
  const known = declaredIn(piece.options.capability).find(
    (one) => !(one in (generation.definition.capabilities ?? {})),
  );
  if (known !== undefined && generation.plugin !== 'guildhall') {
    throw refuse(`needs the capability "${known}", which plugin.ts does not declare`, known);
  }
  guardPiece(parts.gate, generation, kind, piece);
  generation.pieces.push({ kind, name: piece.name, piece });
}

const declaredIn = (capability: string | Readonly<Record<string, string>> | undefined): string[] =>
  capability === undefined ? [] : typeof capability === 'string' ? [capability] : Object.values(capability);

/**
 * Makes the generation ready to serve: its tables, its pieces' `onLoad`, its `setup`. Whatever it has set going by then
 * hangs on its scope.
 * @throws PluginProblem
 */
export async function prepare(
  generation: Generation,
  plugin: Plugin,
  evaluated: Pick<EvaluatedPlugin, 'migrations'>,
  parts: HostParts,
): Promise<void> {
  const { folder, definition } = generation;
  await step(folder, async () => {
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
    generation.scope.use('entities', () => forgetSchemas([...entities, ...shared]));
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
    const ran = await migrate(orm, prefix, migrations, tables).catch((error: unknown) => {
      // SQL that a migration left behind fails when the migration is over, so no stack leads to its file.
      throw PluginProblem.from('prepare', error, folder, begun && placeOfText(folder, begun, ' up('));
    });
    if (ran.length > 0) {
      parts
        .loggerOf(generation.plugin, generation.number)
        .info('brought its tables up to date', { migrations: ran });
    }
  });
  await step(folder, () => setUp(plugin, pluginHost(generation, parts)));
  for (const { piece } of generation.pieces) {
    await step(folder, async () => {
      await piece.onLoad();
    });
    generation.scope.use(`${piece.store.name}/${piece.name}`, () => piece.onUnload());
  }
  const missing = definition.provides?.find((service) => !generation.services.has(service));
  if (missing !== undefined) {
    throw new PluginProblem('prepare', `plugin.ts says it provides "${missing}", and setup does not`, {
      place: placeIn(declarationOf(plugin), folder),
    });
  }
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

async function step(folder: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw PluginProblem.from('prepare', error, folder);
  }
}

function inPlace<T>({ folder, plugin }: Generation, file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PluginProblem) {
      throw error;
    }
    const place =
      error instanceof CommandFault
        ? placeOfText(folder, file, error.quote)
        : `${plugin}${file.slice(folder.length)}:1`;
    throw PluginProblem.from('validate', error, folder, place);
  }
}
