import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { readShelfChoice } from '../catalogue/shelf-choice.ts';
import { readerOf } from '../effects/reader.ts';
import { shopAnswer } from '../effects/shop.ts';

/** Turns the pages of the shop, and changes the category. */
export class ShopHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'buy' });
  }

  override async run(interaction: ComponentInteraction, [page, shown]: string[]): Promise<void> {
    const seen = { page: Number(page), category: shown || undefined };
    const choice = interaction.isStringSelectMenu() ? readShelfChoice(interaction.values[0]!) : seen;
    // Another shelf begins with its first page.
    const wanted = { ...('shelves' in choice ? seen : { page: 0 }), ...choice };
    await update(interaction, await shopAnswer(interaction.guildId, wanted, readerOf(interaction)));
  }
}
