import { readdir, readFile } from 'node:fs/promises';
import { basename, join, posix, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { SchemaOf } from './config-content.ts';
import { ConfigFile } from './config-file.ts';
import { type ConfigChange, type ConfigLayer, type ConfigProblem, describeProblem } from './config-layer.ts';
import { checkFolder, type FolderWatch, watchFolder } from './folder-watch.ts';

export interface ConfigOptions {
  /** It may come later. */
  readonly folder: string;
  readonly schemaOf: SchemaOf;
  readonly logger: Logger;
  /** Problems are listed, and logged only from {@link ConfigFiles.announce} on: the plugins are not there yet. */
  readonly quiet?: boolean;
}

const defaultsName = 'default.json';
const guildName = /^(\d{17,20})\.json$/;

/**
 * `default.json`, what a new guild begins with, and `guilds/<guild id>.json`, what is fixed for one guild: read, checked
 * and watched. What is wrong is logged and listed, and changes nothing that is in force.
 */
export class ConfigFiles {
  readonly #options: ConfigOptions;
  #quiet: boolean;
  /** By guild; the defaults under the empty text. */
  #files = new Map<string, ConfigFile>();
  /** Files that are no guild's. */
  #strays: readonly ConfigProblem[] = [];
  readonly #listeners = new Set<(change: ConfigChange) => void>();
  /** What was told last: by guild, and the problems as sentences. */
  #told = new Map<string, string>();
  #toldProblems = new Set<string>();
  #watch: FolderWatch | undefined;
  #reading: Promise<void> = Promise.resolve();

  private constructor(options: ConfigOptions) {
    this.#options = options;
    this.#quiet = options.quiet ?? false;
  }

  /** Reads the folder and begins to watch it. @throws when there is something else in its place. */
  static async open(options: ConfigOptions): Promise<ConfigFiles> {
    checkFolder(options.folder);
    const files = new ConfigFiles(options);
    files.#watch = await watchFolder(options.folder, {
      onChange: () => {
        files.#reading = files.#reading.then(() => files.#read());
      },
      onError: (err) => options.logger.warn({ err }, 'A change of the config folder may not be seen'),
    });
    await files.#read();
    return files;
  }

  /** What a new guild begins with. */
  defaults(): ConfigLayer {
    return this.#files.get('')?.layer ?? { file: this.#shown(defaultsName), features: {}, settings: {} };
  }

  /** What is fixed for a guild, or undefined when it has no file. */
  ofGuild(id: string): ConfigLayer | undefined {
    return this.#files.get(id)?.layer;
  }

  problems(): readonly ConfigProblem[] {
    return [...[...this.#files.values()].flatMap(({ problems }) => problems), ...this.#strays];
  }

  /** Calls `listener` when values or problems have become others. @returns what ends that. */
  onChange(listener: (change: ConfigChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Checks all files once more: plugins have come or gone, or have other settings now. */
  recheck(): void {
    for (const file of this.#files.values()) {
      file.check(this.#options.schemaOf);
    }
    this.#logProblems();
    this.#tellListeners();
  }

  /** Logs what is wrong, now and from now on. */
  announce(): void {
    this.#quiet = false;
    this.recheck();
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#watch?.close();
    await this.#reading;
  }

  /** Reads everything: what was seen of a save in several steps does not matter then. */
  async #read(): Promise<void> {
    const names = await readdir(join(this.#options.folder, 'guilds')).catch(() => []);
    const json = names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
    const found = [await this.#fileOf('', defaultsName)];
    for (const name of json.filter((name) => guildName.test(name))) {
      found.push(await this.#fileOf(guildName.exec(name)![1]!, `guilds/${name}`));
    }
    this.#files = new Map(found.flatMap((file) => (file ? [[file.guild ?? '', file] as const] : [])));
    this.#strays = json
      .filter((name) => !guildName.test(name))
      .map((name) => strayProblem(this.#shown(`guilds/${name}`)));
    this.recheck();
  }

  /** @returns undefined when the file is not there. */
  async #fileOf(guild: string, name: string): Promise<ConfigFile | undefined> {
    const file = this.#files.get(guild) ?? new ConfigFile(this.#shown(name), guild || undefined);
    try {
      await file.take(await readFile(join(this.#options.folder, name), 'utf8'));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') {
        return undefined;
      }
      // What follows names the whole path.
      file.unreadable(message.split(',')[0]!);
    }
    return file;
  }

  /** Where a file is, for people: administrators of a guild need not know where on its machine the bot lies. */
  #shown(name: string): string {
    return posix.join(basename(resolve(this.#options.folder)), name);
  }

  #logProblems(): void {
    if (this.#quiet) {
      return;
    }
    const problems = new Map(this.problems().map((problem) => [describeProblem(problem), problem]));
    for (const [sentence, { severity }] of problems) {
      if (!this.#toldProblems.has(sentence)) {
        this.#options.logger[severity === 'error' ? 'error' : 'warn'](sentence);
      }
    }
    if (problems.size === 0 && this.#toldProblems.size > 0) {
      this.#options.logger.info('The config files are right again');
    }
    this.#toldProblems = new Set(problems.keys());
  }

  #tellListeners(): void {
    const before = this.#told;
    this.#told = new Map(
      [...this.#files].map(([guild, file]) => [guild, JSON.stringify([file.layer, file.problems])]),
    );
    const changed = [...before.keys(), ...this.#told.keys()].filter(
      (guild) => before.get(guild) !== this.#told.get(guild),
    );
    if (changed.length === 0) {
      return;
    }
    const guilds = [...new Set(changed)].filter((guild) => guild !== '');
    for (const listener of this.#listeners) {
      try {
        listener({ defaults: changed.includes(''), guilds });
      } catch (err) {
        this.#options.logger.error({ err }, 'A change of the config files was not taken in');
      }
    }
  }
}

function strayProblem(file: string): ConfigProblem {
  const message = "expected the server's id as the file's name: 17 to 20 digits, then .json";
  return { file, guild: undefined, path: '', severity: 'error', message };
}
