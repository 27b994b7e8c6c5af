import type { ComponentInteraction } from '@guildhall/sdk';
import { showOrder } from '../effects/answer.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that puts an order on its next step, if nobody has moved it since the button was shown. */
export class MoveHandler extends StaffHandler {
  override async run(
    interaction: ComponentInteraction,
    [id = '', from = '', to = '']: string[],
  ): Promise<void> {
    const { guildId, user } = interaction;
    const moved = await plugin.parts.orders.move(guildId, id, to, user.id, from);
    await showOrder(interaction, orRefuse(moved), 'moved');
  }
}
