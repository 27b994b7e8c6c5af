import type {
  APIModalInteractionResponseCallbackData,
  GatewayIntentsString,
  Guild,
  PermissionsString,
} from 'discord.js';
import type { Check } from '../sdk/check.ts';
import type { PersonalData } from '../sdk/data-duties.ts';
import type { Drafts } from '../sdk/drafts.ts';
import type { Result } from '../sdk/index.ts';
import type { PluginHost } from '../sdk/plugin.ts';
import type { Refusal } from '../sdk/refusal.ts';
import type { SettingsSchema } from '../sdk/settings.ts';
import type { Locale, Translate } from '../sdk/texts.ts';

/** The name that the host's own commands, custom ids, settings and texts carry. */
export const hostName = 'guildhall';

/** What the host's own commands need from the host. `actor` is always the id of a user. */
export interface AdminHost {
  readonly features: FeatureSwitches;
  readonly settings: GuildSettings;
  readonly plugins: PluginControl;
  readonly privacy: Privacy;
  readonly drafts: Drafts;
  readonly forms: SentForms;
  readonly jobs: FailedJobs;
  /** What `/doctor` looks at in a guild. */
  checkup(guild: Guild): Promise<Checkup>;
  /** Whether a user owns the bot (`OWNER_IDS`). */
  isOwner(userId: string): boolean;
  /** The texts of a plugin, for its names of features and settings. */
  textsOf(plugin: string): (locale: Locale) => Translate;
}

/** The host's own commands run like a plugin that the host gives one thing more. */
export interface AdminPluginHost extends PluginHost {
  readonly admin: AdminHost;
}

/**
 * `failed`: the newest files could not be taken; the generation before, if there is one, keeps serving. `waiting`: a
 * service it needs is away. `disabled`: the owner took it away everywhere. `quarantined`: it kept throwing.
 */
export type PluginState =
  | 'discovered'
  | 'loading'
  | 'running'
  | 'failed'
  | 'waiting'
  | 'unloading'
  | 'unloaded'
  | 'disabled'
  | 'quarantined';

export interface FeatureState {
  readonly plugin: string;
  readonly on: boolean;
  /** Only a `running` one answers. */
  readonly state: PluginState;
  /** The config file that decides whether it is on, when one does. */
  readonly fixedBy?: string;
  readonly hasSettings: boolean;
}

export interface FeatureSwitches {
  /** All features that this bot offers, by name. */
  list(guildId: string): Promise<readonly FeatureState[]>;
  /** Switches a feature on or off; doing it twice is fine. Refuses with `unknown-feature`, `feature-fixed`. */
  set(guildId: string, plugin: string, on: boolean, actor: string): Promise<Result<void, Refusal>>;
}

/** The settings of one feature in one guild. */
export interface SettingsState {
  readonly schema: SettingsSchema;
  /** One value for each field of the schema. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The fields that a config file decides, with the file's name. */
  readonly fixed: Readonly<Record<string, string>>;
}

export interface GuildSettings {
  /** @param plugin a plugin, or {@link hostName} for the server's own. @returns undefined when it has no settings. */
  read(guildId: string, plugin: string): Promise<SettingsState | undefined>;
  /**
   * Changes the named fields and leaves the others. Checked against the schema once more: the generation may be a newer
   * one than the screen's. Refuses with `unknown-feature`, `setting-fixed`, `setting-invalid`.
   */
  write(
    guildId: string,
    plugin: string,
    patch: Readonly<Record<string, unknown>>,
    actor: string,
  ): Promise<Result<void, Refusal>>;
}

/** What the owner sees of a plugin. */
export interface PluginReport {
  readonly name: string;
  readonly version?: string;
  readonly state: PluginState;
  /** The generation that serves; 0 when none does. */
  readonly generation: number;
  /** Why it failed or was put in quarantine; the place as `folder/file.ts:line`. */
  readonly problem?: { readonly step: string; readonly message: string; readonly place?: string };
  /** The services that it waits for. */
  readonly needs?: readonly string[];
}

export interface PluginControl {
  list(): readonly PluginReport[];
  /** Loads the plugin's files again. @returns the state afterwards; a failed load leaves the old generation serving. */
  reload(name: string, actor: string): Promise<Result<PluginReport, Refusal>>;
  load(name: string, actor: string): Promise<Result<PluginReport, Refusal>>;
  unload(name: string, actor: string): Promise<Result<PluginReport, Refusal>>;
  /** Takes the feature away in every guild until {@link enable}. */
  disableEverywhere(name: string, actor: string): Promise<Result<PluginReport, Refusal>>;
  enable(name: string, actor: string): Promise<Result<PluginReport, Refusal>>;
}

export interface Privacy {
  /** Everything held about a user, by plugin and table. */
  exportUser(userId: string): Promise<Readonly<Record<string, PersonalData>>>;
  /** Removes or anonymizes it. @returns the plugins that failed to, by name: the owner must look. */
  eraseUser(userId: string, actor: string): Promise<{ readonly failed: readonly string[] }>;
}

/** Forms (modals) that could not be taken. */
export interface SentForms {
  /** The form that `mark` names, as the user sent it; undefined when it is too long ago. */
  again(user: string, mark: string): Promise<APIModalInteractionResponseCallbackData | undefined>;
}

/** Jobs that failed again and again. */
export interface LaidAsideJobs {
  readonly count: number;
  readonly last: Date;
  /** What went wrong with the last one; the owner's business. */
  readonly error?: string;
}

export interface FailedJobs {
  /** What failed again and again and belongs to no guild, by plugin. */
  laidAside(): Promise<ReadonlyMap<string, LaidAsideJobs>>;
  /**
   * Tries everything again that failed in a guild and was laid aside. @param guildId null for what belongs to none.
   * @returns how many jobs.
   */
  retry(guildId: string | null): Promise<number>;
}

/** One enabled feature, for `/doctor`. */
export interface CheckedFeature {
  readonly plugin: string;
  readonly state: PluginState;
  readonly permissions: readonly PermissionsString[];
  readonly intents: readonly GatewayIntentsString[];
  /** Whether it has commands that are typed with a prefix. */
  readonly prefixCommands: boolean;
  readonly settings?: SettingsState;
  /** What it found itself, or that it failed at looking. */
  readonly checks?: readonly Check[] | 'failed';
  /** Its jobs in this guild that failed again and again. */
  readonly laidAside?: LaidAsideJobs;
}

export interface Checkup {
  readonly features: readonly CheckedFeature[];
  /** The intents that the bot is connected with. */
  readonly intents: readonly GatewayIntentsString[];
  /** What is wrong in config files that concern this guild: file, path and expected value in one sentence each. */
  readonly configProblems: readonly string[];
  /** Why the guild's command menu is not as it should be. */
  readonly menu?: MenuProblem;
}

/**
 * `no-scope`: the bot was invited without `applications.commands`. `refused`: Discord does not take the menu as it is.
 * `unreachable`: it is tried again.
 */
export interface MenuProblem {
  readonly code: 'no-scope' | 'refused' | 'unreachable';
  /** As Discord, or the network, put it. */
  readonly message: string;
}
