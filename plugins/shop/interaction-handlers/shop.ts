import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { readerOf } from '../effects/reader.ts';
import { shopAnswer } from '../effects/shop.ts';

/** Turns the pages of the shop, and changes the category. */
export class ShopHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'buy' });
  }

  override async run(interaction: ComponentInteraction, [page, category]: string[]): Promise<void> {
    const chosen = interaction.isStringSelectMenu() ? interaction.values[0] : category || '*';
    const wanted = chosen === '*' ? undefined : chosen;
    await update(
      interaction,
      await shopAnswer(interaction.guildId, Number(page), wanted, readerOf(interaction)),
    );
  }
}
