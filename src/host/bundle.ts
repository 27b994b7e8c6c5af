import { readdir } from 'node:fs/promises';
import machinePath, { join, type PlatformPath, relative, resolve } from 'node:path';
import { build, type Message, type Plugin } from 'esbuild';
import * as sdk from '../sdk/index.ts';
import { PluginProblem } from './problem.ts';

/** Folders whose files hold one piece each; the names are those of Sapphire's stores. */
export const pieceFolders = [
  'commands',
  'interaction-handlers',
  'listeners',
  'preconditions',
  'scheduled-tasks',
  'arguments',
] as const;

export type PieceFolder = (typeof pieceFolders)[number];

/** One generation of a plugin as one CommonJS text. */
export interface Bundle {
  readonly code: string;
  /** The bare imports, which the host hands in. */
  readonly imports: string[];
  /** The source files in it, absolute. */
  readonly files: string[];
}

/**
 * Puts `plugin.ts`, every piece file and the migrations of `dialect` into one text. What it exports is
 * {@link EvaluatedPlugin}. Bare imports are left for the host.
 * @throws PluginProblem with file and line when a file cannot be read as TypeScript.
 */
export async function bundle(folder: string, dialect: string): Promise<Bundle> {
  const pieces: { kind: PieceFolder; file: string }[] = [];
  for (const kind of pieceFolders) {
    for (const file of await sources(join(folder, kind))) {
      pieces.push({ kind, file });
    }
  }
  const migrations = await sources(join(folder, 'migrations', dialect));
  const entry = [
    `export { default as plugin } from ${JSON.stringify(join(folder, 'plugin.ts'))};`,
    ...[...pieces.map(({ file }) => file), ...migrations].map(
      (file, index) => `import * as file${index} from ${JSON.stringify(file)};`,
    ),
    `export const pieces = [${pieces.map(({ kind, file }, index) => `{ kind: ${JSON.stringify(kind)}, file: ${JSON.stringify(file)}, exports: file${index} }`).join(',\n')}];`,
    `export const migrations = [${migrations.map((file, index) => `{ file: ${JSON.stringify(file)}, exports: file${index + pieces.length} }`).join(',\n')}];`,
  ].join('\n');
  const imports = new Set<string>();
  try {
    const result = await build({
      stdin: { contents: entry, resolveDir: folder, sourcefile: 'guildhall-entry.ts', loader: 'ts' },
      absWorkingDir: folder,
      outdir: folder,
      bundle: true,
      write: false,
      metafile: true,
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      sourcemap: 'inline',
      sourcesContent: false,
      keepNames: true,
      // Places in errors are told by the folder's own name, also where it is reached through a link.
      preserveSymlinks: true,
      logLevel: 'silent',
      loader: { '.json': 'json' },
      plugins: [hostImports(imports), ownFiles(folder)],
    });
    return {
      code: result.outputFiles[0]!.text,
      imports: [...imports],
      files: Object.keys(result.metafile.inputs)
        .filter((file) => file !== 'guildhall-entry.ts' && !file.startsWith(`${hostNamespace}:`))
        .map((file) => join(folder, file)),
    };
  } catch (error) {
    throw readable(error, folder);
  }
}

const sdkName = '@guildhall/sdk';
const hostNamespace = 'host';

/**
 * Leaves bare imports for the host, and notes them in `imports`. What the SDK exports is told to esbuild by name, so
 * that a name that it does not have is an error with its place, and not an undefined value some day.
 */
function hostImports(imports: Set<string>): Plugin {
  const names = Object.keys(sdk).join(', ');
  return {
    name: 'host-imports',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^[^./]/ }, ({ path, kind, namespace }) => {
        if (kind === 'entry-point') {
          return undefined;
        }
        imports.add(path);
        return path === sdkName && namespace !== hostNamespace
          ? { path, namespace: hostNamespace, sideEffects: false }
          : { path, external: true };
      });
      onLoad({ filter: /./, namespace: hostNamespace }, () => ({
        contents: `export const { ${names} } = require('${sdkName}');`,
      }));
    },
  };
}

/** Whether a path is in a folder, or is it. @param paths how this machine writes them. */
export function isWithin(folder: string, path: string, paths: PlatformPath = machinePath): boolean {
  const way = paths.relative(folder, path);
  return way !== '..' && !way.startsWith(`..${paths.sep}`) && !paths.isAbsolute(way);
}

/**
 * Refuses files outside of the plugin's folder: it would get a copy of them that knows nothing of what the host or
 * another plugin does with theirs.
 */
function ownFiles(folder: string): Plugin {
  return {
    name: 'own-files',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^[./]/ }, ({ path, resolveDir }) => {
        return isWithin(folder, resolve(resolveDir, path))
          ? undefined
          : {
              errors: [
                {
                  text: `"${path}" is not in the plugin's folder: it may import ${sdkName}, packages and its own files`,
                },
              ],
            };
      });
    },
  };
}

/** The TypeScript and JavaScript files of a folder and the folders in it, sorted; none when it is not there. */
async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.[cm]?[jt]s$/.test(entry.name) &&
        !/^_|\.d\.[cm]?ts$|\.test\.ts$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readable(error: unknown, folder: string): PluginProblem {
  const first = (error as { errors?: Message[] }).errors?.[0];
  if (!first) {
    return PluginProblem.from('bundle', error, folder);
  }
  const file = first.location ? relative(join(folder, '..'), join(folder, first.location.file)) : undefined;
  // The message says it all; what esbuild throws repeats it many times over.
  const place = first.location && { place: `${file}:${first.location.line}` };
  const missing = /^No matching export in "host:(.+)" for import "(.+)"$/.exec(first.text);
  const text = missing ? `${missing[1]} has nothing called "${missing[2]}"` : first.text;
  const hint = missing && /"(.+)" instead/.exec(first.notes[0]?.text ?? '')?.[1];
  return new PluginProblem('bundle', hint ? `${text}: did you mean "${hint}"?` : text, place ?? {});
}
