import type { ComponentInteraction } from '@guildhall/sdk';
import { showOrder } from '../effects/answer.ts';
import { askToCancel } from '../effects/forms.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that asks why an order is cancelled, and the form that cancels it. */
export class CancelHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    if (!interaction.isModalSubmit()) {
      await askToCancel(interaction, id);
      return;
    }
    const { guildId, user, fields } = interaction;
    const reason = fields.getTextInputValue('reason');
    const cancelled = await plugin.parts.orders.cancel(guildId, id, user.id, reason);
    await showOrder(interaction, orRefuse(cancelled), 'cancelled');
  }
}
