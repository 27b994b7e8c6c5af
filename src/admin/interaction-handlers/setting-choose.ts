import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { saveSetting } from '../settings-desk.ts';

/** Takes what was chosen for a setting in a select menu. */
export class SettingChooseHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [plugin = '', field = '']: string[]): Promise<void> {
    if (interaction.isAnySelectMenu()) {
      await saveSetting(interaction, plugin, field, interaction.values);
    }
  }
}
