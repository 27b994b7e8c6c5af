import type { ComponentInteraction } from '@guildhall/sdk';
import { showOrder } from '../effects/answer.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that opens a closed order again. */
export class ReopenHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const reopened = await plugin.parts.orders.reopen(guildId, id, user.id);
    await showOrder(interaction, orRefuse(reopened), 'reopened');
  }
}
