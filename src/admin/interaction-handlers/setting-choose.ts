import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { workField } from '../../sdk/fields/field-desk.ts';
import { settingDesk } from '../settings-desk.ts';

/** Takes what was chosen for a setting in a select menu. */
export class SettingChooseHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [plugin = '', field = '']: string[]): Promise<void> {
    await workField(interaction, 'choose', await settingDesk(interaction, plugin, field));
  }
}
