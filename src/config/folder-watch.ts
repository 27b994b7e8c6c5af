import { existsSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { watch } from 'chokidar';

export interface FolderWatch {
  close(): Promise<void>;
}

export interface FolderWatchOptions {
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * How long nothing must have happened before a change is told, in ms. Editors save in several steps, and chokidar leaves
 * out what follows on an event within 50 ms: a shorter pause would miss the last step now and then.
 */
const quiet = 100;

/** Watches a folder and all below it; it may come later, or go and come back. */
export async function watchFolder(folder: string, options: FolderWatchOptions): Promise<FolderWatch> {
  const target = resolve(folder);
  const watcher = watch(nearestAround(target), {
    ignoreInitial: true,
    ignored: (path) => !inside(resolve(path), target) && !inside(target, resolve(path)),
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(options.onChange, quiet);
  });
  watcher.on('error', options.onError);
  await new Promise<void>((ready) => watcher.once('ready', ready));
  return {
    async close() {
      await watcher.close();
      clearTimeout(timer);
    },
  };
}

/** @throws when nothing can be in that folder, now or later: it, or what is around it, is no folder. */
export function checkFolder(folder: string): void {
  const path = resolve(folder);
  const there = existsSync(path) ? path : nearestAround(path);
  if (!statSync(there).isDirectory()) {
    throw new Error(`${there} is no folder`);
  }
}

/** The nearest folder around `path` that exists: a watch on what is not there would see nothing. */
function nearestAround(path: string): string {
  const around = dirname(path);
  return existsSync(around) ? around : nearestAround(around);
}

function inside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
