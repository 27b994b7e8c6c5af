import { respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { readerOf } from '../effects/reader.ts';
import { shopAnswer } from '../effects/shop.ts';

/** Shows what there is to buy. */
export class ShopCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'shop', capability: 'buy' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder.setName(this.name).setDescription('commands.shop'),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await respond(interaction, await shopAnswer(interaction.guildId, { page: 0 }, readerOf(interaction)));
  }
}
