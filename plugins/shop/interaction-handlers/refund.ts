import type { ComponentHandler, ComponentInteraction } from '@guildhall/sdk';
import { readRefund } from '../catalogue/prices.ts';
import { orderOf } from '../effects/purchases.ts';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';
import { refundForm } from '../views/staff-forms.ts';

/** The button that asks how much goes back to a buyer, and the form that writes it down. */
export class RefundHandler extends ReviewHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'refund' });
  }

  override async run(interaction: ComponentInteraction, [id = '', version]: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    const seen = await orderOf(guildId, id);
    if (!interaction.isModalSubmit()) {
      await interaction.showModal(refundForm(seen, plugin.host.texts.in(locale)));
      return;
    }
    const { fields } = interaction;
    const order = orRefuse(
      await plugin.parts.refunds.refund(guildId, id, {
        by: user.id,
        amount: readRefund(fields.getTextInputValue('amount'), seen.currency),
        reason: fields.getTextInputValue('reason'),
        version: Number(version),
      }),
    );
    const whole = order.captured === 0 ? 'taken-back' : 'refunded';
    await sayDone(interaction, order.payment === 'refunded' ? whole : 'part-refunded', order);
  }
}
