import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { fieldModal } from '../../sdk/fields/field-editor.ts';
import { draftOf, openSetting } from '../settings-desk.ts';

/** Opens the modal again with what the person typed, which could not be taken. */
export class SettingRetryHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext, options: ComponentHandler.Options) {
    super(context, { ...options, capability: 'administer' });
  }

  override async run(interaction: ComponentInteraction, [plugin = '', field = '']: string[]): Promise<void> {
    const view = await openSetting(interaction, plugin, field);
    if (interaction.isMessageComponent()) {
      await interaction.showModal(fieldModal(view, await draftOf(interaction, plugin, field)));
    }
  }
}
