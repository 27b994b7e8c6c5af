import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { purchasesAnswer } from '../effects/purchases.ts';

/** Turns the pages of what somebody has bought. */
export class PurchasesHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    await update(interaction, await purchasesAnswer(interaction, Number(page)));
  }
}
