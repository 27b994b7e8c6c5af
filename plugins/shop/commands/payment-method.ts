import { plain, plainLines, quiet, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { MessageFlags } from 'discord.js';
import plugin from '../plugin.ts';
import { methodForm } from '../views/forms.ts';
import { orRefuse } from '../views/refusal.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** Says how buyers can pay. */
export class PaymentMethodCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'payment-method',
      capability: 'methods',
      subcommands: ['add', 'list', 'remove'].map((name) => ({ name, chatInputRun: name })),
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.payment-method.description')
        .addSubcommand((sub) => sub.setName('add').setDescription('commands.payment-method.add'))
        .addSubcommand((sub) => sub.setName('list').setDescription('commands.payment-method.list'))
        .addSubcommand((sub) =>
          sub
            .setName('remove')
            .setDescription('commands.payment-method.remove')
            .addStringOption((option) =>
              option
                .setName('method')
                .setDescription('commands.options.method')
                .setAutocomplete(true)
                .setRequired(true),
            ),
        ),
    );
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const typed = interaction.options.getFocused().toLowerCase();
    const methods = await plugin.parts.methods.of(interaction.guildId);
    await interaction.respond(
      methods
        .filter(({ name }) => name.toLowerCase().includes(typed))
        .map(({ id, name }) => ({ name, value: id })),
    );
  }

  async add(interaction: Interaction): Promise<void> {
    await interaction.showModal(methodForm(plugin.host.texts.in(interaction.locale)));
  }

  async list(interaction: Interaction): Promise<void> {
    const t = plugin.host.texts.in(interaction.locale);
    const methods = await plugin.parts.methods.of(interaction.guildId);
    const fields = methods.map(({ name, instructions }) => ({
      name: plain(name, 60),
      value: plainLines(instructions, 200),
    }));
    await respond(interaction, {
      embeds: [
        { title: t('methods.title'), description: fields.length > 0 ? '' : t('methods.none'), fields },
      ],
      allowedMentions: quiet,
      private: true,
    });
  }

  async remove(interaction: Interaction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guildId, user, options, locale } = interaction;
    const typed = options.getString('method', true);
    const methods = await plugin.parts.methods.of(guildId);
    const found = methods.find(({ id, name }) => id === typed || name.toLowerCase() === typed.toLowerCase());
    const { name } = orRefuse(await plugin.parts.methods.remove(guildId, found?.id ?? '', user.id));
    const t = plugin.host.texts.in(locale);
    await respond(interaction, { content: t('methods.removed', { name: plain(name, 60) }), private: true });
  }
}
