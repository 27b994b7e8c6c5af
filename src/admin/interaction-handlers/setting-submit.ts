import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { typedText } from '../../sdk/fields/field-editor.ts';
import { saveSetting } from '../settings-desk.ts';

/** Takes what was typed for a setting. */
export class SettingSubmitHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [plugin = '', field = '']: string[]): Promise<void> {
    if (interaction.isModalSubmit()) {
      await saveSetting(interaction, plugin, field, interaction.fields.getTextInputValue(typedText));
    }
  }
}
