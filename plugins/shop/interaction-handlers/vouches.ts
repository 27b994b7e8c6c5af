import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { vouchesAnswer } from '../effects/vouch.ts';

/** Turns the pages of what customers say. */
export class VouchesHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    await update(interaction, await vouchesAnswer(interaction, Number(page)));
  }
}
