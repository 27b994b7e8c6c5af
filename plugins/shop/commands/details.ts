import { respond, shortened } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { detailsAnswer } from '../effects/details.ts';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { statusWords } from '../views/words.ts';

/** Shows staff everything about an order, with what they can do. */
export class DetailsCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'details', capability: 'review' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.details')
        .addStringOption((option) =>
          option
            .setName('order')
            .setDescription('commands.options.order')
            .setMaxLength(60)
            .setAutocomplete(true)
            .setRequired(true),
        ),
    );
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const { guildId, options, locale } = interaction;
    const t = plugin.host.texts.in(locale);
    const orders = await plugin.parts.orders.offered(guildId, options.getFocused());
    await interaction.respond(
      orders.map((order) => ({
        name: shortened([order.id, order.productName, statusWords(order, t)].join(' · '), 100),
        value: order.id,
      })),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const typed = interaction.options.getString('order', true);
    const order = orRefuse(await plugin.parts.orders.find(interaction.guildId, typed));
    await respond(interaction, await detailsAnswer(order, 0, readerOf(interaction)));
  }
}
