import type { GatewayIntentsString } from 'discord.js';
import type { AdminHost, MenuProblem, SentForms } from '../admin/admin-host.ts';
import type { Plugins } from '../host/plugins.ts';
import type { JobDesk } from '../jobs/job-desk.ts';
import type { AuditLog } from '../sdk/audit.ts';
import type { Database } from '../sdk/database.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import type { TextSet } from '../texts/text-library.ts';
import { checkup } from './checkup.ts';
import type { ConfigSource } from './config-source.ts';
import type { DraftBox } from './drafts.ts';
import { FeatureControl } from './feature-control.ts';
import type { FeatureSwitchboard } from './feature-switches.ts';
import { OwnerControl } from './plugin-control.ts';
import type { PrivacyDesk } from './privacy.ts';
import type { SettingsStore } from './settings-store.ts';

export interface AdminHostParts {
  readonly database: Database;
  readonly files: ConfigSource;
  readonly switches: FeatureSwitchboard;
  readonly settings: SettingsStore;
  readonly drafts: DraftBox;
  readonly forms: SentForms;
  readonly privacy: PrivacyDesk;
  /** Asked only later: the host's own commands are there before the plugins. */
  readonly plugins: () => Plugins;
  /** The host's own. */
  readonly audit: AuditLog;
  readonly logger: PluginLogger;
  /** Takes secrets out of a text. */
  readonly scrub: (text: string) => string;
  /** The host's own texts. */
  readonly texts: TextSet;
  readonly owners: readonly string[];
  /** The intents that the bot is connected with. */
  readonly intents: () => readonly GatewayIntentsString[];
  readonly jobs: JobDesk;
  /** Why a guild's command menu is not as it should be. */
  readonly menu: (guild: string) => MenuProblem | undefined;
  /** Is told after a feature was switched: the guild's menu is another one now, and jobs may go on. */
  readonly onSwitched: (guild: string, plugin: string, on: boolean) => void;
}

/** What the host's own commands work on. */
export function createAdminHost(parts: AdminHostParts): AdminHost {
  const { database, files, switches, settings, drafts, plugins, audit, logger, owners, jobs } = parts;
  const records = () => plugins().records();
  return {
    features: new FeatureControl({ database, switches, records, files, audit, onSwitched: parts.onSwitched }),
    settings,
    plugins: new OwnerControl({ plugins, database, audit, logger, scrub: parts.scrub }),
    privacy: parts.privacy,
    drafts,
    forms: parts.forms,
    jobs: {
      laidAside: async () => {
        const found = [...(await jobs.laidAside(null))];
        return new Map(found.map(([plugin, jobs]) => [plugin, { ...jobs, error: parts.scrub(jobs.error) }]));
      },
      retry: (guild) => jobs.retryAll({ guild }),
    },
    checkup: (guild) =>
      checkup(guild.id, {
        records,
        switches,
        settings,
        files,
        intents: parts.intents,
        jobs,
        menu: parts.menu,
      }),
    isOwner: (user) => owners.includes(user),
    textsOf: (plugin) => (plugins().serving(plugin)?.texts ?? parts.texts).in,
  };
}
