import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { EnvironmentError } from '../env/environment-error.ts';
import { makeFolder } from '../env/folder.ts';

/** Saves that come this close together are one, in ms. */
export const quiet = 40;
/** New files come one after the other: a plugin is taken only when all of it was copied. In ms. */
const quietWhileCopying = 250;

const hidden = /^\.|~$|\.(tmp|swp)$/;
/** Not part of a plugin as it runs. */
const aside = /^(node_modules|tests?|coverage)$|\.md$/;

/** Whether what lies at `path`, from the folder that plugins lie in, is nothing that a plugin is made of. */
export function isIgnored(path: string): boolean {
  const [name = '', ...rest] = path.split(/[\\/]/);
  return [name, ...rest].some((part) => hidden.test(part)) || rest.some((part) => aside.test(part));
}

/**
 * Watches the plugin folders in `roots`. `changed` is told the folder of a plugin whose files changed, came or went,
 * once they have been quiet for a moment.
 * @param since what changed from this moment on is told too, in ms since 1970.
 * @returns how to stop.
 * @throws EnvironmentError when one of them cannot be a folder.
 */
export function watchPlugins(
  roots: readonly string[],
  changed: (folder: string) => void,
  since: number,
): () => Promise<void> {
  const folders = roots.map((root) => resolve(root));
  folders.forEach(makePluginFolder);
  const due = new DueFolders(changed);
  const note = (event: string, path: string) => {
    const root = folders.find((folder) => path.startsWith(folder + sep));
    const name = root && relative(root, path).split(sep)[0];
    if (name) {
      due.add(resolve(root, name), event === 'change' ? quiet : quietWhileCopying);
    }
  };
  let stopped = false;
  let watcher: FSWatcher;
  const begin = (from: number) => {
    watcher = watchTree(folders, from, note, (path) => {
      if (!stopped) {
        void watcher.close();
        begin(Date.now());
        note('addDir', path);
      }
    });
  };
  begin(since);
  return async () => {
    stopped = true;
    due.stop();
    await watcher.close();
  };
}

/** A folder that is not there yet is made: plugins can be dropped in. */
function makePluginFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    const why = (error as Error).message;
    throw new EnvironmentError([`PLUGIN_DIRS: ${folder} cannot be a folder for plugins: ${why}`], error);
  }
}

/**
 * @param since files that are there already count as new when they changed after this moment, in ms since 1970.
 * @param replaced is told of a folder in whose place another one was put. The watcher does not see into that one: it
 * must be begun anew.
 */
function watchTree(
  folders: readonly string[],
  since: number,
  note: (event: string, path: string) => void,
  replaced: (path: string) => void,
): FSWatcher {
  const known = new Map<string, string>();
  let ready = false;
  let over = false;
  const watcher = watch([...folders], {
    alwaysStat: true,
    ignored: (path) => {
      const root = folders.find((folder) => path.startsWith(folder + sep));
      return root !== undefined && isIgnored(relative(root, path));
    },
  });
  watcher.on('ready', () => {
    ready = true;
  });
  watcher.on('all', (event, path, stats) => {
    if (event === 'addDir' && stats) {
      known.set(path, identityOf(stats));
    } else if (event === 'unlinkDir') {
      known.delete(path);
    }
    // A clock of the file system may lag a little behind.
    if (ready || (stats && stats.ctimeMs >= since - clockLag)) {
      note(event, path);
    }
  });
  watcher.on('raw', (_event, name: unknown, details) => {
    const { watchedPath } = details as { watchedPath: string };
    const path = typeof name === 'string' ? join(watchedPath, name) : '';
    if (known.has(path)) {
      stat(path).then(
        (stats) => {
          if (!over && known.has(path) && known.get(path) !== identityOf(stats)) {
            over = true;
            replaced(path);
          }
        },
        // It is away for now: the watcher tells that by itself.
        () => {},
      );
    }
  });
  return watcher;
}

const clockLag = 20;

/** Tells a folder from another one of the same path. */
const identityOf = ({ ino, birthtimeMs }: Stats) => `${ino} ${birthtimeMs}`;

/** Folders that are told once they have been quiet for a while. */
class DueFolders {
  readonly #tell: (folder: string) => void;
  readonly #due = new Map<string, { readonly timer: NodeJS.Timeout; readonly at: number }>();

  constructor(tell: (folder: string) => void) {
    this.#tell = tell;
  }

  /** @param pause how long it must be quiet from now on, in ms. */
  add(folder: string, pause: number): void {
    const before = this.#due.get(folder);
    clearTimeout(before?.timer);
    const now = performance.now();
    const at = Math.max(now + pause, before?.at ?? 0);
    const timer = setTimeout(() => {
      this.#due.delete(folder);
      this.#tell(folder);
    }, at - now);
    this.#due.set(folder, { timer, at });
  }

  stop(): void {
    for (const { timer } of this.#due.values()) {
      clearTimeout(timer);
    }
  }
}
