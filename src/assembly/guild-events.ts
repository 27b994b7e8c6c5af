import { Events, type SapphireClient } from '@sapphire/framework';
import type { CommandPublisher } from '../discord/publisher.ts';
import type { Retention } from '../guilds/retention.ts';
import type { PluginLogger } from '../sdk/logger.ts';

/** Keeps menus and retention up with guilds that come, go and change their roles. */
export function followGuilds(
  client: SapphireClient,
  parts: {
    readonly menus: CommandPublisher;
    readonly retention: Retention;
    readonly logger: PluginLogger;
  },
): void {
  const { menus, retention, logger } = parts;
  const report = (error: unknown) => logger.error('a change of guilds was not taken over', { error });
  client.on(Events.GuildCreate, ({ id }) => {
    menus.changed([id]);
    retention.joined(id).catch(report);
  });
  client.on(Events.GuildAvailable, ({ id }) => menus.changed([id]));
  client.on(Events.GuildRoleCreate, ({ guild }) => menus.changed([guild.id]));
  client.on(Events.GuildRoleUpdate, (_, { guild }) => menus.changed([guild.id]));
  client.on(Events.GuildRoleDelete, ({ guild }) => menus.changed([guild.id]));
  client.on(Events.GuildDelete, ({ id }) => {
    menus.gone(id);
    retention.left(id).catch(report);
  });
  client.once(Events.ClientReady, () => {
    menus.changed(client.guilds.cache.keys());
    retention.ready(() => client.guilds.cache.keys()).catch(report);
  });
}
