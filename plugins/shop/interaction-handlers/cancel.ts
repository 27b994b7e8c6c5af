import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { purchaseView } from '../views/purchase.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button of a buyer who does not want it any more. */
export class CancelHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const reader = readerOf(interaction);
    const order = orRefuse(await plugin.parts.review.cancel(guildId, id, { user: user.id, staff: false }));
    await update(interaction, purchaseView(order, reader, { done: reader.t('done.cancelled', { id }) }));
  }
}
