import { hostName } from '../admin/admin-host.ts';
import type { Environment } from '../env/environment.ts';
import { auditLogs } from '../guilds/audit-log.ts';
import { featureFiles } from '../guilds/config-source.ts';
import { DraftBox } from '../guilds/drafts.ts';
import { FeatureSwitchboard } from '../guilds/feature-switches.ts';
import { dataHolders } from '../guilds/holders.ts';
import { PrivacyDesk } from '../guilds/privacy.ts';
import { sharedFreshness } from '../guilds/remembered.ts';
import { Retention } from '../guilds/retention.ts';
import { SettingsStore } from '../guilds/settings-store.ts';
import type { Plugins } from '../host/plugins.ts';
import { jobsOf } from '../jobs/job-queue.ts';
import type { AuditLog } from '../sdk/audit.ts';
import type { Jobs } from '../sdk/jobs.ts';
import type { SettingsSchema } from '../sdk/settings.ts';
import type { Vault } from '../sdk/vault.ts';
import type { Ground } from './ground.ts';

/** What the host keeps about guilds. */
export interface GuildRooms {
  readonly switches: FeatureSwitchboard;
  readonly settings: SettingsStore;
  readonly drafts: DraftBox;
  readonly retention: Retention;
  readonly privacy: PrivacyDesk;
  readonly jobsOf: (plugin: string) => Jobs;
  readonly auditOf: (plugin: string) => AuditLog;
}

/** Opens what is kept about guilds. @param plugins asked only later. */
export function openGuilds(
  { connection, database, config, clock, newId, logger }: Ground,
  options: {
    readonly plugins: () => Plugins;
    readonly schemaOf: (plugin: string) => SettingsSchema | undefined;
    readonly env: Pick<Environment, 'dataRetentionDays' | 'auditRetentionDays'>;
    /** The host's own. */
    readonly vault: Vault;
  },
): GuildRooms {
  // An SQLite file has one process.
  const freshness = connection.dialect === 'sqlite' ? undefined : sharedFreshness;
  const jobs = (plugin: string) => jobsOf(plugin, { clock, newId });
  const auditOf = auditLogs({ clock, newId, jobs: jobs(hostName), settings: () => settings });
  const settings: SettingsStore = new SettingsStore({
    database,
    files: config,
    schemaOf: options.schemaOf,
    audit: auditOf(hostName),
    logger,
    freshness,
  });
  const switches = new FeatureSwitchboard(database, featureFiles(config), hostName, freshness);
  const retention = new Retention({
    database,
    clock,
    days: options.env.dataRetentionDays,
    auditDays: options.env.auditRetentionDays,
    holders: () => dataHolders(options.plugins()),
    onForgotten: (guild) => {
      switches.forget(guild);
      settings.forget(guild);
    },
    logger,
  });
  const drafts = new DraftBox(database, clock, options.vault);
  const privacy = new PrivacyDesk({
    database,
    drafts,
    holders: () => dataHolders(options.plugins()),
    clock,
    jobs: jobs(hostName),
    audit: auditOf(hostName),
    logger,
  });
  return {
    switches,
    settings,
    drafts,
    retention,
    privacy,
    jobsOf: jobs,
    auditOf,
  };
}
