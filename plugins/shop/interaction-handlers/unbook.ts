import type { ComponentInteraction } from '@guildhall/sdk';
import { orderOf } from '../effects/purchases.ts';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';
import { unbookForm } from '../views/staff-forms.ts';

/** The button that asks why a booking was a mistake, and the form that takes it back. */
export class UnbookHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '', version]: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    if (!interaction.isModalSubmit()) {
      await interaction.showModal(unbookForm(await orderOf(guildId, id), plugin.host.texts.in(locale)));
      return;
    }
    const reason = interaction.fields.getTextInputValue('reason');
    const mistake = { by: user.id, reason, version: Number(version) };
    await sayDone(
      interaction,
      'unbooked',
      orRefuse(await plugin.parts.bookings.takeBack(guildId, id, mistake)),
    );
  }
}
