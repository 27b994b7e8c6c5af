import type { SapphireClient } from '@sapphire/framework';
import { Routes } from 'discord.js';
import { HostCommandSet } from '../data/host-tables.ts';
import { CommandPublisher } from '../discord/publisher.ts';
import type { FeatureSwitchboard } from '../guilds/feature-switches.ts';
import type { Generation } from '../host/generation.ts';
import type { Plugins } from '../host/plugins.ts';
import type { Ground } from './ground.ts';

/** Keeps the command menus: the host's own commands, and those of every feature that is on in the guild. */
export function openMenus(
  { database, logger }: Ground,
  parts: {
    readonly client: SapphireClient;
    readonly application: string;
    readonly own: Generation;
    readonly plugins: Plugins;
    readonly switches: FeatureSwitchboard;
  },
): CommandPublisher {
  const { client, application, own, plugins, switches } = parts;
  return new CommandPublisher({
    desired: async (guild) => {
      const generations = [own, ...plugins.offered()];
      const on = await Promise.all(generations.map(({ plugin }) => switches.isOn(plugin, guild)));
      return generations.filter((_, index) => on[index]).flatMap(({ commands }) => commands);
    },
    stored: async (guild) => (await database.read().findOne(HostCommandSet, { guild }))?.hash,
    store: async (guild, hash) => {
      await database.read().upsert(HostCommandSet, { guild, hash });
    },
    put: (guild, body) => client.rest.put(Routes.applicationGuildCommands(application, guild), { body }),
    logger,
  });
}
