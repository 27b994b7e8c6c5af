import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { newRecord, type PluginRecord } from './record.ts';

/** What the owners decided, by plugin. */
export interface Kept {
  readonly unloaded: ReadonlySet<string>;
  readonly disabled: ReadonlySet<string>;
}

/** The records of all plugins that are known, one for each name, and what the owners decided about them. */
export class Shelf {
  readonly #records = new Map<string, PluginRecord>();
  /** Also about plugins whose folder is away. */
  readonly #kept = { unloaded: new Set<string>(), disabled: new Set<string>() };

  /** By name. */
  list(): readonly PluginRecord[] {
    return [...this.#records.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  get(name: string): PluginRecord | undefined {
    return this.#records.get(name);
  }

  keep({ unloaded, disabled }: Kept): void {
    for (const name of unloaded) {
      this.#kept.unloaded.add(name);
    }
    for (const name of disabled) {
      this.#kept.disabled.add(name);
    }
  }

  decide(record: PluginRecord, what: keyof Kept, value: boolean): void {
    record[what] = value;
    if (value) {
      this.#kept[what].add(record.name);
    } else {
      this.#kept[what].delete(record.name);
    }
  }

  /** The record of a plugin in `folder`; the one of another folder when that has the name already. */
  claim(name: string, folder: string): PluginRecord {
    const known = this.#records.get(name);
    if (known && known.folder !== folder && hasPlugin(known.folder)) {
      return known;
    }
    const record =
      known ??
      newRecord(name, folder, {
        disabled: this.#kept.disabled.has(name),
        unloaded: this.#kept.unloaded.has(name),
      });
    record.folder = folder;
    this.#records.set(name, record);
    return record;
  }

  forget({ name }: PluginRecord): void {
    this.#records.delete(name);
  }
}

/** Whether a folder has a plugin in it. */
export const hasPlugin = (folder: string): boolean => existsSync(join(folder, 'plugin.ts'));
