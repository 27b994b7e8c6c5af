import { randomBytes, randomUUID } from 'node:crypto';
import { type AnyEntity, defineEntity, type EntityName, p } from '@mikro-orm/core';
import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import { describe, onTestFinished, test } from 'vitest';
import { emptyDatabase, NoServer } from '../../../tools/empty-database.ts';
import { hostName, type MenuProblem } from '../../admin/admin-host.ts';
import type { ConfigChange, ConfigLayer, ConfigProblem } from '../../config/config-layer.ts';
import type { Connection, Dialect } from '../../data/connection.ts';
import { hostMigrations } from '../../data/host-migrations.ts';
import { migrate } from '../../data/migrations.ts';
import { OrmDatabase } from '../../data/orm-database.ts';
import { vaults } from '../../data/vault.ts';
import type { PluginRecord } from '../../host/record.ts';
import type { LaidAside } from '../../jobs/job-desk.ts';
import { jobsOf } from '../../jobs/job-queue.ts';
import { HostJob } from '../../jobs/job-table.ts';
import type { DataDuties } from '../../sdk/data-duties.ts';
import type { Database } from '../../sdk/database.ts';
import type { PluginLogger } from '../../sdk/logger.ts';
import type { PluginDefinition } from '../../sdk/plugin.ts';
import type { SettingsSchema } from '../../sdk/settings.ts';
import { mergeLocales, readLocales } from '../../texts/locale-files.ts';
import { TextLibrary, type TextSet } from '../../texts/text-library.ts';
import { auditLogs } from '../audit-log.ts';
import type { ConfigSource } from '../config-source.ts';
import { featureFiles } from '../config-source.ts';
import { DraftBox } from '../drafts.ts';
import { FeatureSwitchboard } from '../feature-switches.ts';
import { hostEntities, sharedTables } from '../host-entities.ts';
import { LogChannels } from '../log-channels.ts';
import { schemas } from '../serving.ts';
import { SettingsStore } from '../settings-store.ts';

export const guild = '100000000000000001';
export const otherGuild = '100000000000000002';
export const ada = '200000000000000001';
export const bob = '200000000000000002';
export const channel = '300000000000000001';

/** Config files that a test writes. */
export class MadeUpFiles implements ConfigSource {
  usual: Partial<ConfigLayer> = {};
  readonly guilds = new Map<string, Partial<ConfigLayer>>();
  found: ConfigProblem[] = [];
  readonly #listeners = new Set<(change: ConfigChange) => void>();

  defaults = () => this.#layer('config/default.json', this.usual);
  ofGuild = (id: string) => {
    const layer = this.guilds.get(id);
    return layer && this.#layer(`config/guilds/${id}.json`, layer);
  };
  problems = () => this.found;
  onChange(listener: (change: ConfigChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  save(guild: string, layer: Partial<ConfigLayer>): void {
    this.guilds.set(guild, layer);
    for (const listener of this.#listeners) {
      listener({ defaults: false, guilds: [guild] });
    }
  }

  #layer = (file: string, layer: Partial<ConfigLayer>): ConfigLayer => ({
    file,
    features: {},
    settings: {},
    ...layer,
  });
}

/** A table of a made-up plugin: whatever somebody noted. */
const noteTable = () =>
  defineEntity({
    name: 'Note',
    properties: { id: p.string().primary(), guild: p.string(), user: p.string(), text: p.string() },
  });
const Note = 'Note' as unknown as EntityName<{ id: string; guild: string; user: string; text: string }>;

const noteDuties: DataDuties = {
  forgetGuild: async (em, guild) => void (await em.nativeDelete(Note, { guild })),
  forgetUser: async (em, user) => void (await em.nativeDelete(Note, { user })),
  exportUser: async (em, user) => ({
    notes: (await em.find(Note, { user })).map(({ text }) => ({ text })),
  }),
};

/** A made-up plugin that is loaded, with a table of notes. */
export interface NotePlugin {
  readonly record: PluginRecord;
  readonly database: Database;
  note(guild: string, user: string, text: string): Promise<void>;
  notes(): Promise<string[]>;
}

/** The host's tables on an empty database, and what works on them. */
export class World {
  readonly connection: Connection;
  readonly database: Database;
  readonly files = new MadeUpFiles();
  readonly records: PluginRecord[] = [];
  readonly laidAside = new Map<string, LaidAside>();
  readonly menus = new Map<string, MenuProblem>();
  readonly lines: { readonly message: string; readonly facts: Record<string, unknown> }[] = [];
  readonly sent: { readonly channel: string; readonly message: RESTPostAPIChannelMessageJSONBody }[] = [];
  readonly clock = { now: () => this.now };
  readonly vault = vaults([randomBytes(32).toString('base64')])('guildhall');
  readonly switches: FeatureSwitchboard;
  readonly settings: SettingsStore;
  readonly drafts: DraftBox;
  readonly texts: TextLibrary;
  readonly pluginTexts = new Map<string, TextSet>();
  now = new Date('2030-01-01T12:00:00Z');
  /** What happens when a message is posted, beside that it is written down. */
  onSend: () => void = () => {};

