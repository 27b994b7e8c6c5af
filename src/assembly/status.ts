import type { SapphireClient } from '@sapphire/framework';
import { Status } from 'discord.js';
import { hostName } from '../admin/admin-host.ts';
import type { FeatureSwitchboard } from '../guilds/feature-switches.ts';
import { hostVersion } from '../host/manifest.ts';
import type { Plugins } from '../host/plugins.ts';
import type { PluginRecord } from '../host/record.ts';
import type { PluginStatus, Readiness, StatusReport } from '../http/status-report.ts';
import type { JobDesk } from '../jobs/job-desk.ts';
import type { Ground } from './ground.ts';

export interface StatusParts {
  readonly client: SapphireClient;
  readonly plugins: Plugins;
  readonly switches: FeatureSwitchboard;
  readonly desk: JobDesk;
}

/** What `/status` tells. */
export async function status({ connection, clock }: Ground, parts: StatusParts): Promise<StatusReport> {
  const { client, plugins, switches, desk } = parts;
  const records = plugins.records();
  const [guilds, counts] = await Promise.all([
    switches.counts(),
    desk.counts([hostName, ...records.map(({ name }) => name)]),
  ]);
  const count = (...states: string[]) =>
    counts.filter(({ state }) => states.includes(state)).reduce((sum, one) => sum + one.count, 0);
  return {
    version: hostVersion,
    uptime: process.uptime(),
    time: clock.now().toISOString(),
    plugins: records.map((record) => pluginStatus(record, guilds.get(record.name) ?? 0)),
    shards: client.ws.shards.map(({ id, status, ping }) => ({
      id,
      status: Status[status] ?? String(status),
      ping: ping < 0 ? null : ping,
    })),
    database: { dialect: connection.dialect },
    jobs: { waiting: count('ready', 'waiting'), running: count('running'), parked: count('parked') },
  };
}

/**
 * What `/ready` asks.
 * @param state `migrated` once the tables of the host and of every plugin were brought up to date, or could not be.
 */
export async function readiness(
  { connection }: Ground,
  { client, migrated }: { readonly client: SapphireClient; readonly migrated: boolean },
): Promise<Readiness> {
  const database = await connection.run('select 1').then(
    () => true,
    () => false,
  );
  // The client calls itself ready for as long as it tries to come back.
  const gateway = client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready);
  return { gateway, database, migrations: migrated };
}

function pluginStatus(
  { name, generation, source, state, problem, needs }: PluginRecord,
  guilds: number,
): PluginStatus {
  const [, file, line] = /^(.+?)(?::(\d+))?$/.exec(problem?.place ?? '') ?? [];
  const version = generation?.version ?? source?.version;
  const reason = problem?.message ?? (needs.length > 0 ? `needs ${needs.join(', ')}` : undefined);
  return {
    name,
    ...(version ? { version } : {}),
    generation: generation?.number ?? 0,
    state,
    ...(reason ? { reason } : {}),
    ...(file ? { file } : {}),
    ...(line ? { line: Number(line) } : {}),
    effects: generation?.scope.labels() ?? [],
    guilds,
  };
}
