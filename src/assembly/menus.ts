import type { SapphireClient } from '@sapphire/framework';
import { PermissionFlagsBits, type Role, Routes } from 'discord.js';
import { HostCommandSet } from '../data/host-tables.ts';
import { menuOf } from '../discord/menu.ts';
import { CommandPublisher } from '../discord/publisher.ts';
import type { FeatureSwitchboard } from '../guilds/feature-switches.ts';
import type { Generation } from '../host/generation.ts';
import type { Plugins } from '../host/plugins.ts';
import type { PermissionService } from '../sdk/services.ts';
import type { Ground } from './ground.ts';

const managesGuildOnly = ({ permissions }: Role) =>
  permissions.has(PermissionFlagsBits.ManageGuild) && !permissions.has(PermissionFlagsBits.ManageMessages);

/** Keeps the command menus: the host's own commands, and those of every feature that is on in the guild. */
export function openMenus(
  { database, logger }: Ground,
  parts: {
    readonly client: SapphireClient;
    readonly application: string;
    readonly own: Generation;
    readonly plugins: Plugins;
    readonly switches: FeatureSwitchboard;
    readonly permissions: () => PermissionService | undefined;
  },
): CommandPublisher {
  const { client, application, own, plugins, switches, permissions } = parts;
  return new CommandPublisher({
    application,
    desired: async (guild) => {
      const generations = [own, ...plugins.offered()];
      const on = await Promise.all(generations.map(({ plugin }) => switches.isOn(plugin, guild)));
      const viewers = {
        given: (await permissions()?.given?.(guild)) ?? [],
        managersWithoutMessages: client.guilds.cache.get(guild)?.roles.cache.some(managesGuildOnly) ?? false,
      };
      return generations.filter((_, index) => on[index]).flatMap((source) => menuOf(source, viewers));
    },
    stored: async (guild) => (await database.read().findOne(HostCommandSet, { guild }))?.hash,
    store: async (guild, hash) => {
      await database.read().upsert(HostCommandSet, { guild, hash });
    },
    put: (guild, body) => client.rest.put(Routes.applicationGuildCommands(application, guild), { body }),
    logger,
  });
}
