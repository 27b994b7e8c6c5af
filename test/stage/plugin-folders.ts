import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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

  /** Writes a plugin of somebody else, or more files of one that is there: texts by path. An object becomes JSON. */
  async write(name: string, files: Readonly<Record<string, string | object>>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.folder, name, path);
      await mkdir(dirname(file), { recursive: true });
      await save(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
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
    await save(file, after);
  }

  async read(path: string): Promise<string> {
    return readFile(join(this.folder, path), 'utf8');
  }

  /** Takes a plugin's folder away, or one file of it. */
  async remove(path: string): Promise<void> {
    await rm(join(this.folder, path), { recursive: true });
  }
}

/** Saves as many editors do: into a new file that takes the old one's place. */
async function save(file: string, content: string): Promise<void> {
  const draft = join(dirname(file), '.saving~');
  await writeFile(draft, content);
  await rename(draft, file);
}
