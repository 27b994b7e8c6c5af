import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { workField } from '../../sdk/fields/field-desk.ts';
import { settingDesk } from '../settings-desk.ts';

/** Takes a channel, role or user off a setting. */
export class SettingClearHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [plugin = '', field = '']: string[]): Promise<void> {
    await workField(interaction, 'clear', await settingDesk(interaction, plugin, field));
  }
}
