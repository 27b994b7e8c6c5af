import { ComponentHandler, type ComponentInteraction } from '../../sdk/component-handler.ts';
import { Refusal } from '../../sdk/refusal.ts';
import guildhall from '../plugin.ts';

/** Opens a form again as its person sent it, which could not be taken. */
export class FormAgainHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [mark = '']: string[]): Promise<void> {
    const form = await guildhall.parts.forms.again(interaction.user.id, mark);
    if (!form) {
      throw new Refusal('form-gone');
    }
    if (interaction.isMessageComponent()) {
      await interaction.showModal(form);
    }
  }
}
