import { Command } from '@sapphire/framework';
import { PermissionFlagsBits } from 'discord.js';
import { hostName } from '../admin-host.ts';
import { featureName, featureOf, pluginOf } from '../feature-name.ts';
import { offer } from '../offered.ts';
import guildhall from '../plugin.ts';
import { showSettings } from '../settings-desk.ts';

/** `/settings`: how a feature works here. The server's own settings are the feature `server`. */
export class SettingsCommand extends Command {
  constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, name: 'settings', capability: 'administer' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((command) =>
      command
        .setName('settings')
        .setDescription('commands.settings.description')
        .setDefaultMemberPermissions(PermissionFlagsBits.Administrator)
        .addStringOption((option) =>
          option
            .setName('feature')
            .setDescription('commands.settings.feature')
            .setRequired(true)
            .setAutocomplete(true),
        ),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await showSettings(interaction, pluginOf(interaction.options.getString('feature', true)));
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const { features, textsOf } = guildhall.parts;
    const list = await features.list(interaction.guildId);
    const plugins = [hostName, ...list.filter(({ hasSettings }) => hasSettings).map(({ plugin }) => plugin)];
    await offer(
      interaction,
      plugins.map((plugin) => ({
        name: featureName(plugin, textsOf(plugin)(interaction.locale)),
        value: featureOf(plugin),
      })),
    );
  }
}
