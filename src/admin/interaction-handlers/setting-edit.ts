import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { fieldEditor } from '../../sdk/fields/field-editor.ts';
import { update } from '../../sdk/respond.ts';
import { openSetting } from '../settings-desk.ts';

/** Opens the editor of a setting. */
export class SettingEditHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [plugin = '', field = '']: string[]): Promise<void> {
    const editor = fieldEditor(await openSetting(interaction, plugin, field));
    if ('message' in editor) {
      await update(interaction, editor.message);
    } else if (interaction.isMessageComponent()) {
      await interaction.showModal(editor.modal);
    }
  }
}
