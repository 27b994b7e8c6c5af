import { Subcommand } from '@sapphire/plugin-subcommands';
import { MessageFlags, PermissionFlagsBits } from 'discord.js';
import { showFeatures, switchFeature } from '../feature-desk.ts';
import { featureName } from '../feature-name.ts';
import { offer } from '../offered.ts';
import guildhall from '../plugin.ts';

/** `/features`: what this bot can do here, and whether it does. */
export class FeaturesCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext, options: Subcommand.Options) {
    super(context, {
      ...options,
      name: 'features',
      capability: 'administer',
      subcommands: [
        { name: 'list', chatInputRun: 'list' },
        { name: 'enable', chatInputRun: 'enable' },
        { name: 'disable', chatInputRun: 'disable' },
      ],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((command) =>
      command
        .setName('features')
        .setDescription('commands.features.description')
        .setDefaultMemberPermissions(PermissionFlagsBits.Administrator)
        .addSubcommand((list) => list.setName('list').setDescription('commands.features.list'))
        .addSubcommand((enable) =>
          enable
            .setName('enable')
            .setDescription('commands.features.enable')
            .addStringOption((option) =>
              option
                .setName('feature')
                .setDescription('commands.features.feature')
                .setRequired(true)
                .setAutocomplete(true),
            ),
        )
        .addSubcommand((disable) =>
          disable
            .setName('disable')
            .setDescription('commands.features.disable')
            .addStringOption((option) =>
              option
                .setName('feature')
                .setDescription('commands.features.feature')
                .setRequired(true)
                .setAutocomplete(true),
            ),
        ),
    );
  }

  async list(interaction: Subcommand.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await showFeatures(interaction);
  }

  async enable(interaction: Subcommand.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await this.#switch(interaction, true);
  }

  async disable(interaction: Subcommand.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await this.#switch(interaction, false);
  }

  /** Offers the features that are not yet as the subcommand would make them. */
  override async autocompleteRun(interaction: Subcommand.AutocompleteInteraction<'cached'>): Promise<void> {
    const { features, textsOf } = guildhall.parts;
    const on = interaction.options.getSubcommand() === 'disable';
    const fitting = (await features.list(interaction.guildId)).filter((feature) => feature.on === on);
    await offer(
      interaction,
      fitting.map(({ plugin }) => ({
        name: featureName(plugin, textsOf(plugin)(interaction.locale)),
        value: plugin,
      })),
    );
  }

  async #switch(interaction: Subcommand.ChatInputCommandInteraction<'cached'>, on: boolean): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await switchFeature(interaction, interaction.options.getString('feature', true), on);
  }
}
