import { type EntityManager, LockMode } from '@mikro-orm/core';
import { type GuildSettings, hostName, type SettingsState } from '../admin/admin-host.ts';
import type { serverSettings } from '../admin/server-settings.ts';
import { HostSettings } from '../data/host-tables.ts';
import type { GuildReading } from '../host/host-parts.ts';
import { attempt } from '../sdk/attempt.ts';
import type { AuditLog } from '../sdk/audit.ts';
import type { Database } from '../sdk/database.ts';
import type { Result } from '../sdk/index.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { Refusal } from '../sdk/refusal.ts';
import type { SettingsSchema, SettingValues } from '../sdk/settings.ts';
import { type ConfigSource, settingsIn } from './config-source.ts';
import { type Layered, layered } from './layered.ts';
import { Remembered } from './remembered.ts';

export interface SettingsStoreOptions {
  readonly database: Database;
  readonly files: ConfigSource;
  /** The schema of the generation that serves, an empty one where it has no settings; undefined for an unknown plugin. */
  readonly schemaOf: (plugin: string) => SettingsSchema | undefined;
  /** The host's own. */
  readonly audit: AuditLog;
  readonly logger: PluginLogger;
  /** For how long what was read counts, in ms; for ever where no other process writes. */
  readonly freshness?: number | undefined;
}

/** Whose values may have become others. */
export interface SettingsChange {
  /** undefined: every guild. */
  readonly guild: string | undefined;
  /** undefined: every plugin, and the host. */
  readonly plugin: string | undefined;
}

type Values = Readonly<Record<string, unknown>>;
type Rows = ReadonlyMap<string, Values>;

interface Read {
  readonly schema: SettingsSchema;
  readonly layered: Layered;
}

/** What is known of one guild. */
interface Known {
  /** What its administrators chose, by plugin. */
  readonly rows: Rows;
  readonly read: Map<string, Read>;
}

/**
 * The settings of every plugin in every guild, the host's own among them: the guild's file decides, then what its
 * administrators chose, then the default file, then the schema. A value that does not fit the schema of today is passed
 * over and stays where it is.
 */
export class SettingsStore implements GuildSettings {
  readonly #options: SettingsStoreOptions;
  readonly #known: Remembered<Known>;
  readonly #told = new Set<string>();
  readonly #listeners = new Set<(change: SettingsChange) => void>();

