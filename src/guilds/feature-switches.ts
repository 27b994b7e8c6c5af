import type { EntityManager } from '@mikro-orm/core';
import { HostFeature } from '../data/host-tables.ts';
import type { Switches } from '../gate/gate.ts';
import type { Database } from '../sdk/database.ts';
import { Remembered } from './remembered.ts';

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
  readonly #chosen: Remembered<ReadonlyMap<string, boolean>>;

  /**
   * @param own the host's own name: its commands are always on.
   * @param freshness for how long what was read counts, in ms; for ever where no other process writes.
   */
  constructor(database: Database, files: FeatureFiles, own: string, freshness?: number) {
    this.#database = database;
    this.#files = files;
    this.#own = own;
    this.#chosen = new Remembered(async (guild) => {
      const rows = await database.read().find(HostFeature, { guild });
      return new Map(rows.map(({ plugin, enabled }) => [plugin, enabled]));
    }, freshness);
  }

  isOn(plugin: string, guild: string): boolean | Promise<boolean> {
    if (plugin === this.#own) {
      return true;
    }
    const fixed = this.#files.fixed(guild, plugin);
    if (fixed !== undefined) {
      return fixed;
    }
    const chosen = this.#chosen.get(guild);
    return chosen instanceof Promise
      ? chosen.then((rows) => this.#decide(plugin, rows))
      : this.#decide(plugin, chosen);
  }

  /** The same as a transaction sees it: nothing is asked but the transaction itself, so it never waits for it. */
  async isOnIn(em: EntityManager, plugin: string, guild: string): Promise<boolean> {
    const fixed = this.#files.fixed(guild, plugin);
    if (fixed !== undefined) {
      return fixed;
    }
    const row = await em.findOne(HostFeature, { guild, plugin }, { disableIdentityMap: true });
    return this.#decide(plugin, new Map(row ? [[plugin, row.enabled]] : []));
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
    this.#chosen.forget(guild);
  }

  #decide(plugin: string, chosen: ReadonlyMap<string, boolean>): boolean {
    return chosen.get(plugin) ?? this.#files.byDefault(plugin) ?? false;
  }
}
