import type { ComponentInteraction } from '@guildhall/sdk';
import { showOrder } from '../effects/answer.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { noteForm } from '../views/forms.ts';
import { orRefuse } from '../views/refusal.ts';

/** The button that asks for a note, and the form that writes it. */
export class NoteHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    if (!interaction.isModalSubmit()) {
      const order = orRefuse(await plugin.parts.orders.find(guildId, id));
      await interaction.showModal(noteForm(order, plugin.host.texts.in(locale)));
      return;
    }
    const text = interaction.fields.getTextInputValue('text');
    const noted = await plugin.parts.orders.note(guildId, id, text, user.id);
    await showOrder(interaction, orRefuse(noted), 'noted');
  }
}
