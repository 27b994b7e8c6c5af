import type { FeatureState, FeatureSwitches } from '../admin/admin-host.ts';
import { HostFeature } from '../data/host-tables.ts';
import type { PluginRecord } from '../host/record.ts';
import { definitionOf } from '../host/record.ts';
import type { AuditLog } from '../sdk/audit.ts';
import type { Database } from '../sdk/database.ts';
import { err, ok, type Result } from '../sdk/index.ts';
import { Refusal } from '../sdk/refusal.ts';
import type { ConfigSource } from './config-source.ts';
import type { FeatureSwitchboard } from './feature-switches.ts';

export interface FeatureControlOptions {
  readonly database: Database;
  readonly switches: FeatureSwitchboard;
  readonly records: () => readonly PluginRecord[];
  readonly files: Pick<ConfigSource, 'ofGuild'>;
  /** The host's own. */
  readonly audit: AuditLog;
  /** Is told after a feature was switched: the guild's menu is another one now, and jobs may go on. */
  readonly onSwitched: (guild: string, plugin: string, on: boolean) => void;
}

/** Plugins in these states are no feature that a guild could choose. */
const unoffered: ReadonlySet<PluginRecord['state']> = new Set([
  'discovered',
  'unloading',
  'unloaded',
  'disabled',
]);

/** Where a guild's administrators see the features and switch them. */
export class FeatureControl implements FeatureSwitches {
  readonly #options: FeatureControlOptions;

  constructor(options: FeatureControlOptions) {
    this.#options = options;
  }

  async list(guild: string): Promise<readonly FeatureState[]> {
    return Promise.all(
      this.#offered().map(async (record) => {
        const fixedBy = this.#fixedBy(guild, record.name);
        return {
          plugin: record.name,
          on: await this.#options.switches.isOn(record.name, guild),
          state: record.state,
          ...(fixedBy === undefined ? {} : { fixedBy }),
          hasSettings: Object.keys(definitionOf(record)?.settings?.shape ?? {}).length > 0,
        };
      }),
    );
  }

  async set(guild: string, plugin: string, on: boolean, actor: string): Promise<Result<void, Refusal>> {
    const { database, switches, audit, onSwitched } = this.#options;
    if (!this.#offered().some(({ name }) => name === plugin)) {
      return err(new Refusal('unknown-feature', { feature: plugin }));
    }
    const file = this.#fixedBy(guild, plugin);
    if (file !== undefined) {
      return err(new Refusal('feature-fixed', { feature: plugin, file }));
    }
    const from = await switches.isOn(plugin, guild);
    await database.transaction(async (em) => {
      await em.upsert(HostFeature, { guild, plugin, enabled: on }, { disableIdentityMap: true });
      if (from !== on) {
        const action = on ? 'feature-on' : 'feature-off';
        await audit.write(em, { guild, actor, action, target: plugin, from, to: on });
      }
    });
    switches.forget(guild);
    if (from !== on) {
      onSwitched(guild, plugin, on);
    }
    return ok(undefined);
  }

  #offered(): readonly PluginRecord[] {
    return this.#options.records().filter(({ state }) => !unoffered.has(state));
  }

  #fixedBy(guild: string, plugin: string): string | undefined {
    const file = this.#options.files.ofGuild(guild);
    return file?.features[plugin] === undefined ? undefined : file.file;
  }
}