  constructor(options: SettingsStoreOptions) {
    this.#options = options;
    this.#known = new Remembered(async (guild) => {
      const found = await options.database.read().find(HostSettings, { guild });
      return { rows: new Map(found.map(({ plugin, values }) => [plugin, values])), read: new Map() };
    }, options.freshness);
    options.files.onChange(({ defaults, guilds }) => {
      if (defaults) {
        this.forget();
        this.#changed({ guild: undefined, plugin: undefined });
        return;
      }
      for (const guild of guilds) {
        this.forget(guild);
        this.#changed({ guild, plugin: undefined });
      }
    });
  }

  /** Is told after each change, when the new values can be read. */
  onChange(listener: (change: SettingsChange) => void): void {
    this.#listeners.add(listener);
  }

  /** One value for each field of the plugin's schema; nothing for a plugin without settings. Not to be changed. */
  async values(plugin: string, guild: string): Promise<Record<string, unknown>> {
    return { ...(await this.#read(plugin, guild))?.layered.values };
  }

  /** The values as far as they are known without asking the database, which a transaction must not do. */
  peek(plugin: string, guild: string): Values | undefined {
    const read = this.#known.peek(guild)?.read.get(plugin);
    return read?.schema === this.#options.schemaOf(plugin) ? read?.layered.values : undefined;
  }

  /** How a guild reads. */
  async readingOf(guild: string): Promise<GuildReading> {
    const { language, timeZone } = await this.#own(guild);
    return { locale: language, timeZone };
  }

  /** What typed commands begin with. */
  async prefixOf(guild: string): Promise<string> {
    return (await this.#own(guild)).prefix;
  }

  /** The channel where changes are told, if the guild has one. */
  async logChannelOf(guild: string): Promise<string | undefined> {
    return (await this.#own(guild)).logChannel ?? undefined;
  }

  async read(guild: string, plugin: string): Promise<SettingsState | undefined> {
    const read = await this.#read(plugin, guild);
    return read && { schema: read.schema, values: read.layered.values, fixed: read.layered.fixed };
  }

  async write(guild: string, plugin: string, patch: Values, actor: string): Promise<Result<void, Refusal>> {
    const written = await attempt(this.#options.database, (em) =>
      this.#write(em, guild, plugin, patch, actor),
    );
    this.forget(guild);
    if (written.isOk()) {
      this.#changed({ guild, plugin });
    }
    return written;
  }

  /** Forgets what was read about a guild, or about all: it was written to. */
  forget(guild?: string): void {
    this.#known.forget(guild);
  }

  #changed(change: SettingsChange): void {
    for (const listener of this.#listeners) {
      listener(change);
    }
  }

  async #write(
    em: EntityManager,
    guild: string,
    plugin: string,
    patch: Values,
    actor: string,
  ): Promise<void> {
    const schema = this.#schemaOf(plugin);
    if (!schema) {
      throw new Refusal('unknown-feature', { feature: plugin });
    }
    // The row is there and locked before it is read: of two writers, the second builds on what the first wrote.
    const empty = { guild, plugin, values: {} };
    await em.upsert(HostSettings, empty, { onConflictAction: 'ignore', disableIdentityMap: true });
    const row = await em.findOneOrFail(
      HostSettings,
      { guild, plugin },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const before = this.#layered(schema, plugin, guild, row.values);
    for (const field of Object.keys(patch)) {
      const file = before.fixed[field];
      if (file !== undefined) {
        throw new Refusal('setting-fixed', { setting: field, file });
      }
    }
    const known = Object.keys(patch).every((field) => Object.hasOwn(schema.shape, field));
    if (!known || !schema.safeParse({ ...before.values, ...patch }).success) {
      throw new Refusal('setting-invalid');
    }
    row.values = { ...row.values, ...patch };
    const from = Object.fromEntries(Object.keys(patch).map((field) => [field, before.values[field]]));
    if (JSON.stringify(from) !== JSON.stringify(patch)) {
      await this.#options.audit.write(em, { guild, actor, action: 'set', target: plugin, from, to: patch });
    }
  }

  async #own(guild: string): Promise<SettingValues<typeof serverSettings>> {
    return (await this.values(hostName, guild)) as SettingValues<typeof serverSettings>;
  }

  async #read(plugin: string, guild: string): Promise<Read | undefined> {
    const schema = this.#schemaOf(plugin);
    if (!schema) {
      return undefined;
    }
    const known = await this.#known.get(guild);
    const read = known.read.get(plugin);
    if (read?.schema === schema) {
      return read;
    }
    const chosen = known.rows.get(plugin) ?? {};
    const fresh = { schema, layered: this.#layered(schema, plugin, guild, chosen) };
    known.read.set(plugin, fresh);
    return fresh;
  }

  #schemaOf(plugin: string): SettingsSchema | undefined {
    const schema = this.#options.schemaOf(plugin);
    return schema && Object.keys(schema.shape).length > 0 ? schema : undefined;
  }

  #layered(schema: SettingsSchema, plugin: string, guild: string, chosen: Values): Layered {
    const file = this.#options.files.ofGuild(guild);
    const result = layered(schema, {
      fixed: { values: settingsIn(file, plugin), source: file?.file ?? '' },
      chosen,
      usual: settingsIn(this.#options.files.defaults(), plugin),
    });
    for (const field of result.unfit) {
      this.#tell(plugin, guild, field);
    }
    return result;
  }

  #tell(plugin: string, guild: string, field: string): void {
    const what = `${guild} ${plugin} ${field}`;
    if (!this.#told.has(what)) {
      this.#told.add(what);
      this.#options.logger.warn('a setting does not fit any more: its default counts', {
        plugin,
        guild,
        field,
      });
    }
  }
}
