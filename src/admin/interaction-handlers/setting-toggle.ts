import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { workField } from '../../sdk/fields/field-desk.ts';
import { settingDesk } from '../settings-desk.ts';

/** Switches a setting on or off at once. */
export class SettingToggleHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(
    interaction: ComponentInteraction,
    [plugin = '', field = '', to = 'off']: string[],
  ): Promise<void> {
    await workField(interaction, 'toggle', await settingDesk(interaction, plugin, field), to);
  }
}
