import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { complete } from '../completion.ts';

/** The Verify button: looks for the words. */
export class CheckHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'verify' });
  }

  override async run(interaction: ComponentInteraction): Promise<void> {
    await complete(interaction);
  }
}
