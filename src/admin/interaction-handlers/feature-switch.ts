import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { switchFeature } from '../feature-desk.ts';

/** Switches a feature on or off from the list. */
export class FeatureSwitchHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [plugin = '', to, page]: string[]): Promise<void> {
    await switchFeature(interaction, plugin, to === 'on', Number(page));
  }
}
