import type { ComponentInteraction } from '@guildhall/sdk';
import { showOrder } from '../effects/answer.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that marks an order as done. */
export class CompleteHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const completed = await plugin.parts.orders.complete(guildId, id, user.id);
    await showOrder(interaction, orRefuse(completed), 'completed');
  }
}
