import { Subcommand } from '@sapphire/plugin-subcommands';
import { MessageFlags, PermissionFlagsBits, type SlashCommandSubcommandBuilder } from 'discord.js';
import { respond } from '../../sdk/respond.ts';
import type { PluginControl } from '../admin-host.ts';
import { offer } from '../offered.ts';
import { orRefuse } from '../or-refuse.ts';
import { refuseAllButOwners } from '../owners.ts';
import guildhall from '../plugin.ts';
import { listPlugins } from '../plugin-desk.ts';
import { pluginCard } from '../views/plugin-list.ts';

/** What an owner can do to a plugin. */
const changes = {
  reload: 'reload',
  load: 'load',
  unload: 'unload',
  disable: 'disableEverywhere',
  enable: 'enable',
} as const satisfies Record<string, keyof PluginControl>;

type Change = keyof typeof changes;

const named = Object.keys(changes) as Change[];

/** `/plugins`: for the bot's owners alone. */
export class PluginsCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext, options: Subcommand.Options) {
    super(context, {
      ...options,
      name: 'plugins',
      subcommands: [
        { name: 'list', chatInputRun: 'list' },
        ...named.map((name) => ({ name, chatInputRun: 'change' })),
      ],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((command) => {
      command
        .setName('plugins')
        .setDescription('commands.plugins.description')
        .setDefaultMemberPermissions(PermissionFlagsBits.Administrator)
        .addSubcommand((list) => list.setName('list').setDescription('commands.plugins.list'));
      for (const name of named) {
        command.addSubcommand((change) => changeOption(change, name));
      }
      return command;
    });
  }

  async list(interaction: Subcommand.ChatInputCommandInteraction<'cached'>): Promise<void> {
    refuseAllButOwners(interaction);
    await respond(interaction, await listPlugins(interaction.locale, 0));
  }

  /** A load takes as long as the plugin's `setup` does: the answer is promised first. */
  async change(interaction: Subcommand.ChatInputCommandInteraction<'cached'>): Promise<void> {
    refuseAllButOwners(interaction);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { plugins } = guildhall.parts;
    const plugin = interaction.options.getString('plugin', true);
    const change = changes[interaction.options.getSubcommand(true) as Change];
    const report = orRefuse(await plugins[change](plugin, interaction.user.id));
    await respond(interaction, pluginCard(report, guildhall.host.texts.in(interaction.locale)));
  }

  override async autocompleteRun(interaction: Subcommand.AutocompleteInteraction): Promise<void> {
    const { plugins, isOwner } = guildhall.parts;
    const list = isOwner(interaction.user.id) ? plugins.list() : [];
    await offer(
      interaction,
      list.map(({ name }) => ({ name, value: name })),
    );
  }
}

function changeOption(builder: SlashCommandSubcommandBuilder, name: Change): SlashCommandSubcommandBuilder {
  return builder
    .setName(name)
    .setDescription(`commands.plugins.${name}`)
    .addStringOption((option) =>
      option
        .setName('plugin')
        .setDescription('commands.plugins.plugin')
        .setRequired(true)
        .setAutocomplete(true),
    );
}
