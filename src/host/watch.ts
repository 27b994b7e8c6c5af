import { mkdirSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { watch } from 'chokidar';

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
 * @returns how to stop.
 */
export function watchPlugins(
  roots: readonly string[],
  changed: (folder: string) => void,
): () => Promise<void> {
  const folders = roots.map((root) => resolve(root));
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true });
  }
  const timers = new Map<string, { readonly timer: NodeJS.Timeout; readonly due: number }>();
  const watcher = watch(folders, {
    ignoreInitial: true,
    ignored: (path) => {
      const root = folders.find((folder) => path.startsWith(folder + sep));
      return root !== undefined && isIgnored(relative(root, path));
    },
  });
  watcher.on('all', (event, path) => {
    const root = folders.find((folder) => path.startsWith(folder + sep));
    const name = root && relative(root, path).split(sep)[0];
    if (!name) {
      return;
    }
    const folder = resolve(root, name);
    const before = timers.get(folder);
    clearTimeout(before?.timer);
    const now = performance.now();
    const due = Math.max(now + (event === 'change' ? quiet : quietWhileCopying), before?.due ?? 0);
    const timer = setTimeout(() => {
      timers.delete(folder);
      changed(folder);
    }, due - now);
    timers.set(folder, { timer, due });
  });
  return async () => {
    for (const { timer } of timers.values()) {
      clearTimeout(timer);
    }
    await watcher.close();
  };
}
