import { ComponentHandler, type ComponentInteraction, Refusal } from '@guildhall/sdk';
import { moveItems } from '../effects/items.ts';
import { readStock } from '../stock/stock-lines.ts';

/** The form with items that are to be taken out of the stock. */
export class WithdrawHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'products' });
  }

  override async run(interaction: ComponentInteraction, [product = '']: string[]): Promise<void> {
    if (!interaction.isModalSubmit()) {
      return;
    }
    const read = readStock(interaction.fields.getTextInputValue('items'), 'form');
    if (!read) {
      throw new Refusal('stock-unclear');
    }
    await moveItems(interaction, 'withdraw', product, { contents: read.items });
  }
}
