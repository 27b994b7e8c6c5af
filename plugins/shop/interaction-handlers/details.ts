import { type ComponentInteraction, respond, update } from '@guildhall/sdk';
import { detailsAnswer } from '../effects/details.ts';
import { orderOf } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';
import { isOnOwnScreen } from '../effects/reviewed.ts';
import { ReviewHandler } from '../review/review-handler.ts';

/**
 * Shows everything about an order: beside its card, or in place of the list that it was chosen from, or on the screen that
 * shows it, with another page of its record.
 */
export class DetailsHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [named = '', page = '0']: string[]): Promise<void> {
    const id = interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : named;
    const order = await orderOf(interaction.guildId, id);
    const answer = await detailsAnswer(order, Number(page), readerOf(interaction));
    await (isOnOwnScreen(interaction) ? update : respond)(interaction, answer);
  }
}
