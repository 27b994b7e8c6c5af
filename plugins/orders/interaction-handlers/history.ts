import { type ComponentInteraction, update } from '@guildhall/sdk';
import { historyAnswer } from '../effects/answer.ts';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** Shows what happened to an order, and turns the pages of it. */
export class HistoryHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [id = '', page = '0']: string[]): Promise<void> {
    const order = orRefuse(await plugin.parts.orders.find(interaction.guildId, id));
    await update(interaction, await historyAnswer(order, Number(page), await readerOf(interaction)));
  }
}
