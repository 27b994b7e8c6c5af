import { join } from 'node:path';
import type { Piece } from '@sapphire/framework';
import type { Database } from '../sdk/database.ts';
import type { Plugin, PluginHost } from '../sdk/plugin.ts';
import { setUp } from '../sdk/plugin.ts';
import type { TextSet } from '../texts/text-library.ts';
import type { PieceFolder } from './bundle.ts';
import { Generation } from './generation.ts';
import type { HostParts } from './host-parts.ts';
import { hostVersion } from './manifest.ts';
import { storeOf } from './piece-factory.ts';
import { pluginHost } from './plugin-host.ts';
import { addPiece } from './prepare.ts';
import { GenerationScope } from './scope.ts';
import { swapPieces } from './swap.ts';

export interface OwnPiece {
  readonly store: PieceFolder;
  /** The file's name without its ending. */
  readonly name: string;
  readonly piece: new (context: never, options: never) => Piece;
}

/**
 * The host's own commands as a generation: the same gate, the same stores, the same menus as any plugin's. It is there
 * from the start to the end of the process.
 * @param extend what the host's own setup gets beyond a plugin's.
 */
export async function ownGeneration(
  plugin: Plugin,
  own: {
    readonly folder: string;
    readonly pieces: readonly OwnPiece[];
    readonly texts: TextSet;
    readonly database: Database;
    readonly parts: HostParts;
    readonly extend: (host: PluginHost) => PluginHost;
  },
): Promise<Generation> {
  const { definition } = plugin;
  const logger = own.parts.loggerOf(definition.name, 1);
  const generation = new Generation({
    plugin: definition.name,
    number: 1,
    version: hostVersion,
    folder: own.folder,
    definition,
    scope: new GenerationScope((label, error) => logger.error(`${label} failed`, { error })),
    texts: own.texts,
  });
  generation.database = own.database;
  generation.duties = await setUp(plugin, own.extend(pluginHost(generation, own.parts)));
  for (const { store, name, piece: Class } of own.pieces) {
    const context = {
      store: storeOf(store),
      root: join(own.folder, store),
      path: join(own.folder, store, `${name}.ts`),
      name,
    };
    const piece = new Class(context as never, { name, enabled: true } as never);
    addPiece(generation, store, piece, own.parts, { owner: () => undefined });
  }
  swapPieces(undefined, generation);
  return generation;
}
