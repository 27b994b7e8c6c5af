import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { importStock } from '../effects/stock.ts';

/** The form with new items of a product. */
export class StockHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'products' });
  }

  override async run(interaction: ComponentInteraction, [product = '']: string[]): Promise<void> {
    if (interaction.isModalSubmit()) {
      await importStock(interaction, product, interaction.fields.getTextInputValue('items'), 'form');
    }
  }
}
