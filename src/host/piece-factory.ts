import { basename } from 'node:path';
import { container, InteractionHandler, type Piece, type Store } from '@sapphire/framework';
import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { ComponentHandler } from '../sdk/component-handler.ts';
import type { PieceFolder } from './bundle.ts';
import { PluginProblem, placeOfText } from './problem.ts';

type PieceClass = new (context: unknown, options: unknown) => Piece;

/** Folders whose pieces are known by the plugin's name and their own, so that two plugins may use one file name. */
const ownNames: ReadonlySet<PieceFolder> = new Set(['listeners', 'interaction-handlers']);

/**
 * Constructs the one piece that a file exports.
 * @throws PluginProblem when there is none, or more than one.
 */
export function constructPiece(
  plugin: string,
  folder: string,
  { kind, file, exports }: { kind: PieceFolder; file: string; exports: Record<string, unknown> },
): Piece {
  const store = storeOf(kind);
  const classes = Object.values(exports).filter((value): value is PieceClass =>
    isPieceClass(value, kind, store),
  );
  const place = placeOfText(folder, file, 'export');
  const [Class] = classes;
  if (!Class || new Set(classes).size > 1) {
    const found = Class ? `${classes.length} of them` : 'none';
    throw new PluginProblem(
      'validate',
      `a file in ${kind}/ exports one class of its kind, and this has ${found}`,
      {
        place,
      },
    );
  }
  const name = basename(file).replace(/\.[cm]?[jt]s$/, '');
  const piece = new Class({ store, root: `${folder}/${kind}`, path: file, name }, { name, enabled: true });
  if (ownNames.has(kind)) {
    Object.defineProperty(piece, 'name', { value: `${plugin}/${piece.name}`, enumerable: true });
  }
  return piece;
}

/** Sapphire's store of a kind. */
export function storeOf(kind: PieceFolder): Store<Piece> {
  return container.stores.get(kind as never) as unknown as Store<Piece>;
}

function isPieceClass(value: unknown, kind: PieceFolder, store: Store<Piece>): boolean {
  if (typeof value !== 'function') {
    return false;
  }
  const base = { 'interaction-handlers': InteractionHandler, 'scheduled-tasks': ScheduledTask } as Record<
    string,
    unknown
  >;
  const { prototype } = value;
  return (
    prototype instanceof ((base[kind] ?? store.Constructor) as never) ||
    (kind === 'interaction-handlers' && prototype instanceof ComponentHandler)
  );
}
