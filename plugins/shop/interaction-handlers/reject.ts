import type { ComponentInteraction } from '@guildhall/sdk';
import type { ModalSubmitInteraction } from 'discord.js';
import { orderOf } from '../effects/purchases.ts';
import { usualReasons } from '../effects/reject-reasons.ts';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';
import { otherReason, rejectForm } from '../views/staff-forms.ts';

/** The button that asks why a payment is turned down, and the form that does it. */
export class RejectHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '', seen]: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    if (!interaction.isModalSubmit()) {
      const order = await orderOf(guildId, id);
      const usual = await usualReasons(guildId);
      await interaction.showModal(rejectForm(order, usual, plugin.host.texts.in(locale)));
      return;
    }
    const last = interaction.fields.getStringSelectValues('next')[0] === 'over';
    const reason = reasonOf(interaction);
    const order = orRefuse(
      await plugin.parts.review.reject(guildId, id, user.id, reason, { last, seen: Number(seen) }),
    );
    await sayDone(interaction, order.payment === 'cancelled' ? 'over' : 'rejected', order);
  }
}

/** The reason that was chosen, and what was written beside it. */
function reasonOf({ fields }: ModalSubmitInteraction): string {
  const [chosen = otherReason] = fields.getStringSelectValues('usual');
  return [chosen === otherReason ? '' : chosen, fields.getTextInputValue('reason').trim()]
    .filter(Boolean)
    .join(' ');
}
