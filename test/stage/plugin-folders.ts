import { renameSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = fileURLToPath(new URL('../../plugins', import.meta.url));

/** The folder that the bot of a stage loads plugins from: a test drops some in, edits and removes them, as people do. */
export class PluginFolders {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Copies plugins of this project. */
  async add(...names: string[]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const name of names) {
      await cp(join(ours, name), join(this.folder, name), {
        recursive: true,
        filter: (path) => !/\/(node_modules|test)(\/|$)/.test(path.slice(ours.length)),
      });
    }
  }

  /**
   * Writes a plugin of somebody else, or more files of one that is there: texts by path. An object becomes JSON. All are
   * put in place at one moment.
   */
  async write(name: string, files: Readonly<Record<string, string | object>>): Promise<void> {
    const saved = await Promise.all(
      Object.entries(files).map(async ([path, content]) => {
        const file = join(this.folder, name, path);
        await mkdir(dirname(file), { recursive: true });
        const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
        return { file, draft: await drafted(file, text) };
      }),
    );
    for (const { file, draft } of saved) {
      renameSync(draft, file);
    }
  }

  /** Replaces a text in a file, like `pads/plugin.ts`. @throws Error when the file does not hold it. */
  async edit(path: string, from: string | RegExp, to: string): Promise<void> {
    const file = join(this.folder, path);
    const before = await readFile(file, 'utf8');
    const after = before.replace(from, () => to);
    if (after === before) {
      throw new Error(`${path} has nothing to replace for ${from}`);
    }
    await rename(await drafted(file, after), file);
  }

  async read(path: string): Promise<string> {
    return readFile(join(this.folder, path), 'utf8');
  }

  /** Takes a plugin's folder away, or one file of it. */
  async remove(path: string): Promise<void> {
    await rm(join(this.folder, path), { recursive: true });
  }
}

/** Saves as many editors do, into a new file that is to take the place of `file`. */
async function drafted(file: string, content: string): Promise<string> {
  const draft = join(dirname(file), `.${basename(file)}~`);
  await writeFile(draft, content);
  return draft;
}
