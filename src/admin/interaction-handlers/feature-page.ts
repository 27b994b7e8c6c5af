import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { showFeatures } from '../feature-desk.ts';

/** Turns to a page of the list of features. */
export class FeaturePageHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [page]: string[]): Promise<void> {
    await showFeatures(interaction, Number(page));
  }
}
