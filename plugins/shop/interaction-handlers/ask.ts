import type { ComponentInteraction } from '@guildhall/sdk';
import { orderOf } from '../effects/purchases.ts';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { askForm } from '../views/forms.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that asks what more staff need from a buyer, and the form that tells them. */
export class AskHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '', seen]: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    if (!interaction.isModalSubmit()) {
      await interaction.showModal(askForm(await orderOf(guildId, id), plugin.host.texts.in(locale)));
      return;
    }
    const what = interaction.fields.getTextInputValue('what');
    const looked = { seen: Number(seen) };
    const order = orRefuse(await plugin.parts.review.ask(guildId, id, user.id, what, looked));
    await sayDone(interaction, 'asked', order);
  }
}
