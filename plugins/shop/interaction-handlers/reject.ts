import type { ComponentInteraction } from '@guildhall/sdk';
import { orderOf } from '../effects/purchases.ts';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review-handler.ts';
import { rejectForm } from '../views/forms.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that asks why a payment is turned down, and the form that does it. */
export class RejectHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    if (!interaction.isModalSubmit()) {
      const order = await orderOf(guildId, id);
      await interaction.showModal(rejectForm(order, plugin.host.texts.in(locale)));
      return;
    }
    const { fields } = interaction;
    const last = fields.getStringSelectValues('then')[0] === 'over';
    const reason = fields.getTextInputValue('reason');
    const order = orRefuse(await plugin.parts.review.reject(guildId, id, user.id, reason, last));
    await sayDone(interaction, order.payment === 'cancelled' ? 'over' : 'rejected', order);
  }
}
