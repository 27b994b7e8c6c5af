import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The root of the project. */
export const root = join(import.meta.dirname, '..');

/** A source file; `path` counts from the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** All `.ts` files below a folder of the project. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') }));
}

/** The names of the plugins that ship with the project. */
export function pluginNames(): string[] {
  return readdirSync(join(root, 'plugins'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'plugins', entry.name, 'plugin.ts')))
    .map((entry) => entry.name);
}

/** Where the rooms of the host keep their texts. */
export function hostLocaleFolders(): string[] {
  return readdirSync(join(root, 'src'))
    .map((room) => join('src', room, 'locales'))
    .filter((folder) => existsSync(join(root, folder)));
}

/** Whether a file is a test or belongs to one. */
export const isTest = ({ path }: SourceFile) => path.split('/').includes('test') || path.endsWith('.test.ts');
