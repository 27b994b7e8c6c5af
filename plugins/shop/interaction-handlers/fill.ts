import type { ComponentInteraction } from '@guildhall/sdk';
import { orderOf } from '../effects/purchases.ts';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { fillForm } from '../views/forms.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that asks what a buyer gets by hand, and the form that has it sent. */
export class FillHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    if (!interaction.isModalSubmit()) {
      await interaction.showModal(fillForm(await orderOf(guildId, id), plugin.host.texts.in(locale)));
      return;
    }
    const content = interaction.fields.getTextInputValue('content');
    const order = orRefuse(await plugin.parts.delivery.fill(guildId, id, content, user.id));
    await sayDone(interaction, 'filled', order);
  }
}
