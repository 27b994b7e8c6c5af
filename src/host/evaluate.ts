import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin, Module } from 'node:module';
import { join } from 'node:path';
import type { Bundle, PieceFolder } from './bundle.ts';
import { PluginProblem, placeOfText } from './problem.ts';

/** What a bundle exports. */
export interface EvaluatedPlugin {
  readonly plugin: unknown;
  readonly pieces: readonly { kind: PieceFolder; file: string; exports: Record<string, unknown> }[];
  readonly migrations: readonly { file: string; exports: Record<string, unknown> }[];
}

/** Packages that a plugin must share with the host: two copies of them would not know each other's classes. */
const shared = /^(@guildhall\/sdk|@sapphire\/.+|discord\.js|discord-api-types\/.+|@mikro-orm\/.+|zod)$/;

/** Finds what the host has installed. */
const hostRequire = createRequire(import.meta.url);

/**
 * The module of each plugin that lives: Node keeps it weakly, and when it goes the errors of the plugin do not name the
 * lines that its developer wrote any more.
 */
const modules = new WeakMap<object, Module>();

type Compilable = Module & { _compile(code: string, file: string): void };

/**
 * Runs a bundle. It is compiled as CommonJS, because Node frees such a module when nothing holds it any more, and never
 * frees an ES module. `require` gives the host's own module namespaces: Sapphire's CommonJS build would bring a second
 * container.
 */
export async function evaluate(bundle: Bundle, folder: string, generation: number): Promise<EvaluatedPlugin> {
  const own = createRequire(join(folder, 'package.json'));
  const namespaces = new Map<string, unknown>();
  for (const name of bundle.imports) {
    namespaces.set(name, await load(name, own, bundle, folder));
  }
  const file = join(folder, `plugin.generation-${generation}.cjs`);
  const module = new Module(file) as Compilable;
  module.require = ((name: string) => namespaces.get(name) ?? own(name)) as NodeJS.Require;
  try {
    module._compile(bundle.code, file);
  } catch (error) {
    throw PluginProblem.from('evaluate', error, folder);
  }
  const evaluated = module.exports as EvaluatedPlugin;
  if (typeof evaluated.plugin === 'object' && evaluated.plugin !== null) {
    modules.set(evaluated.plugin, module);
  }
  return evaluated;
}

async function load(name: string, own: NodeJS.Require, { files }: Bundle, folder: string): Promise<unknown> {
  try {
    if (shared.test(name) || isBuiltin(name)) {
      return await import(name);
    }
    // The same kind of module wherever it is found: what it exports by default is where the bundle looks for it.
    return isFound(name, own) ? own(name) : hostRequire(name);
  } catch (error) {
    if (isMissing(error)) {
      throw new PluginProblem(
        'evaluate',
        `the package "${name}" is not installed: run npm install in ${folder}`,
        { cause: error, place: placeOfImport(files, name, folder) },
      );
    }
    throw PluginProblem.from('evaluate', error, folder);
  }
}

/** Whether a package lies where the plugin looks for it. What does not may still be one of the host's. */
function isFound(name: string, own: NodeJS.Require): boolean {
  try {
    own.resolve(name);
    return true;
  } catch (error) {
    return !isMissing(error);
  }
}

function placeOfImport(files: readonly string[], name: string, folder: string): string | undefined {
  const quoted = new RegExp(`(['"])${RegExp.escape(name)}\\1`);
  const importing = files.find((file) => quoted.test(readFileSync(file, 'utf8')));
  return importing && placeOfText(folder, importing, quoted);
}

function isMissing(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}
