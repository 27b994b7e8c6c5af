import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { workField } from '../../sdk/fields/field-desk.ts';
import { settingDesk } from '../settings-desk.ts';

/** Takes what was typed for a setting. */
export class SettingSubmitHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [plugin = '', field = '']: string[]): Promise<void> {
    await workField(interaction, 'submit', await settingDesk(interaction, plugin, field));
  }
}
