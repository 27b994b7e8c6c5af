import type { Generation } from '../host/generation.ts';
import type { Plugins } from '../host/plugins.ts';
import { untilDone } from '../sdk/attempt.ts';
import type { PersonalData } from '../sdk/data-duties.ts';

/**
 * A plugin that can do its data duties now. It may be paused or disabled: its data is there all the same. What it forgets
 * it forgets as a whole, or nothing of it.
 */
export interface DataHolder {
  readonly plugin: string;
  forgetGuild(guild: string): Promise<void>;
  forgetUser(user: string): Promise<void>;
  exportUser(user: string): Promise<PersonalData>;
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
    here: records.flatMap(({ generation }) => holderOf(generation) ?? []),
    away: records.filter(({ generation }) => !holderOf(generation)).map(({ name }) => name),
  };
}

function holderOf(generation: Generation | undefined): DataHolder | undefined {
  const { plugin, database, duties } = generation ?? {};
  if (!plugin || !database || !duties) {
    return undefined;
  }
  return {
    plugin,
    forgetGuild: (guild) => untilDone(database, (em) => duties.forgetGuild(em, guild)),
    forgetUser: (user) => untilDone(database, (em) => duties.forgetUser(em, user)),
    exportUser: (user) => duties.exportUser(database.read(), user),
  };
}
