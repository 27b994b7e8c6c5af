import type { EntitySchema } from '@mikro-orm/core';
import type { SapphireClient } from '@sapphire/framework';
import type { GatewayIntentsString, PermissionsString } from 'discord.js';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import type { AuditLog, AuditTrail } from './audit.ts';
import type { Capabilities, CapabilityBook } from './capability.ts';
import type { Check } from './check.ts';
import type { Clock } from './clock.ts';
import { customId } from './custom-id.ts';
import type { DataDuties } from './data-duties.ts';
import type { Database } from './database.ts';
import type { Drafts } from './drafts.ts';
import type { EventName, EventPublisher } from './events.ts';
import type { Jobs } from './jobs.ts';
import type { PluginLogger } from './logger.ts';
import type { RateSourceAccess } from './rate-source-access.ts';
import type { RobloxAccess } from './roblox-access.ts';
import type { RouteHandler, RouteMethod } from './route.ts';
import type { Scope } from './scope.ts';
import type { ServiceName, ServiceOf } from './services.ts';
import type { SettingsSchema } from './settings.ts';
import type { Texts } from './texts.ts';
import type { Vault } from './vault.ts';

/** What a plugin declares about itself. Its version and the host it needs stand in its `package.json`. */
export interface PluginDefinition<S extends SettingsSchema, C extends Capabilities, P> {
  /** The folder's name: lower-case letters, digits and dashes. Custom ids, tables and settings carry it. */
  readonly name: string;
  /** Settings of one guild: a zod object of `setting.*` fields. */
  readonly settings?: S;
  /** Entities (`defineEntity`). Their tables are named `<plugin>__<entity>`. */
  readonly entities?: readonly EntitySchema[];
  readonly capabilities?: C;
  /** Services of other plugins. Without a required one the plugin waits; an optional one may be undefined. */
  readonly uses?: { readonly required?: readonly ServiceName[]; readonly optional?: readonly ServiceName[] };
  /** The services that `setup` offers with `host.provide`. */
  readonly provides?: readonly ServiceName[];
  /**
   * Events of other plugins that it hears, such as `orders.changed`: for each, a piece of that name lies in its
   * `scheduled-tasks/`. See {@link EventPublisher} for what is heard when.
   */
  readonly hears?: readonly EventName[];
  /** Gateway intents that the plugin needs beyond `Guilds`. */
  readonly intents?: readonly GatewayIntentsString[];
  /** What the bot must be allowed to do in a guild; `/doctor` checks it. */
  readonly permissions?: readonly PermissionsString[];
  /**
   * Looks at what keeps it from working in a guild, beyond intents, permissions, channels and roles of settings, which
   * the host looks at. It asks Discord nothing: the caches know.
   */
  readonly checks?: (guild: string) => Promise<readonly Check[]>;
  /** The plugin's data duties; made of its parts, where more follows from a removal than the removal. */
  readonly data: DataDuties | ((parts: P) => DataDuties);
  /**
   * Builds the parts of the plugin: the domain objects that its pieces use as `plugin.parts`. It runs before the new
   * generation takes over; when it throws, the old generation keeps serving. Side effects go through `host.scope`.
   */
  setup?(host: PluginHost<S, C>): P | Promise<P>;
}

/** What the host gives to one generation of a plugin. */
export interface PluginHost<
  S extends SettingsSchema = SettingsSchema,
  C extends Capabilities = Capabilities,
