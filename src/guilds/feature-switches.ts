import { HostFeature } from '../data/host-tables.ts';
import type { Switches } from '../gate/gate.ts';
import type { Database } from '../sdk/database.ts';

/** What config files say about features. */
export interface FeatureFiles {
  /** What a new guild begins with. */
  byDefault(plugin: string): boolean | undefined;
  /** What a guild's own file decides, for good. */
  fixed(guild: string, plugin: string): boolean | undefined;
}

/** Which features are on in which guild: the guild's file decides, then what its administrators chose, then the default. */
export class FeatureSwitchboard implements Switches {
  readonly #database: Database;
  readonly #files: FeatureFiles;
  readonly #own: string;
  readonly #chosen = new Map<string, Map<string, boolean> | Promise<Map<string, boolean>>>();

  /** @param own the host's own name: its commands are always on. */
  constructor(database: Database, files: FeatureFiles, own: string) {
    this.#database = database;
    this.#files = files;
    this.#own = own;
  }

  isOn(plugin: string, guild: string): boolean | Promise<boolean> {
    if (plugin === this.#own) {
      return true;
    }
    const fixed = this.#files.fixed(guild, plugin);
    if (fixed !== undefined) {
      return fixed;
    }
    const chosen = this.#chosen.get(guild) ?? this.#read(guild);
    return chosen instanceof Map
      ? this.#decide(plugin, chosen)
      : chosen.then((rows) => this.#decide(plugin, rows));
  }

  /** In how many guilds each feature was switched on. */
  async counts(): Promise<Map<string, number>> {
    const rows = await this.#database.read().find(HostFeature, { enabled: true });
    const counts = new Map<string, number>();
    for (const { plugin } of rows) {
      counts.set(plugin, (counts.get(plugin) ?? 0) + 1);
    }
    return counts;
  }

  /** Forgets what was read about a guild: it was written to. */
  forget(guild: string): void {
    this.#chosen.delete(guild);
  }

  #decide(plugin: string, chosen: ReadonlyMap<string, boolean>): boolean {
    return chosen.get(plugin) ?? this.#files.byDefault(plugin) ?? false;
  }

  #read(guild: string): Promise<Map<string, boolean>> {
    const reading = this.#database
      .read()
      .find(HostFeature, { guild })
      .then((rows) => {
        const chosen = new Map(rows.map(({ plugin, enabled }) => [plugin, enabled]));
        // A write in between has thrown this reading away.
        if (this.#chosen.get(guild) === reading) {
          this.#chosen.set(guild, chosen);
        }
        return chosen;
      });
    reading.catch(() => {
      if (this.#chosen.get(guild) === reading) {
        this.#chosen.delete(guild);
      }
    });
    this.#chosen.set(guild, reading);
    return reading;
  }
}
