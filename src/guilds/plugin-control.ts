import type { PluginControl, PluginReport } from '../admin/admin-host.ts';
import { HostPlugin } from '../data/host-tables.ts';
import type { Plugins } from '../host/plugins.ts';
import type { PluginRecord } from '../host/record.ts';
import type { AuditLog } from '../sdk/audit.ts';
import type { Database } from '../sdk/database.ts';
import { err, ok, type Result } from '../sdk/index.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { Refusal } from '../sdk/refusal.ts';

export interface OwnerControlOptions {
  readonly plugins: () => Pick<Plugins, 'records' | 'get' | 'load' | 'unload' | 'disable'>;
  readonly database: Database;
  /** The host's own. */
  readonly audit: AuditLog;
  readonly logger: PluginLogger;
  /** Takes secrets out of what a plugin's error says. */
  readonly scrub: (text: string) => string;
}

type Decision = Partial<Record<'disabled' | 'unloaded', boolean>>;

/** What the owners decided about plugins. */
export interface KeptDecisions {
  readonly unloaded: ReadonlySet<string>;
  readonly disabled: ReadonlySet<string>;
}

/** Reads what the owners decided before: for the start. */
export async function keptDecisions(database: Database): Promise<KeptDecisions> {
  const rows = await database.read().find(HostPlugin, {});
  const names = (kind: keyof Decision) => rows.filter((row) => row[kind]).map(({ name }) => name);
  return { unloaded: new Set(names('unloaded')), disabled: new Set(names('disabled')) };
}

/** Where the bot's owners load plugins and take them out. What they decide outlives a restart. */
export class OwnerControl implements PluginControl {
  readonly #options: OwnerControlOptions;

  constructor(options: OwnerControlOptions) {
    this.#options = options;
  }

  list(): readonly PluginReport[] {
    return this.#options
      .plugins()
      .records()
      .map((record) => this.#reportOf(record));
  }

  reload(name: string, actor: string): Promise<Result<PluginReport, Refusal>> {
    return this.#load(name, actor, 'reload');
  }

  load(name: string, actor: string): Promise<Result<PluginReport, Refusal>> {
    return this.#load(name, actor, 'load');
  }

  unload(name: string, actor: string): Promise<Result<PluginReport, Refusal>> {
    return this.#change(name, actor, 'unload', { unloaded: true }, (plugins) => plugins.unload(name));
  }

  disableEverywhere(name: string, actor: string): Promise<Result<PluginReport, Refusal>> {
    return this.#change(name, actor, 'disable', { disabled: true }, (plugins) => plugins.disable(name, true));
  }

  enable(name: string, actor: string): Promise<Result<PluginReport, Refusal>> {
    return this.#change(name, actor, 'enable', { disabled: false }, (plugins) =>
      plugins.disable(name, false),
    );
  }

  /** A folder that nobody has seen yet can be loaded too, so the attempt says whether there is one. */
  async #load(name: string, actor: string, what: string): Promise<Result<PluginReport, Refusal>> {
    const record = await this.#options.plugins().load(name);
    if (!record) {
      return unknown(name);
    }
    await this.#keep(name, actor, what, { unloaded: false });
    return this.#done(record, actor, what);
  }

  async #change(
    name: string,
    actor: string,
    what: string,
    decision: Decision,
    change: (plugins: ReturnType<OwnerControlOptions['plugins']>) => Promise<PluginRecord | undefined>,
  ): Promise<Result<PluginReport, Refusal>> {
    const plugins = this.#options.plugins();
    if (!plugins.get(name)) {
      return unknown(name);
    }
    await this.#keep(name, actor, what, decision);
    const record = await change(plugins);
    return record ? this.#done(record, actor, what) : unknown(name);
  }

  async #keep(name: string, actor: string, what: string, decision: Decision): Promise<void> {
    const { database, audit } = this.#options;
    await database.transaction(async (em) => {
      const row = { name, disabled: false, unloaded: false };
      await em.upsert(HostPlugin, row, { onConflictAction: 'ignore', disableIdentityMap: true });
      await em.nativeUpdate(HostPlugin, { name }, decision);
      // It concerns every guild, and is told in none.
      await audit.write(em, { guild: '', actor, action: `plugin-${what}`, target: name });
    });
  }

  #done(record: PluginRecord, actor: string, what: string): Result<PluginReport, Refusal> {
    const { name, state } = record;
    this.#options.logger.info(`an owner of the bot asked to ${what} ${name}`, { state, actor });
    return ok(this.#reportOf(record));
  }

  #reportOf(record: PluginRecord): PluginReport {
    return reportOf(record, this.#options.scrub);
  }
}

const unknown = (plugin: string) => err(new Refusal('unknown-plugin', { plugin }));

/** What owners see of a plugin. */
function reportOf(
  { name, state, generation, source, problem, needs }: PluginRecord,
  scrub: OwnerControlOptions['scrub'],
): PluginReport {
  const version = generation?.version ?? source?.version;
  return {
    name,
    state,
    generation: generation?.number ?? 0,
    ...(version === undefined ? {} : { version }),
    ...(problem
      ? {
          problem: {
            step: problem.step,
            message: scrub(problem.message),
            ...(problem.place === undefined ? {} : { place: problem.place }),
          },
        }
      : {}),
    ...(needs.length > 0 ? { needs } : {}),
  };
}
