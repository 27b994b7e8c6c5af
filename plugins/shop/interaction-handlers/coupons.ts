import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { couponsAnswer } from '../effects/coupons.ts';
import { readerOf } from '../effects/reader.ts';

/** Turns the pages of all coupons. */
export class CouponsHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'coupons' });
  }

  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    await update(interaction, await couponsAnswer(interaction.guildId, Number(page), readerOf(interaction)));
  }
}
