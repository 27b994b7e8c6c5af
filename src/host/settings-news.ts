import type { Gate } from '../gate/gate.ts';
import type { Generation } from './generation.ts';

export interface SettingsNewsOptions {
  readonly gate: Gate;
  /** All that serve now. */
  readonly generations: () => readonly Generation[];
}

/** Tells the plugins that guilds have chosen something anew. What they do then goes through the gate. */
export class SettingsNews {
  readonly #options: SettingsNewsOptions;

  constructor(options: SettingsNewsOptions) {
    this.#options = options;
  }

  /** @param plugin whose settings they are; undefined when all plugins may read them. */
  async tell(guilds: Iterable<string>, plugin?: string): Promise<void> {
    const { generations, gate } = this.#options;
    for (const guild of [...guilds]) {
      const subject = { guild, actor: undefined, locale: 'en-US' };
      for (const generation of generations()) {
        const entry = {
          kind: 'listener',
          name: 'settings',
          generation,
          capability: () => undefined,
        } as const;
        const concerned = plugin === undefined || generation.plugin === plugin;
        for (const listener of concerned ? [...generation.settingsListeners] : []) {
          await gate.run(entry, subject, () => listener(guild));
        }
      }
    }
  }
}
