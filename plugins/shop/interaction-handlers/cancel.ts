import { ComponentHandler, type ComponentInteraction, respond, update } from '@guildhall/sdk';
import { ownOrder } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { cancelQuestion, purchaseView } from '../views/purchase.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button of a buyer who does not want it any more, and the one that says so once more. */
export class CancelHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '', sure]: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const reader = readerOf(interaction);
    if (sure === undefined) {
      await respond(interaction, cancelQuestion(await ownOrder(interaction, id), reader));
      return;
    }
    const order = orRefuse(await plugin.parts.review.cancel(guildId, id, { user: user.id, staff: false }));
    const done = order.submissions > 0 ? 'done.cancelled-paid' : 'done.cancelled';
    await update(interaction, purchaseView(order, reader, { done: reader.t(done, { id }) }));
  }
}
