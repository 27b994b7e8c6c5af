import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

/** A folder that looks like a plugin. */
export interface PluginFolder {
  readonly name: string;
  readonly folder: string;
}

const entryFile = 'plugin.ts';

/** The plugin folders in `roots`: those with a `plugin.ts`. A root that is not there has none. */
export async function discover(roots: readonly string[]): Promise<PluginFolder[]> {
  const found: PluginFolder[] = [];
  for (const root of roots) {
    const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
      const folder = resolve(root, entry.name);
      if (!entry.name.startsWith('.') && existsSync(join(folder, entryFile))) {
        found.push({ name: basename(folder), folder });
      }
    }
  }
  return found;
}