> {
  readonly name: string;
  readonly version: string;
  /** Counts the loads of this plugin since the start, from 1. */
  readonly generation: number;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly events: EventPublisher;
  readonly audit: AuditLog;
  readonly trail: AuditTrail;
  readonly clock: Clock;
  readonly logger: PluginLogger;
  readonly scope: Scope;
  readonly texts: Texts;
  /** The Discord client. Register listeners as pieces, never with `client.on`: nobody would take them off. */
  readonly client: SapphireClient<true>;
  readonly roblox: RobloxAccess;
  /** Where the operator of the bot has it asked what coins cost; undefined: nowhere. */
  readonly rateSource: RateSourceAccess | undefined;
  /** Seals what the database should not show. */
  readonly vault: Vault;
  /** What people typed that could not be taken. */
  readonly drafts: Drafts;
  /** The folder that the plugin's own files lie in, for code of a thread and what else is read while it runs. */
  readonly folder: string;
  /** A folder for files of this plugin, which it makes when it needs it. Data duties are for files too. */
  readonly dataFolder: string;
  /**
   * A folder beside the log, for copies that whoever runs the bot looks at. It makes it when it needs it. Data duties are for
   * them too.
   */
  readonly logFolder: string;
  /** The settings of a guild: defaults, then what the guild chose, then its file. */
  settings(guildId: string): Promise<z.output<S>>;
  /**
   * Has `listener` called when a guild has chosen something anew: a setting of this feature, the server's language or
   * time zone, in Discord or by file, or that the feature is on. It is called while the feature is on there, until this
   * generation is retired. A change just before a crash is not told: look at what must be right once in a while too.
   */
  onSettings(listener: (guildId: string) => unknown): void;
  /** Whether the feature is on in a guild. */
  isOn(guildId: string): Promise<boolean>;
  /**
   * Whether a member may do what `capability` (local name) says. Never ask inside a transaction.
   * @throws Refusal `unchecked` when nobody can say: the gate tells the person.
   */
  may(actor: Actor, capability: keyof C & string): Promise<boolean>;
  /** The capabilities of all plugins. */
  readonly capabilities: CapabilityBook;
  /**
   * Answers HTTP requests to `/plugins/<plugin>/<name>` until this generation is retired. Call it in `setup`. Anybody on
   * the internet may call it: check who it is. @param name lower-case letters, digits and dashes.
   */
  route(method: RouteMethod, name: string, handler: RouteHandler): void;
  /** The address of a route as others see it; undefined where the operator has not told it (`PUBLIC_URL`). */
  addressOf(name: string): URL | undefined;
  /** Offers a service to other plugins until this generation is retired. Call it in `setup`. */
  provide<N extends ServiceName>(name: N, service: ServiceOf<N>): void;
  /** The service now, or undefined. Ask each time: another generation may provide it a moment later. */
  use<N extends ServiceName>(name: N): ServiceOf<N> | undefined;
  /** As {@link use}, where the feature that provides it is on in that guild. */
  useIn<N extends ServiceName>(guildId: string, name: N): Promise<ServiceOf<N> | undefined>;
}

/** What `definePlugin` gives: pieces import it to reach their parts and the host. */
export interface Plugin<
  S extends SettingsSchema = SettingsSchema,
  C extends Capabilities = Capabilities,
  P = unknown,
> {
  readonly definition: PluginDefinition<S, C, P>;
  /** @throws before `setup` has begun. */
  readonly host: PluginHost<S, C>;
  /** What `setup` made. @throws before it is done. */
  readonly parts: P;
  /** The custom id of a button, menu or modal that this plugin's `interaction-handlers/` answer. */
  customId(action: string, ...args: (string | number)[]): string;
}

interface Attachment {
  /** Its stack says where the plugin was declared. */
  readonly declared: Error;
  host?: PluginHost;
  parts?: unknown;
}

const attachments = new WeakMap<Plugin, Attachment>();

/** Declares a plugin. `plugin.ts` exports the result as its default. */
export function definePlugin<
  S extends SettingsSchema = z.ZodObject<Record<never, never>>,
  const C extends Capabilities = Record<never, never>,
  P = undefined,
>(definition: PluginDefinition<S, C, P>): Plugin<S, C, P> {
  const plugin: Plugin<S, C, P> = {
    definition,
    get host() {
      return attached(plugin, 'host') as PluginHost<S, C>;
    },
    get parts() {
      return attached(plugin, 'parts') as P;
    },
    customId: (action, ...args) => customId(definition.name, action, ...args),
  };
  attachments.set(plugin as never, { declared: new Error('declared here') });
  return plugin;
}

function attached(plugin: object, what: 'host' | 'parts'): unknown {
  const attachment = attachments.get(plugin as Plugin);
  if (!attachment || !(what in attachment)) {
    throw new Error(
      `the ${what} of this plugin are not there yet: use them in setup or later, not while the file loads`,
    );
  }
  return attachment[what];
}

/** For the host: whether `value` came from {@link definePlugin}. */
export function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'object' && value !== null && attachments.has(value as Plugin);
}

/** For the host: an error whose stack begins where {@link definePlugin} was called. */
export function declarationOf(plugin: Plugin): Error {
  return attachments.get(plugin)!.declared;
}

/** For the host: gives the plugin what it runs on, then runs its `setup`. @returns its data duties. */
export async function setUp(plugin: Plugin, host: PluginHost): Promise<DataDuties> {
  const { setup, data } = plugin.definition;
  const attachment = attachments.get(plugin)!;
  attachment.host = host;
  attachment.parts = await setup?.(host);
  return typeof data === 'function' ? data(attachment.parts) : data;
}
