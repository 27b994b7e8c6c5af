import { type ComponentInteraction, update } from '@guildhall/sdk';
import { listAnswer } from '../effects/answer.ts';
import { readerOf } from '../effects/reader.ts';
import { filterOf } from '../order-filter.ts';
import { StaffHandler } from '../staff-handler.ts';

/** Turns the pages of a list of orders. */
export class ListHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [page, ...filter]: string[]): Promise<void> {
    const reader = await readerOf(interaction);
    await update(interaction, await listAnswer(interaction.guildId, filterOf(filter), Number(page), reader));
  }
}
