import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { purchaseAnswer } from '../effects/payment.ts';
import { ownOrder } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';

/** Shows the purchase that its buyer chose. */
export class PurchaseHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction): Promise<void> {
    const [id = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
    await respond(interaction, await purchaseAnswer(await ownOrder(interaction, id), readerOf(interaction)));
  }
}
