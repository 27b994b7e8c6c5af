import type { AliasStore, Command, Listener } from '@sapphire/framework';
import { ComponentHandler } from '../sdk/component-handler.ts';
import type { Generation, LoadedPiece } from './generation.ts';
import { storeOf } from './piece-factory.ts';

/**
 * Puts the pieces of `next` in the place of those of `old`, without a moment between. Sapphire's own `Store#insert`
 * awaits hooks between the two and matches by name only, so a renamed piece would stay.
 */
export function swapPieces(old: Generation | undefined, next: Generation | undefined): void {
  for (const loaded of old?.pieces ?? []) {
    takeOut(loaded);
  }
  for (const loaded of next?.pieces ?? []) {
    putIn(loaded, next!);
  }
}

const inStore = ({ kind, piece }: LoadedPiece) =>
  kind !== 'scheduled-tasks' && !(piece instanceof ComponentHandler);

function putIn(loaded: LoadedPiece, generation: Generation): void {
  if (!inStore(loaded)) {
    return;
  }
  const { kind, piece } = loaded;
  const store = storeOf(kind);
  store.strategy.onLoad(store as never, piece as never);
  store.set(piece.name, piece);
  if (kind === 'commands') {
    for (const alias of aliasesOf(piece as Command, generation)) {
      (store as unknown as AliasStore<Command>).aliases.set(alias, piece as Command);
    }
  }
}

function takeOut(loaded: LoadedPiece): void {
  if (!inStore(loaded)) {
    return;
  }
  const { kind, piece } = loaded;
  const store = storeOf(kind);
  if (kind === 'listeners') {
    const { emitter, event, _listener } = piece as Listener & {
      _listener: ((...args: never[]) => void) | null;
    };
    if (emitter && _listener) {
      (emitter as NodeJS.EventEmitter).off(event as string, _listener);
    }
  }
  store.strategy.onUnload(store as never, piece as never);
  if (store.get(piece.name) === piece) {
    store.delete(piece.name);
  }
  if (kind === 'commands') {
    const { aliases } = store as unknown as AliasStore<Command>;
    for (const [alias, command] of aliases) {
      if (command === piece) {
        aliases.delete(alias);
      }
    }
  }
}

/** A command's own aliases, and the names of its context menus: Sapphire looks those up in lower case only. */
function aliasesOf(piece: Command, { commandNames }: Generation): string[] {
  return [...piece.aliases, ...(commandNames.get(piece) ?? [])];
}
