import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { listAnswer } from '../effects/ticket-list.ts';
import { filterOf } from '../ticket/ticket-filter.ts';

/** Turns the pages of a list of tickets. What is shown is what the person may see at the click. */
export class ListHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [page, ...filter]: string[]): Promise<void> {
    await update(interaction, await listAnswer(interaction, filterOf(filter), Number(page)));
  }
}
