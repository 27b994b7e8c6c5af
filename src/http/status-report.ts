/** What `/status` tells. */
export interface StatusReport {
  readonly version: string;
  /** In seconds, since the process began. */
  readonly uptime: number;
  /** The time that the bot goes by, as ISO 8601: a clock may have been moved. */
  readonly time: string;
  readonly plugins: readonly PluginStatus[];
  readonly shards: readonly ShardStatus[];
  readonly database: { readonly dialect: string };
  readonly jobs: JobCounts;
}

export interface PluginStatus {
  readonly name: string;
  readonly version?: string;
  /** The generation that serves; 0 when none does. */
  readonly generation: number;
  readonly state: string;
  /** Why it is not running, or why its newest files were not taken. */
  readonly reason?: string;
  /** Where in the plugin's own source, with the line. */
  readonly file?: string;
  readonly line?: number;
  /** The labels of what it has set going: pieces, timers, services. */
  readonly effects: readonly string[];
  /** In how many guilds the feature is on. */
  readonly guilds: number;
}

export interface ShardStatus {
  readonly id: number;
  readonly status: string;
  /** In ms; null until the first heartbeat was answered. */
  readonly ping: number | null;
}

export interface JobCounts {
  readonly waiting: number;
  readonly running: number;
  /** Failed too often: somebody must look. */
  readonly parked: number;
}

/** What must be there before the bot can do its work. */
export interface Readiness {
  readonly gateway: boolean;
  readonly database: boolean;
  readonly migrations: boolean;
}

/** What `/ready` says is missing. */
export const requirements: Readonly<Record<keyof Readiness, string>> = {
  gateway: 'the connection to Discord',
  database: 'the database',
  migrations: 'the newest tables: a migration has not run',
};
