import type { ComponentInteraction } from '@guildhall/sdk';
import { orderOf } from '../effects/purchases.ts';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';
import { callOffForm } from '../views/staff-forms.ts';

/** The button that asks staff why an order that nobody paid is cancelled, and the form that does it. */
export class CallOffHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    if (!interaction.isModalSubmit()) {
      await interaction.showModal(callOffForm(await orderOf(guildId, id), plugin.host.texts.in(locale)));
      return;
    }
    const by = { user: user.id, staff: true };
    const reason = interaction.fields.getTextInputValue('reason');
    await sayDone(
      interaction,
      'cancelled',
      orRefuse(await plugin.parts.review.cancel(guildId, id, by, reason)),
    );
  }
}
