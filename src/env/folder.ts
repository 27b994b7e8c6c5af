import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those around it, where they are not there yet. One at a time: Node's own `recursive` never comes to
 * an end in a file system that takes no folders, such as `/proc`.
 * @throws when there can be none, with the file system's reason.
 */
export function makeFolder(folder: string): void {
  const path = resolve(folder);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) {
    makeFolder(dirname(path));
    mkdirSync(path);
  } else if (!found.isDirectory()) {
    throw new Error(`${path} is no folder`);
  }
}
