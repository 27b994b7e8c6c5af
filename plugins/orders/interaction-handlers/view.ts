import type { ComponentInteraction } from '@guildhall/sdk';
import { showOrder } from '../effects/answer.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that goes back from the history to the order. */
export class ViewHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    await showOrder(interaction, orRefuse(await plugin.parts.orders.find(interaction.guildId, id)));
  }
}
