import type { ComponentInteraction } from '@guildhall/sdk';
import { showOrder } from '../effects/answer.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button by which somebody says that they work on an order. */
export class TakeHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const taken = await plugin.parts.orders.assign(guildId, id, user.id, user.id);
    await showOrder(interaction, orRefuse(taken), 'assigned');
  }
}
