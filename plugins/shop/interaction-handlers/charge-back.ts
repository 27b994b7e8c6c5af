import type { ComponentHandler, ComponentInteraction } from '@guildhall/sdk';
import { orderOf } from '../effects/purchases.ts';
import { sayDone } from '../effects/reviewed.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { orRefuse } from '../views/refusal.ts';
import { chargeBackForm } from '../views/staff-forms.ts';

/** The button that asks why the money of an order was taken back, and the form that writes it down. */
export class ChargeBackHandler extends ReviewHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'refund' });
  }

  override async run(interaction: ComponentInteraction, [id = '', version]: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    if (!interaction.isModalSubmit()) {
      await interaction.showModal(chargeBackForm(await orderOf(guildId, id), plugin.host.texts.in(locale)));
      return;
    }
    const reason = interaction.fields.getTextInputValue('reason');
    const wish = { by: user.id, reason, version: Number(version) };
    await sayDone(
      interaction,
      'charged-back',
      orRefuse(await plugin.parts.refunds.chargeBack(guildId, id, wish)),
    );
  }
}
