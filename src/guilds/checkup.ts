import { Command } from '@sapphire/framework';
import type { GatewayIntentsString, PermissionsString } from 'discord.js';
import { type CheckedFeature, type Checkup, hostName, type MenuProblem } from '../admin/admin-host.ts';
import { describeProblem } from '../config/config-layer.ts';
import type { PluginRecord } from '../host/record.ts';
import { definitionOf } from '../host/record.ts';
import type { JobDesk, LaidAside } from '../jobs/job-desk.ts';
import type { Check } from '../sdk/check.ts';
import type { ConfigSource } from './config-source.ts';
import type { FeatureSwitchboard } from './feature-switches.ts';
import type { SettingsStore } from './settings-store.ts';

export interface CheckupOptions {
  readonly records: () => readonly PluginRecord[];
  readonly switches: FeatureSwitchboard;
  readonly settings: SettingsStore;
  readonly files: Pick<ConfigSource, 'defaults' | 'problems'>;
  /** The intents that the bot is connected with. */
  readonly intents: () => readonly GatewayIntentsString[];
  readonly jobs: Pick<JobDesk, 'laidAside'>;
  /** Why a guild's command menu is not as it should be. */
  readonly menu: (guild: string) => MenuProblem | undefined;
}

/** What the host's own messages in a log channel need. */
const logPermissions: readonly PermissionsString[] = ['ViewChannel', 'SendMessages', 'EmbedLinks'];

/** Gathers what `/doctor` looks at in a guild. */
export async function checkup(guild: string, options: CheckupOptions): Promise<Checkup> {
  const features: CheckedFeature[] = [];
  const own = await options.settings.read(guild, hostName);
  if (own?.values.logChannel) {
    features.push({
      plugin: hostName,
      state: 'running',
      permissions: logPermissions,
      intents: [],
      prefixCommands: false,
      settings: own,
    });
  }
  const laidAside = await options.jobs.laidAside(guild);
  for (const record of options.records()) {
    if (await options.switches.isOn(record.name, guild)) {
      features.push(await checked(guild, record, laidAside.get(record.name), options));
    }
  }
  const menu = options.menu(guild);
  return {
    features,
    intents: options.intents(),
    configProblems: problems(guild, options.files),
    ...(menu ? { menu } : {}),
  };
}

async function checked(
  guild: string,
  record: PluginRecord,
  laidAside: LaidAside | undefined,
  { settings }: CheckupOptions,
): Promise<CheckedFeature> {
  const definition = definitionOf(record);
  const state = await settings.read(guild, record.name);
  return {
    plugin: record.name,
    state: record.state,
    permissions: definition?.permissions ?? [],
    intents: definition?.intents ?? [],
    prefixCommands: (record.generation?.pieces ?? []).some(
      ({ piece }) => piece instanceof Command && piece.supportsMessageCommands(),
    ),
    checks: await checksOf(guild, record),
    ...(state ? { settings: state } : {}),
    ...(laidAside ? { laidAside } : {}),
  };
}

/** What a plugin finds itself. One that fails at it is told apart from one that finds nothing. */
async function checksOf(guild: string, { generation }: PluginRecord): Promise<readonly Check[] | 'failed'> {
  try {
    return (await generation?.definition.checks?.(guild)) ?? [];
  } catch {
    return 'failed';
  }
}

/** The guild's own file, and the one that every guild begins with. A warning keeps nothing from working. */
function problems(guild: string, files: CheckupOptions['files']): string[] {
  const shared = files.defaults().file;
  return files
    .problems()
    .filter((problem) => problem.guild === guild || problem.file === shared)
    .filter(({ severity }) => severity === 'error')
    .map(describeProblem);
}
