import { respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import type { SlashCommandStringOption } from 'discord.js';
import { itemsAnswer, moveItems } from '../effects/items.ts';
import { productNamed } from '../effects/product-named.ts';
import { readerOf } from '../effects/reader.ts';
import { type ItemState, itemStates } from '../entities/stock-item.ts';
import plugin from '../plugin.ts';
import { readNumbers } from '../stock/item-numbers.ts';
import { withdrawForm } from '../views/staff-forms.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** The items that are sold once each: which there are, and which are not to be sold. */
export class StockCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'stock',
      capability: 'products',
      subcommands: [
        { name: 'list', chatInputRun: 'list' },
        { name: 'withdraw', chatInputRun: 'withdraw' },
        { name: 'put-back', chatInputRun: 'putBack' },
      ],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    const product = (option: SlashCommandStringOption) =>
      option
        .setName('product')
        .setDescription('commands.options.product')
        .setAutocomplete(true)
        .setRequired(true);
    const numbers = (option: SlashCommandStringOption) =>
      option.setName('numbers').setDescription('commands.options.numbers').setMaxLength(1_000);
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.stock.description')
        .addSubcommand((sub) =>
          sub
            .setName('list')
            .setDescription('commands.stock.list')
            .addStringOption(product)
            .addStringOption((option) =>
              option
                .setName('state')
                .setDescription('commands.options.state')
                .addChoices(...itemStates.map((state) => ({ name: `items.states.${state}`, value: state }))),
            ),
        )
        .addSubcommand((sub) =>
          sub
            .setName('withdraw')
            .setDescription('commands.stock.withdraw')
            .addStringOption(product)
            .addStringOption(numbers),
        )
        .addSubcommand((sub) =>
          sub
            .setName('put-back')
            .setDescription('commands.stock.put-back')
            .addStringOption(product)
            .addStringOption((option) => numbers(option).setRequired(true)),
        ),
    );
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const { guildId, options } = interaction;
    const offered = await plugin.parts.products.offered(guildId, options.getFocused(), {});
    await interaction.respond(offered.map(({ id, name }) => ({ name, value: id })));
  }

  async list(interaction: Interaction): Promise<void> {
    const { guildId, options } = interaction;
    const state = (options.getString('state') ?? undefined) as ItemState | undefined;
    const typed = options.getString('product', true);
    await respond(interaction, await itemsAnswer(guildId, typed, state, 0, readerOf(interaction)));
  }

  /** By their numbers, or without any by a form that asks what they are. */
  async withdraw(interaction: Interaction): Promise<void> {
    const { guildId, options, locale } = interaction;
    const product = await productNamed(guildId, options.getString('product', true));
    const numbers = options.getString('numbers');
    if (numbers === null) {
      await interaction.showModal(withdrawForm(product, plugin.host.texts.in(locale)));
      return;
    }
    await moveItems(interaction, 'withdraw', product.id, { numbers: readNumbers(numbers) });
  }

  async putBack(interaction: Interaction): Promise<void> {
    const { guildId, options } = interaction;
    const { id } = await productNamed(guildId, options.getString('product', true));
    const numbers = readNumbers(options.getString('numbers', true));
    await moveItems(interaction, 'putBack', id, { numbers });
  }
}
