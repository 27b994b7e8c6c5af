import { type ComponentInteraction, update } from '@guildhall/sdk';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { buyerOrdersView } from '../views/order-list.ts';

/** Shows staff what a buyer has ordered, and turns the pages of it. */
export class BuyerOrdersHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [buyer = '', page]: string[]): Promise<void> {
    const orders = await plugin.parts.orders.boughtBy(interaction.guildId, buyer, Number(page));
    await update(interaction, buyerOrdersView(orders, buyer, readerOf(interaction)));
  }
}
