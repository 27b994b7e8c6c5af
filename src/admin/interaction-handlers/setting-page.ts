import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { showSettings } from '../settings-desk.ts';

/** Turns to a page of a feature's settings; the way back from an editor too. */
export class SettingPageHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [plugin = '', page]: string[]): Promise<void> {
    await showSettings(interaction, plugin, Number(page));
  }
}
