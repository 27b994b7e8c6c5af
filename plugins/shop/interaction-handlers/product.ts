import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { readerOf } from '../effects/reader.ts';
import { productAnswer } from '../effects/shop.ts';

/** Shows the product that somebody chose in the shop. */
export class ProductHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'buy' });
  }

  override async run(interaction: ComponentInteraction): Promise<void> {
    const [id = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
    await update(interaction, await productAnswer(interaction.guildId, id, readerOf(interaction)));
  }
}
