import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { listAnswer } from '../effects/product-list.ts';
import { readerOf } from '../effects/reader.ts';

/** Turns the pages of all products. */
export class ProductsHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'products' });
  }

  override async run(interaction: ComponentInteraction, [page, removed]: string[]): Promise<void> {
    const reader = readerOf(interaction);
    await update(interaction, await listAnswer(interaction.guildId, removed === '1', Number(page), reader));
  }
}
