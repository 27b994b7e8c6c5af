import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { mineAnswer } from '../effects/mine.ts';

/** Turns the pages of somebody's own orders. */
export class MineHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [page]: [string]): Promise<void> {
    await update(interaction, await mineAnswer(interaction, Number(page)));
  }
}