  private constructor(connection: Connection, database: Database, texts: TextLibrary) {
    this.connection = connection;
    this.database = database;
    this.texts = texts;
    this.switches = new FeatureSwitchboard(database, featureFiles(this.files), hostName);
    this.settings = new SettingsStore({
      database,
      files: this.files,
      schemaOf: schemas((name) => this.records.find((record) => record.name === name)),
      audit: this.audit(hostName),
      logger: this.logger,
    });
    this.drafts = new DraftBox(database, this.clock, this.vault);
  }

  static async open(dialect: Dialect, skip: (why: string) => never): Promise<World> {
    const { connection, drop } = await emptyDatabase(dialect).catch((error) => {
      throw error instanceof NoServer ? skip(error.message) : error;
    });
    onTestFinished(drop);
    const orm = await connection.orm(randomUUID(), 'host', hostEntities());
    await migrate(orm, 'host', hostMigrations[dialect], []);
    const rooms = ['admin', 'guilds'].map((room) =>
      readLocales(`${import.meta.dirname}/../../${room}/locales`),
    );
    const texts = new TextLibrary(mergeLocales(await Promise.all(rooms)), () => {});
    return new World(connection, new OrmDatabase(orm, hostName), texts);
  }

  get logger(): PluginLogger {
    const write = (message: string, facts = {}) => void this.lines.push({ message, facts });
    return { debug: write, info: write, warn: write, error: write };
  }

  audit(plugin: string) {
    const jobs = jobsOf(hostName, { clock: this.clock, newId: randomUUID });
    return auditLogs({ clock: this.clock, newId: randomUUID, jobs, settings: () => this.settings })(plugin);
  }

  logChannels(): LogChannels {
    return new LogChannels({
      database: this.database,
      settings: this.settings,
      texts: { host: this.texts.host, of: (plugin) => this.pluginTexts.get(plugin) },
      send: async (channel, message) => {
        this.sent.push({ channel, message });
        this.onSend();
      },
      logger: this.logger,
    });
  }

  /** Runs the waiting jobs of log channels, as the runner would. */
  async runPosts(): Promise<number> {
    const jobs = await this.rows(HostJob, { name: 'post-audit' });
    for (const { id, payload } of jobs) {
      await this.logChannels().post(String(payload.guild));
      await this.database.read().nativeDelete(HostJob, { id });
    }
    return jobs.length;
  }

  advance(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  rows<E extends object>(entity: EntityName<E>, where: object = {}): Promise<E[]> {
    return this.database.read().find(entity, where as never) as Promise<E[]>;
  }

  /** What each table of the host knows of a guild, by table. */
  async rowsOf(guild: string, tables: readonly EntityName<AnyEntity>[]): Promise<number> {
    const em = this.database.read();
    const counts = await Promise.all(tables.map((table) => em.count(table, { guild } as never)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** A plugin that declares something and holds nothing. */
  plugin(
    name: string,
    definition: Partial<PluginDefinition<SettingsSchema, never, unknown>> = {},
  ): PluginRecord {
    const generation = { plugin: name, number: 1, version: '1.0.0', pieces: [], definition };
    const record = { name, state: 'running', generation, definition, needs: [] } as unknown as PluginRecord;
    this.records.push(record);
    return record;
  }

  /** A plugin that holds notes. `duties` replace its own. */
  async notePlugin(name: string, duties: Partial<DataDuties> = {}): Promise<NotePlugin> {
    const orm = await this.connection.orm(randomUUID(), name, [noteTable(), ...sharedTables()]);
    await migrate(orm, name, [], ['host__audit', 'host__job']);
    const database = new OrmDatabase(orm, name);
    const record = this.plugin(name);
    Object.assign(record.generation!, { database, duties: { ...noteDuties, ...duties } });
    return {
      record,
      database,
      note: async (guild, user, text) => {
        await database.read().insert(Note, { id: randomUUID(), guild, user, text });
      },
      notes: async () => (await database.read().find(Note, {})).map(({ text }) => text).sort(),
    };
  }
}

type Body = (world: World) => Promise<void>;

/** Runs the tests of `body` on every database. A server that is not there skips them, and says so. */
export function onEveryDatabase(body: (test: (name: string, run: Body) => void) => void): void {
  describe.each(['sqlite', 'postgresql'] as const)('%s', (dialect) => {
    body((name, run) => {
      test(name, async ({ skip }) => {
        await run(await World.open(dialect, skip));
      });
    });
  });
}
