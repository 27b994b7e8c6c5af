import { type ComponentInteraction, respond, update } from '@guildhall/sdk';
import { detailsAnswer } from '../effects/details.ts';
import { orderOf } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';
import { isOnOwnScreen } from '../effects/reviewed.ts';
import { ReviewHandler } from '../review-handler.ts';

/** Shows everything about an order: beside its card, or on the screen that shows it, with another page of its record. */
export class DetailsHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '', page = '0']: string[]): Promise<void> {
    const order = await orderOf(interaction.guildId, id);
    const answer = await detailsAnswer(order, Number(page), readerOf(interaction));
    await (isOnOwnScreen(interaction) ? update : respond)(interaction, answer);
  }
}
