import type { ComponentInteraction } from '@guildhall/sdk';
import { sayDone } from '../effects/reviewed.ts';
import { isPaid } from '../order-states.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** The money is there: says yes to a payment. */
export class ApproveHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const order = orRefuse(await plugin.parts.review.approve(guildId, id, user.id));
    await sayDone(interaction, isPaid(order.payment) ? 'approved' : 'first-yes', order);
  }
}
