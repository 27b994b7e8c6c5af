import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { methodsAnswer } from '../effects/methods.ts';
import { readerOf } from '../effects/reader.ts';

/** Turns the pages of the ways to pay. */
export class MethodsHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'methods' });
  }

  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    const reader = readerOf(interaction);
    await update(interaction, await methodsAnswer(interaction.guildId, Number(page), reader));
  }
}
