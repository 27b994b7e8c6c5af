import type { Generation } from '../host/generation.ts';
import type { Plugins } from '../host/plugins.ts';
import type { DataDuties } from '../sdk/data-duties.ts';
import type { Database } from '../sdk/database.ts';

/** A plugin that can do its data duties now. It may be paused or disabled: its data is there all the same. */
export interface DataHolder {
  readonly plugin: string;
  readonly database: Database;
  readonly duties: DataDuties;
}

/** Who holds data. `away` are plugins that are known and not loaded, so that nobody can say what they hold. */
export interface DataHolders {
  readonly here: readonly DataHolder[];
  readonly away: readonly string[];
}

/** Finds who holds data now. */
export function dataHolders(plugins: Pick<Plugins, 'records'>): DataHolders {
  const records = plugins.records();
  return {
    here: records.flatMap(({ generation }) => (generation?.database ? [holderOf(generation)] : [])),
    away: records.filter(({ generation }) => !generation?.database).map(({ name }) => name),
  };
}

const holderOf = ({ plugin, database, definition }: Generation): DataHolder => ({
  plugin,
  database: database!,
  duties: definition.data,
});
