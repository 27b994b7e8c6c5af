import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { itemsAnswer } from '../effects/items.ts';
import { readerOf } from '../effects/reader.ts';
import type { ItemState } from '../entities/stock-item.ts';

/** Turns the pages of the items of a product. */
export class ItemsHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'products' });
  }

  override async run(
    interaction: ComponentInteraction,
    [product = '', page, state]: string[],
  ): Promise<void> {
    const shown = (state || undefined) as ItemState | undefined;
    const answer = itemsAnswer(interaction.guildId, product, shown, Number(page), readerOf(interaction));
    await update(interaction, await answer);
  }
}
