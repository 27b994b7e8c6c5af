import { join } from 'node:path';
import { Command, type Piece } from '@sapphire/framework';
import type { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { ApplicationCommandType } from 'discord.js';
import { commandsOf } from '../discord/command-data.ts';
import { CommandFault } from '../discord/command-limits.ts';
import { needsOf } from '../discord/menu.ts';
import { ComponentHandler } from '../sdk/component-handler.ts';
import type { Plugin } from '../sdk/plugin.ts';
import { declarationOf, setUp } from '../sdk/plugin.ts';
import type { PieceFolder } from './bundle.ts';
import type { EvaluatedPlugin } from './evaluate.ts';
import type { Generation } from './generation.ts';
import { entryOf, guardPiece } from './guarded-piece.ts';
import type { HostParts } from './host-parts.ts';
import { missingDutyOf } from './manifest.ts';
import { constructPiece } from './piece-factory.ts';
import { pluginHost } from './plugin-host.ts';
import { PluginProblem, placeIn, placeOfText } from './problem.ts';
import { prepareTables } from './tables.ts';

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
    for (const { name, type = ApplicationCommandType.ChatInput } of commands) {
      const twin = generation.commands.some(
        (other) => other.name === name && (other.type ?? ApplicationCommandType.ChatInput) === type,
      );
      if (twin) {
        throw refuse(`two commands are named "${name}"`, name);
      }
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
    for (const command of commands) {
      generation.needs.set(command, needsOf(piece, command));
    }
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
  const place = placeIn(declarationOf(plugin), folder);
  const unheard = definition.hears?.find((event) => !generation.tasks.has(event));
  if (unheard !== undefined) {
    throw new PluginProblem(
      'validate',
      `hears "${unheard}", and no piece in scheduled-tasks/ has this name`,
      { place: placeOfText(folder, join(folder, 'plugin.ts'), `'${unheard}'`) },
    );
  }
  await step(folder, () => prepareTables(generation, plugin, evaluated, parts));
  const setup = async () => {
    generation.duties = await setUp(plugin, pluginHost(generation, parts));
  };
  await step(folder, () => inTime('setup', place, setup));
  for (const { piece } of generation.pieces) {
    await step(folder, () => inTime(`onLoad of ${piece.name}`, place, async () => piece.onLoad()));
    generation.scope.use(`${piece.store.name}/${piece.name}`, () => piece.onUnload());
  }
  const missingDuty = missingDutyOf(generation.duties);
  if (missingDuty !== undefined) {
    throw new PluginProblem('prepare', missingDuty, { place });
  }
  const missing = definition.provides?.find((service) => !generation.services.has(service));
  if (missing !== undefined) {
    throw new PluginProblem('prepare', `plugin.ts says it provides "${missing}", and setup does not`, {
      place,
    });
  }
}

/** How long one step of a plugin's own may take, in ms: all others wait for it. */
const patience = 10_000;

async function inTime(what: string, place: string | undefined, work: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const problem = new PluginProblem('prepare', `${what} was not done after ${patience / 1_000} s`, {
      place,
    });
    timer = setTimeout(() => reject(problem), patience);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
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
